"""What the head of each kind of page says: its title, description, address and preview.

Nothing of a request's own words stands in it: only what editors wrote and words of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.richtext.html import to_text
from api.runtime.config import page_url
from api.shell import linked_data
from api.shell.kinds import Visit
from api.shell.pictures import preview
from api.shell.words import week_span

Found = Mapping[str, Any]

LONGEST_DESCRIPTION = 200


@dataclass(frozen=True)
class Head:
    """The facts of one head; `data` is what machines are told (JSON-LD)."""

    headline: str
    url: str
    description: str = ""
    canonical: str = ""
    type: str = "website"
    image: Mapping[str, Any] | None = None
    published_at: str = ""
    updated_at: str = ""
    section: str = ""
    is_indexed: bool = True
    data: Mapping[str, Any] | None = None

    def title(self, site: str) -> str:
        """`Headline – Site`, as the page's own scripts write it."""
        return self.headline if self.headline == site else f"{self.headline} – {site}"


def head(visit: Visit, found: Found) -> Head:
    """The head of a page that was found."""
    return _HEADS[visit.kind.name](visit, found)


def _home(visit: Visit, found: Found) -> Head:
    site, url = found["site"], _url(visit, found)
    return Head(
        headline=site["name"],
        url=url,
        canonical=url,
        description=_short(", ".join(filter(None, (site["organisation"], site["address"])))),
        image=preview(site["logo"]),
        data=linked_data.organisation(site, page_url(site["base_url"], "/")),
    )


def _article(visit: Visit, found: Found) -> Head:
    article, site = found["article"], found["site"]
    source = article["source"] or {}
    return Head(
        headline=article["title"],
        url=article["url"],
        canonical=source.get("canonical_url") or article["url"],
        description=_described(article),
        type="article",
        image=preview(article["cover"], *article["images"], site["logo"]),
        published_at=article["published_at"],
        updated_at=article["updated_at"],
        section=(article["category"] or {}).get("name", ""),
        data=linked_data.news(article, site),
    )


def _notice(visit: Visit, found: Found) -> Head:
    notice, site = found["notice"], found["site"]
    return Head(
        headline=notice["title"],
        url=notice["url"],
        canonical=notice["url"],
        description=_described(notice),
        type="article",
        image=preview(*notice["images"], site["logo"]),
        published_at=notice["published_at"],
        updated_at=notice["updated_at"],
        data=linked_data.news(notice, site),
    )


def _category(visit: Visit, found: Found) -> Head:
    return _list(visit, found, found["category"]["name"])


def _notices(visit: Visit, found: Found) -> Head:
    return _list(visit, found, "Thông báo")


def _list(visit: Visit, found: Found, headline: str) -> Head:
    url = _url(visit, found)
    return Head(
        headline=headline,
        url=url,
        canonical=url,
        description=_short(f"{headline} – {found['site']['name']}"),
        image=preview(found["site"]["logo"]),
        # Further pages and choices among them are other views of what has an address already.
        is_indexed=not visit.query,
    )


def _calendar(visit: Visit, found: Found) -> Head:
    week, site, url = found["week"], found["site"], _url(visit, found)
    entries = [each for day in week["days"] for each in day["entries"]]
    return Head(
        headline=f"Lịch làm việc: {week_span(week)}",
        url=url,
        canonical=url,
        description=_short("; ".join(" ".join(each["title"].split()) for each in entries)),
        image=preview(site["logo"]),
        # Weeks without end lead on from each other: only those with something in them count.
        is_indexed=bool(entries) and not visit.query,
        data=linked_data.events(entries, site) if entries else None,
    )


def _page(visit: Visit, found: Found) -> Head:
    page = found["page"]
    return Head(
        headline=page["title"],
        url=page["url"],
        canonical=page["url"],
        description=_described(page),
        image=preview(*page["images"], found["site"]["logo"]),
    )


def _contact(visit: Visit, found: Found) -> Head:
    site, url = found["site"], _url(visit, found)
    return Head(
        headline="Liên hệ",
        url=url,
        canonical=url,
        description=_short(", ".join(filter(None, (site["name"], site["address"])))),
        image=preview(site["logo"]),
        data=linked_data.organisation(site, page_url(site["base_url"], "/")),
    )


def _search(visit: Visit, found: Found) -> Head:
    # Whatever is looked for in it, it is one page, and none that others should find.
    return replace(_list(visit, found, "Tìm kiếm"), is_indexed=False)


_HEADS: Mapping[str, Callable[[Visit, Found], Head]] = {
    "home": _home,
    "article": _article,
    "category": _category,
    "notices": _notices,
    "notice": _notice,
    "calendar": _calendar,
    "page": _page,
    "contact": _contact,
    "search": _search,
}


def _url(visit: Visit, found: Found) -> str:
    return page_url(found["site"]["base_url"], visit.path)


def _described(item: Mapping[str, Any]) -> str:
    return _short(item.get("lead") or to_text(item["body"]["html"]))


def _short(text: str) -> str:
    """One line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_DESCRIPTION:
        return line
    return line[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;.") + "…"
