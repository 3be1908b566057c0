"""What is shown of figures: sums by group, days without a gap, a table for a spreadsheet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from api.categories import queries as categories
from api.publishing import queries as publishing
from api.publishing.access import people
from api.publishing.content_type import content_type
from api.runtime import clock
from api.runtime.config import page_url
from api.sites import queries as sites
from api.statistics import queries
from api.statistics.period import Period
from api.statistics.queries import Published, Read
from api.views.schemas import REASONS, USEFUL

HEADINGS = (
    "Ngày đăng", "Trang", "Loại", "Tiêu đề", "Bút danh", "Người nhập", "Chuyên mục", "Lượt xem",
    "Địa chỉ",
)  # fmt: skip
_EPOCH = date(1970, 1, 1)


def of_published(found: Sequence[Published]) -> dict[str, Any]:
    """The documents counted in four ways, the most first."""
    names, category_of = people.named(each.author for each in found), cache(_category)
    return {
        **_sums(found),
        "types": _grouped(found, "type", lambda each: each.type),
        "authors": _grouped(found, "author", lambda each: names[each.author]),
        "bylines": _grouped(found, "byline", lambda each: each.byline),
        "categories": _grouped(found, "category", lambda each: category_of(each.category)),
    }


def _grouped(
    found: Iterable[Published], name: str, key: Callable[[Published], Any]
) -> list[dict[str, Any]]:
    groups: dict[str, tuple[Any, list[Published]]] = {}
    for each in found:
        shown = key(each)
        groups.setdefault(repr(shown), (shown, []))[1].append(each)
    counted = [{name: shown, **_sums(members)} for shown, members in groups.values()]
    return sorted(counted, key=lambda group: -group["documents"])


def _sums(found: Sequence[Published]) -> dict[str, int]:
    return {"documents": len(found), "views": sum(each.views for each in found)}


def _category(named: str | None) -> dict[str, str] | None:
    reference = categories.reference(UUID(named)) if named else None
    return {"id": str(reference.id), "name": reference.name} if reference else None


def table(found: Sequence[Published]) -> Iterator[Sequence[object]]:
    """A line for each document below the headings, as a clerk reads them."""
    names, category_of = people.named(each.author for each in found), cache(_category)
    portals = {each.id: each for each in sites.references()}
    yield HEADINGS
    for each in found:
        category = category_of(each.category)
        yield (
            clock.day_of(each.published_at).isoformat(), portals[each.site].name, _kind(each),
            each.title, each.byline, names[each.author]["name"], category and category["name"],
            each.views, _url(each, portals),
        )  # fmt: skip


def _kind(each: Published) -> str:
    feed = content_type(each.type).feed
    return feed.title if feed else each.type


def _url(each: Published, portals: Mapping[UUID, Any]) -> str | None:
    folder = content_type(each.type).folder
    base = portals[each.site].base_url
    return page_url(base, f"{folder}/{each.slug}") if folder and each.slug else None


def of_views(period: Period, read: Sequence[Read], most_read: Mapping[UUID, int]) -> dict[str, Any]:
    """The views of each day, type and site, and what was read most of what is public now."""
    days, types = _counted(read, "day"), _counted(read, "type")
    on_sites = _counted(read, "site")
    return {
        "views": sum(each.views for each in read),
        "days": [{"date": day.isoformat(), "views": days[(day - _EPOCH).days]}
                 for day in period.days()],
        "types": [{"type": each, "views": n} for each, n in types.most_common()],
        "sites": [{"site": publishing.site_slug(each), "views": n}
                  for each, n in on_sites.most_common()],
        "most_read": list(_shown(most_read)),
    }  # fmt: skip


def of_ratings(
    verdicts: Mapping[UUID, Mapping[int, int]], with_reasons: bool
) -> list[dict[str, Any]]:
    """The votes on each item; those that most people could not use come first."""
    items = [_rated(id_, votes, with_reasons) for id_, votes in verdicts.items()]
    return sorted(items, key=lambda item: item["useful"] - item["not_useful"])


def _rated(id_: UUID, votes: Mapping[int, int], with_reasons: bool) -> dict[str, Any]:
    useful = votes.get(USEFUL, 0)
    rated = {"id": id_, "useful": useful, "not_useful": sum(votes.values()) - useful}
    reasons = {name: votes.get(verdict, 0) for name, verdict in REASONS.items()}
    return {**rated, "reasons": reasons} if with_reasons else rated


def _counted(read: Iterable[Read], name: str) -> Counter[Any]:
    counted = Counter[Any]()
    for each in read:
        counted[getattr(each, name)] += each.views
    return counted


def _shown(most_read: Mapping[UUID, int]) -> Iterator[dict[str, Any]]:
    public = queries.public([*most_read])
    portals = {each.id: each for each in sites.references()}
    for id_, views in most_read.items():
        if id_ in public:
            each = public[id_]
            shown = {"site": portals[each.site].slug, "url": _url(each, portals), "views": views}
            yield {**each._asdict(), **shown}
