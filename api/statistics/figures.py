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


def of_published(documents: Sequence[Published]) -> dict[str, Any]:
    """The documents counted in four ways, the most first."""
    names, category_of = people.named(document.author for document in documents), cache(_category)
    return {
        **_sums(documents),
        "types": _grouped(documents, "type", lambda document: document.type),
        "authors": _grouped(documents, "author", lambda document: names[document.author]),
        "bylines": _grouped(documents, "byline", lambda document: document.byline),
        "categories": _grouped(
            documents, "category", lambda document: category_of(document.category)
        ),
    }


def _grouped(
    documents: Iterable[Published], name: str, key: Callable[[Published], Any]
) -> list[dict[str, Any]]:
    groups: dict[str, tuple[Any, list[Published]]] = {}
    for document in documents:
        shown = key(document)
        groups.setdefault(repr(shown), (shown, []))[1].append(document)
    counted = [{name: shown, **_sums(members)} for shown, members in groups.values()]
    return sorted(counted, key=lambda group: -group["documents"])


def _sums(documents: Sequence[Published]) -> dict[str, int]:
    return {"documents": len(documents), "views": sum(document.views for document in documents)}


def _category(named: str | None) -> dict[str, str] | None:
    reference = categories.reference(UUID(named)) if named else None
    return {"id": str(reference.id), "name": reference.name} if reference else None


def table(documents: Sequence[Published]) -> Iterator[Sequence[object]]:
    """A line for each document below the headings, as a clerk reads them."""
    names, category_of = people.named(document.author for document in documents), cache(_category)
    portals = {site.id: site for site in sites.references()}
    yield HEADINGS
    for document in documents:
        category = category_of(document.category)
        yield (
            clock.day_of(document.published_at).isoformat(), portals[document.site].name,
            _kind(document), document.title, document.byline, names[document.author]["name"],
            category and category["name"], document.views, _url(document, portals),
        )  # fmt: skip


def _kind(document: Published) -> str:
    feed = content_type(document.type).feed
    return feed.title if feed else document.type


def _url(document: Published, portals: Mapping[UUID, Any]) -> str | None:
    folder = content_type(document.type).folder
    base = portals[document.site].base_url
    return page_url(base, f"{folder}/{document.slug}") if folder and document.slug else None


def of_views(period: Period, read: Sequence[Read], most_read: Mapping[UUID, int]) -> dict[str, Any]:
    """The views of each day, type and site, and what was read most of what is public now."""
    days, types = _counted(read, "day"), _counted(read, "type")
    on_sites = _counted(read, "site")
    return {
        "views": sum(row.views for row in read),
        "days": [{"date": day.isoformat(), "views": days[(day - _EPOCH).days]}
                 for day in period.days()],
        "types": [{"type": name, "views": n} for name, n in types.most_common()],
        "sites": [{"site": publishing.site_slug(site), "views": n}
                  for site, n in on_sites.most_common()],
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
    for row in read:
        counted[getattr(row, name)] += row.views
    return counted


def _shown(most_read: Mapping[UUID, int]) -> Iterator[dict[str, Any]]:
    public = queries.public([*most_read])
    portals = {site.id: site for site in sites.references()}
    for id_, views in most_read.items():
        if id_ in public:
            document = public[id_]
            shown = {
                "site": portals[document.site].slug,
                "url": _url(document, portals),
                "views": views,
            }
            yield {**document._asdict(), **shown}
