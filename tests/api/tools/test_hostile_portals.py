"""A portal that lies, cuts off, repeats or leads astray harms nothing, and is told in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.tools.conftest import Mirror
from tests.api.tools.paper import PHOTO, Paper, key_of, row_of
from tests.api.tools.portals import Exchange, Proxy, served
from tests.api.tools.world import files_in

UUID = "0197f6a0-0000-7000-8000-000000000001"
KEY = "0" * 40 + ".jpg"


WHOLE = {
    *(f"article/{row_of(number)['id']}.json" for number in (1, 2, 3)),
    f"media/{key_of(PHOTO)}",
}


def in_pages(change: Callable[[dict[str, Any]], object]) -> Callable[[Exchange], None]:
    """A fault that changes every page of the feed."""

    def fault(exchange: Exchange) -> None:
        if exchange.is_page:
            page = exchange.json
            change(page)
            exchange.json = page

    return fault


def row_with(**facts: Any) -> Callable[[dict[str, Any]], object]:
    """The first row of a page with other facts."""
    return lambda page: page["items"][0].update(facts)


def naming(url: Any, size: Any = 3, **more: Any) -> Callable[[dict[str, Any]], object]:
    """The first row of a page naming a file."""
    return row_with(object={"file": {"url": url, "bytes": size, **more}})


PAGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "an id that climbs": row_with(id="../../../../etc/passwd"),
    "an id with a path": row_with(id=f"x/{UUID}"),
    "an id in capitals": row_with(id=UUID.upper()),
    "an id with an end of line": row_with(id=UUID + "\n"),
    "an id that is a number": row_with(id=7),
    "a type that climbs": row_with(type=".."),
    "a type with a path": row_with(type="a/b"),
    "a type that is absolute": row_with(type="/etc"),
    "a type with a NUL": row_with(type="a\0"),
    "a type that is the folder of media": row_with(type="media"),
    "a type without end": row_with(type="a" * 300),
    "a seq that is text": row_with(seq="1"),
    "a seq that is no number": row_with(seq=True),
    "a seq below one": row_with(seq=0),
    "a seq that is huge": row_with(seq=2**63),
    "an unknown op": row_with(op="rename"),
    "an upsert of nothing": row_with(object=None),
    "an upsert of a text": row_with(object="x"),
    "a tombstone with an object": row_with(op="delete"),
    "a hash of something else": row_with(hash="0" * 32),
    "other words than those of the hash": row_with(object={"title": "Khác"}),
    "no hash": row_with(hash=None),
    "a row that is none": lambda page: page["items"].insert(0, None),
    "rows in disorder": lambda page: page["items"].reverse(),
    "items that are none": lambda page: page.update(items={}),
    "a cursor that is none": lambda page: page.update(cursor=None),
    "a cursor without end": lambda page: page.update(cursor="x" * 5_000),
    "more that is none": lambda page: page.update(more="false"),
    "more with a digest": lambda page: page.update(more=True),
    "no digest at the end": lambda page: page.update(digest=None),
    "a digest that is text": lambda page: page.update(digest="x"),
    "a digest with another hash": lambda page: page["digest"].update(hash="A" * 32),
    "a digest with half a count": lambda page: page["digest"].update(count=1.5),
    "a file that climbs": naming("http://portal.test/media/../../x.jpg"),
    "a file that climbs in its name": naming("http://portal.test/media/..%2f..%2fx.jpg"),
    "a file of no media": naming("http://portal.test/secret/" + KEY),
    "a file with no ending": naming("http://portal.test/media/" + "0" * 40),
    "a file with two endings": naming("http://portal.test/media/" + "0" * 40 + ".tar.gz"),
    "a file at no address": naming(f"/media/{KEY}"),
    "a file behind a question": naming(f"http://portal.test/media/x?/media/{KEY}"),
    "a file with an end of line": naming(f"http://portal.test/media/{KEY}\n"),
    "a file that is a number": naming(1),
    "a file of minus one byte": naming(f"http://portal.test/media/{KEY}", -1),
    "a file of text bytes": naming(f"http://portal.test/media/{KEY}", "3"),
    "a file with half a sum": naming(f"http://portal.test/media/{KEY}", sha256="00"),
}


@pytest.mark.parametrize("page", PAGES)
def test_t13_a_page_that_breaks_the_contract_is_refused_whole(
    spoilt: Proxy, copy: Mirror, tmp_path: Path, page: str
) -> None:
    spoilt.faults.append(in_pages(PAGES[page]))

    done = copy()

    assert done.exit_code == 1
    assert done.stderr.startswith("congxa: the change feed breaks its contract: ")
    assert done.stderr.count("\n") == 1
    assert names_below(tmp_path) == {"copies", "copies/copy", "copies/copy/mirror.db"}


def names_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_it_holds_what_a_portal_of_paper_has(copy: Mirror, folder: Path) -> None:
    done = copy()

    assert (done.exit_code, done.stderr) == (0, "")
    assert files_in(folder).keys() == WHOLE
    assert files_in(folder)[f"media/{key_of(PHOTO)}"] == PHOTO


def cut(path: str) -> Callable[[Exchange], None]:
    """A fault that ends an answer too early."""

    def fault(exchange: Exchange) -> None:
        if exchange.path.startswith(path):
            exchange.headers["X-Cut"] = str(len(exchange.body) // 2)

    return fault


@pytest.mark.parametrize("path", ["/v1/changes", "/media/"])
def test_an_answer_that_is_cut_off_is_none(
    spoilt: Proxy, copy: Mirror, folder: Path, path: str
) -> None:
    spoilt.faults.append(cut(path))

    first = copy()
    left = files_in(folder)
    spoilt.faults.clear()
    second = copy()

    assert first.exit_code == 1
    assert "the answer was cut off after" in first.stderr
    assert left == {}
    assert (second.exit_code, files_in(folder).keys()) == (0, WHOLE)


def without_length(exchange: Exchange) -> None:
    """Cut a page off where nothing tells how long it is."""
    if exchange.is_page:
        exchange.headers.pop("Content-Length")
        exchange.headers["X-Cut"] = str(len(exchange.body) - 1)


def test_a_page_that_ends_early_without_a_length_is_no_page(spoilt: Proxy, copy: Mirror) -> None:
    spoilt.faults.append(without_length)

    done = copy()

    assert done.exit_code == 1
    assert done.stderr.startswith("congxa: the answer is not JSON: ")


def flip(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@pytest.mark.parametrize(
    "change", [flip, lambda data: data[:-1], lambda data: data * 9_999, lambda _: b""],
    ids=["another bit", "shorter", "much longer", "nothing"],
)  # fmt: skip
def test_a_media_file_with_other_bytes_is_not_kept(
    spoilt: Proxy, copy: Mirror, folder: Path, change: Callable[[bytes], bytes]
) -> None:
    def spoil(exchange: Exchange) -> None:
        if exchange.path.startswith("/media/"):
            exchange.body = change(exchange.body)

    spoilt.faults.append(spoil)

    first = copy()
    left = names_below(folder)
    spoilt.faults.clear()
    second = copy()

    assert first.exit_code == 1
    assert f"warning: {key_of(PHOTO)}: " in first.stderr
    assert "the copy is not whole: 1 media files could not be had" in first.stderr
    assert [name for name in left if name.startswith("media/")] == []
    assert (second.exit_code, files_in(folder).keys()) == (0, WHOLE)


@pytest.mark.parametrize("lie", [{"bytes": 5}, {"sha256": "0" * 64}])
def test_a_media_file_must_be_what_the_object_tells(
    paper: Paper, copy: Mirror, lie: dict[str, Any]
) -> None:
    paper.rows[0]["object"]["photo"] |= lie

    done = copy()

    assert done.exit_code == 1
    assert "its bytes are not those that its name, size and sum tell of" in done.stderr


def test_a_media_file_that_is_not_there_is_told(paper: Paper, copy: Mirror) -> None:
    paper.files.clear()

    done = copy()

    assert done.exit_code == 1
    assert f"warning: {key_of(PHOTO)}: the portal answers 404" in done.stderr


@pytest.mark.parametrize("path", ["/v1/changes", "/media/"])
def test_t40_a_redirect_is_not_followed(spoilt: Proxy, copy: Mirror, path: str) -> None:
    elsewhere = Proxy(Paper())
    with served(elsewhere) as other:

        def lead_away(exchange: Exchange) -> None:
            if exchange.path.startswith(path):
                exchange.status = 302
                exchange.headers["Location"] = f"{other}{exchange.path}"

        spoilt.faults.append(lead_away)
        done = copy()

    assert done.exit_code == 1
    assert f"answers 302 and leads to '{other}{path}" in done.stderr
    assert elsewhere.asked == []


def test_t40_a_file_is_fetched_from_the_portal_whatever_its_address_says(
    paper: Paper, spoilt: Proxy, copy: Mirror
) -> None:
    elsewhere = Proxy(Paper())
    with served(elsewhere) as other:
        paper.rows[0]["object"]["photo"]["url"] = f"{other}/media/{key_of(PHOTO)}"
        done = copy()

    assert done.exit_code == 0
    assert elsewhere.asked == []
    assert spoilt.asked[-1] == f"/media/{key_of(PHOTO)}"


@pytest.mark.parametrize(
    ("endless", "why"),
    [
        (lambda page: page.update(more=True, digest=None, items=[]), "it says more and does not"),
        (lambda page: page.update(more=True, digest=None), "it repeats what it told"),
    ],
)
def test_a_feed_without_end_is_ended(
    spoilt: Proxy, copy: Mirror, endless: Callable[[dict[str, Any]], object], why: str
) -> None:
    def fault(exchange: Exchange) -> None:
        if exchange.path == "/v1/changes":
            exchange.environ["QUERY_STRING"] = "limit=200"
            exchange.body = spoilt.inner.page({"limit": ["200"]})
            page = exchange.json
            endless(page)
            exchange.json = page | {"cursor": str(len(spoilt.asked))}

    spoilt.faults.append(fault)

    done = copy()

    assert done.exit_code == 1
    assert why in done.stderr


def test_a_portal_that_takes_back_every_cursor_is_left(spoilt: Proxy, copy: Mirror) -> None:
    def take_back(exchange: Exchange) -> None:
        if "cursor" in exchange.query:
            exchange.status = 410
        elif exchange.is_page:
            exchange.json = exchange.json | {"more": True, "digest": None}

    spoilt.faults.append(take_back)

    done = copy()

    assert done.exit_code == 1
    assert "the portal takes back the cursors that it has just given" in done.stderr
    assert len(spoilt.asked) < 20


def test_nothing_is_left_of_a_portal_that_begins_a_new_life_with_nothing(
    paper: Paper, spoilt: Proxy, copy: Mirror, folder: Path
) -> None:
    copy()
    paper.rows.clear()
    spoilt.faults.append(
        lambda exchange: setattr(exchange, "status", 410 if exchange.query.get("cursor") else 200)
    )

    done = copy()

    assert done.stdout == "Identical: 0 objects; 0 written, 3 removed.\n"
    assert files_in(folder) == {}


@pytest.mark.parametrize("depth", [300, 900, 100_000])
def test_t52_an_object_without_bottom_is_refused(
    spoilt: Proxy, copy: Mirror, folder: Path, depth: int
) -> None:
    def deepen(exchange: Exchange) -> None:
        deep = b"[" * depth + b"]" * depth
        exchange.body = exchange.body.replace('"Bài 2"'.encode(), deep)

    spoilt.faults.append(deepen)

    done = copy()

    assert done.exit_code == 1
    assert done.stderr.startswith(("congxa: the change feed breaks", "congxa: the answer is not"))
    assert files_in(folder) == {}
