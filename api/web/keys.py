"""What the answer to a request is kept under: all that it depends on, and nothing else."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote_plus, urlencode

from api.calendar.schemas import CalendarFileQuerySchema
from api.http import hosts
from api.http.schemas.queries import schema_names
from api.syndication.schemas import FeedQuerySchema
from api.web import pages
from api.web.former import STANDING

_DESK = "/desk/"
# Here other parameters than these are ignored. Where none stands, none is looked at.
_READ: Mapping[str, Collection[str]] = {
    "/feeds/": schema_names(FeedQuerySchema()),
    "/v1/calendar.ics": schema_names(CalendarFileQuerySchema()),
    "/v1/openapi.json": (),
    "/authoring/v1/openapi.json": (),
    _DESK: ("v",),
}
# Here each parameter is looked at, and refused where it is not known.
_STRICT = ("/v1", "/authoring/", "/.well-known/")


def key_of(environ: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What the answer to a request is kept under; None when it is for another host, an address of
    the former portal, or one of the desk on a host that is only a site's.

    A page is kept for each site, by what it reads of its query; all else by its address and what
    is read of that.
    """
    if not hosts.is_ours(environ):
        return None
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    is_elsewhere = path.startswith(_DESK) and not hosts.is_of_the_api(environ)
    if environ.get(STANDING) or is_elsewhere:
        return None
    at = pages.current().at(path)
    if at is None:
        return path, _read(path, query) if query else ""
    return hosts.site_of(environ) or "", path, urlencode(at[0].asked(query))


def _read(path: str, query: str) -> str:
    """What of a query decides the answer, letter by letter as it came."""
    for begin, names in _READ.items():
        if path.startswith(begin):
            parts = query.split("&")
            return "&".join(part for part in parts if unquote_plus(_name(part)) in names)
    return query if path.startswith(_STRICT) else ""


def _name(part: str) -> str:
    return part.partition("=")[0]
