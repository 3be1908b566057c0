"""Lists of a portal: their envelope, limits, cursors, filters and sparse fields."""

from collections.abc import Iterator
from typing import Any

from api.tools.checks.errors import named
from api.tools.checks.visit import Visit, check, first_of, header, members
from api.tools.checks.walk import NotChecked

_ENVELOPE = ("items", "next", "total")
_ONLY_IN_ITEMS = ("body", "images", "attachments", "corrections")
_BAD_LIMITS = ("0", "101", "-1", "1.5", "ten", "", "%D9%A1")
_MOST_PAGES = 30


@check("lists.envelope")
def envelope(visit: Visit) -> str | None:
    """A list is {items, next, total}: next an address or null, total a number or null."""
    return first_of(_wrong_envelopes(visit))


def _wrong_envelopes(visit: Visit) -> Iterator[str]:
    for path in visit.lists:
        page = visit.read(f"{path}?limit=1")
        if missing := members(page, _ENVELOPE):
            yield f"{path}: {missing} missing"
        elif not isinstance(page["items"], list):
            yield f"{path}: items is no list"
        elif not isinstance(page["next"], str | None) or not isinstance(page["total"], int | None):
            yield f"{path}: next or total is of another type"


@check("lists.limit")
def limit(visit: Visit) -> str | None:
    """A page holds at most `limit` items."""
    return first_of(
        f"{path}?limit=1: {count} items"
        for path in visit.lists
        if (count := len(visit.items(f"{path}?limit=1"))) > 1
    )


@check("lists.limit-bounds")
def limit_bounds(visit: Visit) -> str | None:
    """limit is a number from 1 to 100 in ASCII digits; anything else is a 400 that names it."""
    return named(
        visit, [f"{path}?limit={limit}" for path in visit.lists for limit in _BAD_LIMITS], "limit"
    )


@check("lists.total")
def total(visit: Visit) -> str | None:
    """total is counted with total=true, and null without."""
    return first_of(_wrong_totals(visit))


def _wrong_totals(visit: Visit) -> Iterator[str]:
    for path in visit.lists:
        if visit.read(f"{path}?limit=1").get("total") is not None:
            yield f"{path}: total is told unasked"
        page = visit.read(f"{path}?limit=100&total=true")
        count, shown = page.get("total"), len(visit.items(f"{path}?limit=100&total=true"))
        if not isinstance(count, int) or count < shown or (not page.get("next") and count != shown):
            yield f"{path}: total is {count}, the page has {shown} items"


@check("lists.cursors")
def cursors(visit: Visit) -> str | None:
    """Following next gives every item once, in the order of the whole."""
    return first_of(_wrong_pages(visit))


def _wrong_pages(visit: Visit) -> Iterator[str]:
    for path in visit.lists:
        whole = [_name(item) for item in visit.items(f"{path}?limit=100")]
        size = max(1, -(-len(whole) // (_MOST_PAGES - 5)))
        pages = list(_pages(visit, f"{path}?limit={size}"))
        paged = [_name(item) for items, _more in pages for item in items]
        if any(len(items) > size for items, _more in pages):
            raise NotChecked("pages hold more than limit")
        if len(paged) != len(set(paged)):
            yield f"{path}: an item comes twice"
        elif paged[: len(whole)] != whole[: len(paged)]:
            yield f"{path}: pages of {size} give other items than a page of 100"
        elif len(paged) < len(whole) and not pages[-1][1]:
            yield f"{path}: pages of {size} give {len(paged)} items, a page of 100 {len(whole)}"


def _pages(visit: Visit, target: str) -> Iterator[tuple[list[dict[str, Any]], bool]]:
    """The items of each page, and whether there is a page more."""
    for _ in range(_MOST_PAGES):
        following = visit.read(target).get("next")
        yield visit.items(target), following is not None
        if following is None:
            return
        target = visit.within(following)


@check("lists.link")
def link(visit: Visit) -> str | None:
    """Link with rel="next" is the address in next."""
    return first_of(_wrong_links(visit))


def _wrong_links(visit: Visit) -> Iterator[str]:
    for path in visit.lists:
        target = f"{path}?limit=1"
        following = visit.read(target).get("next")
        link = header(visit.ask(target), "Link")
        expected = f'<{following}>; rel="next"' if isinstance(following, str) else ""
        if expected != link:
            yield f"{target}: Link: {link or 'missing'}"


@check("lists.broken-cursor")
def broken_cursor(visit: Visit) -> str | None:
    """A cursor that is broken, or of another list, is a 400 that names it."""
    bad = [
        f"{path}?cursor={cursor}" for path in visit.lists for cursor in ("x", "AAAA.BBBB", "%00")
    ]
    return named(visit, bad + _changed_cursors(visit), "cursor")


def _changed_cursors(visit: Visit) -> list[str]:
    """A true cursor with another letter, and one that was given for other filters."""
    following = visit.read("/v1/articles?limit=1").get("next")
    if not isinstance(following, str):
        return []
    target = visit.within(following)
    swapped = "B" if target.endswith("A") else "A"
    return [target[:-6] + swapped * 6, target.replace("/v1/articles", "/v1/notices")]


@check("lists.fields")
def fields(visit: Visit) -> str | None:
    """fields=a,b gives these members alone; an unknown one is a 400 that names fields."""
    item = visit.first("/v1/articles?limit=1&fields=id,title")
    if set(item) != {"id", "title"}:
        return f"fields=id,title gives {', '.join(item)}"
    return named(visit, ["/v1/articles?fields=id,khong_co"], "fields")


@check("lists.summary")
def summary(visit: Visit) -> str | None:
    """Lists carry summaries: no body, images, attachments or corrections."""
    return first_of(
        f"{path}: an item has {name}"
        for path in ("/v1/articles", "/v1/notices", "/v1/legal-documents")
        for item in visit.items(path)
        for name in _ONLY_IN_ITEMS
        if name in item
    )


@check("lists.filters")
def filters(visit: Visit) -> str | None:
    """A filter that names nothing gives an empty list."""
    return first_of(
        f"{target}: {count} items"
        for name in ("category", "tag")
        if (count := len(visit.items(target := f"/v1/articles?{name}=khong-co-that")))
    )


@check("lists.ids")
def ids(visit: Visit) -> str | None:
    """ids=a,b gives the articles with these ids."""
    wanted = [str(item.get("id")) for item in visit.items("/v1/articles?limit=2")]
    if not wanted:
        raise NotChecked("there are no articles")
    answered = {str(item.get("id")) for item in visit.items(f"/v1/articles?ids={','.join(wanted)}")}
    return (
        None if answered == set(wanted) else f"{len(wanted)} were asked for, {len(answered)} came"
    )


def _name(item: dict[str, Any]) -> str:
    """What tells an item from others; tags have no id."""
    return str(item.get("id") or item)
