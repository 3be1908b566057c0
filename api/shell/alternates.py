"""The page's content in forms that other programs follow: news feeds, and the calendar's file."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from api.runtime.config import api_url
from api.shell.asking import query_value
from api.shell.kinds import Visit

Found = Mapping[str, Any]

_FEEDS = (
    ("rss", "application/rss+xml", "RSS"),
    ("atom", "application/atom+xml", "Atom"),
    ("json", "application/feed+json", "JSON Feed"),
)


class Alternate(NamedTuple):
    """A link for programs: what it is, its name for people who choose, where it is."""

    type: str
    title: str
    url: str


def alternates(visit: Visit, found: Found) -> list[Alternate]:
    """The feed of a part of the portal before that of all of it: programs take the first."""
    name, site = found["site"]["name"], query_value(visit.site)
    links: list[Alternate] = []
    if visit.kind.name == "category" and "category" in found:
        category = found["category"]
        of_it = f"articles.{{}}?site={site}&category={query_value(category['slug'])}"
        links += _feeds(of_it, f"{category['name']} – {name}")
    if visit.kind.name in ("notices", "notice"):
        links += _feeds(f"notices.{{}}?site={site}", f"Thông báo – {name}")
    if visit.kind.name == "calendar":
        links.append(
            Alternate("text/calendar", f"Lịch làm việc – {name}", calendar_url(visit.site))
        )
    return [*links, *_feeds(f"articles.{{}}?site={site}", f"Tin bài – {name}")]


def calendar_url(site: str, official: str = "") -> str:
    """The calendar as a file to subscribe to, of all officials or of one."""
    of_one = f"&official={query_value(official)}" if official else ""
    return api_url(f"/v1/calendar.ics?site={query_value(site)}{of_one}")


def _feeds(pattern: str, title: str) -> Iterator[Alternate]:
    for ending, kind, form in _FEEDS:
        yield Alternate(kind, f"{title} ({form})", api_url("/feeds/" + pattern.format(ending)))
