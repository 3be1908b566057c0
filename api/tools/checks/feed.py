"""The change feed of a portal: what a copy is made of."""

from itertools import pairwise
from typing import Any

from api.tools.checks.errors import named
from api.tools.checks.visit import (
    FEED,
    Visit,
    check,
    first_of,
    following,
    header,
    json_of,
)
from api.tools.checks.walk import NotChecked, Walk, row_of, wrong_digest

_BAD_LIMITS = ("0", "501", "-1", "ten", "")
_BAD_CURSORS = ("x", "%21%21", "bnVsbA", "e30")
_SMALL = 2
_FEW = 5


@check("feed.rows")
def rows(visit: Visit) -> str | None:
    """A row has seq, op, type, id, object and hash, each of its form; the last two are there for
    an upsert alone.
    """
    return first_of(row.fault for row in visit.walk().rows if row.fault is not None)


@check("feed.first-sync")
def first_sync(visit: Visit) -> str | None:
    """Without a cursor it gives what is live: upserts alone."""
    return first_of(
        f"{row.op} of {row.name}" for row in visit.sound_walk().rows if row.op != "upsert"
    )


@check("feed.order")
def order(visit: Visit) -> str | None:
    """Rows come in the order of seq, over all pages."""
    return first_of(
        f"{after.seq} comes behind {before.seq}"
        for before, after in pairwise(visit.sound_walk().rows)
        if after.seq < before.seq
    )


@check("feed.once")
def once(visit: Visit) -> str | None:
    """Each object comes once, with its newest row."""
    seen: set[str] = set()
    for row in visit.sound_walk().rows:
        if row.name in seen:
            return f"{row.name} comes twice"
        seen.add(row.name)
    return None


@check("feed.objects")
def objects(visit: Visit) -> str | None:
    """An object has the id of its row, and neither views nor counts."""
    return first_of(row.odd for row in visit.walk().rows if row.odd is not None)


@check("feed.hash")
def hash_(visit: Visit) -> str | None:
    """hash is BLAKE2b-128 of the object's canonical JSON (RFC 8785)."""
    return first_of(
        f"{row.name}: {row.stated}, but its object gives {row.object}"
        for row in visit.sound_walk().rows
        if row.op == "upsert" and row.stated != row.object
    )


@check("feed.limit")
def limit(visit: Visit) -> str | None:
    """limit is a number from 1 to 500; a page holds no more, anything else is a 400 naming it."""
    count = len(visit.items(f"{FEED}?limit=1"))
    if count > 1:
        return f"limit=1 gives {count} rows"
    return named(visit, [f"{FEED}?limit={limit}" for limit in _BAD_LIMITS], "limit")


@check("feed.more")
def more(visit: Visit) -> str | None:
    """digest is there exactly when more is false."""
    pages = [*visit.walk().pages, visit.read(f"{FEED}?limit=1")]
    return first_of(
        f"more is {page.get('more')}, digest is {'there' if page.get('digest') else 'not there'}"
        for page in pages
        if bool(page.get("digest")) == (page.get("more") is not False)
    )


@check("feed.pages")
def pages(visit: Visit) -> str | None:
    """Small pages, each asked for with the cursor of the one before, give the same rows."""
    expected = [row.seq for row in visit.walk().rows]
    seqs: list[Any] = []
    address = f"{FEED}?limit={_SMALL}"
    for _ in range(_FEW):
        seqs += [row.get("seq") for row in visit.items(address)]
        page = visit.read(address)
        if page.get("more") is not True:
            break
        address = following(f"{FEED}?limit={_SMALL}", str(page.get("cursor")))
    is_same = seqs == expected[: len(seqs)] and len(seqs) >= min(len(expected), _SMALL * _FEW)
    return None if is_same else f"pages of {_SMALL} give {seqs}, a large one {expected[:10]}"


@check("feed.resume")
def resume(visit: Visit) -> str | None:
    """The last cursor goes on: it gives no row that was given, and says that there is no more."""
    walk = visit.walk()
    page = visit.read(_after(walk))
    known = {(row.name, row.seq) for row in walk.rows}
    following_rows = map(row_of, visit.items(_after(walk)))
    again = [row for row in following_rows if (row.name, row.seq) in known]
    if again:
        return f"{len(again)} rows come again"
    return None if page.get("more") is False else f"more is {page.get('more')}"


@check("feed.digest")
def digest(visit: Visit) -> str | None:
    """The digest is that of the rows: their count, and the sum modulo 2^128 of BLAKE2b-128 of
    type/id/seq/hash.
    """
    walk = visit.sound_walk()
    return wrong_digest(walk.rows, walk.last.get("digest"))


@check("feed.types")
def types(visit: Visit) -> str | None:
    """types=article gives articles alone, with a digest of their own."""
    walk = visit.sound_walk("limit=500&types=article")
    kinds = {row.type for row in walk.rows} - {"article"}
    if kinds:
        return f"{', '.join(sorted(kinds))} come too"
    of_all = [row.seq for row in visit.sound_walk().rows if row.type == "article"]
    if of_all != [row.seq for row in walk.rows]:
        return "other articles than without types"
    return wrong_digest(walk.rows, walk.last.get("digest"))


@check("feed.broken-cursor")
def broken_cursor(visit: Visit) -> str | None:
    """What never was a cursor is a 400 that names it."""
    return named(visit, [f"{FEED}?cursor={cursor}" for cursor in _BAD_CURSORS], "cursor")


@check("feed.foreign-cursor")
def foreign_cursor(visit: Visit) -> str | None:
    """A cursor that was given for other filters is a 400 that names it."""
    cursor = str(visit.walk().last.get("cursor"))
    return named(visit, [following(f"{FEED}?types=notice", cursor)], "cursor")


@check("feed.gone-cursor")
def gone_cursor(visit: Visit) -> str | None:
    """A cursor of nobody's is 400 or 410; a 410 tells in restart and Link where to begin anew."""
    cursor = str(visit.walk().last.get("cursor"))
    gone = False
    for place in range(min(len(cursor), 12)):
        letter = "A" if cursor[place] != "A" else "B"
        target = following(f"{FEED}?limit=1", cursor[:place] + letter + cursor[place + 1 :])
        answer = visit.ask(target)
        if answer.status not in (200, 400, 410):
            return f"{target}: {answer.status}"
        if answer.status == 410:
            gone = True
            problem = json_of(answer)
            restart = problem.get("restart") if isinstance(problem, dict) else None
            if not restart or f'<{restart}>; rel="start"' != header(answer, "Link"):
                return f"{target}: restart is {restart}, Link: {header(answer, 'Link')}"
    if not gone:
        raise NotChecked("no cursor that was changed gives a 410")
    return None


def _after(walk: Walk) -> str:
    return following(f"{FEED}?limit=500", str(walk.last.get("cursor")))
