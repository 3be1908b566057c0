"""A home page over HTTP, and an app's start: one call."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response

from api.home import queries
from api.home.queries import Home, Today
from api.home.schemas import HomeQuerySchema, HomeSchema
from api.http import representation
from api.http.smorest import Blueprint
from api.publishing import registry
from api.runtime.clock import now
from api.runtime.jsons import dumps
from api.sites import queries as sites
from api.views import queries as viewcounts

blp = Blueprint("home", __name__, description="Everything on a home page.")

TYPES = registry.names("home")


@blp.get("/v1/home")
@blp.arguments(HomeQuerySchema, location="query")
@blp.response(200, HomeSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_home(query: dict[str, Any]) -> Response:
    """Read everything that a home page shows in one call.

    The site, banners, this week, notices, featured, newest and most read articles; of each picture
    three files. Small enough to be an app's start.
    """
    site = sites.get_only(query["site"]).slug
    home = queries.home(site, now())
    keys = representation.list_keys(TYPES(), site)
    return representation.answer(_json(home, _views(home)), keys, tag_of=_json(home, {}))


def _views(home: Home) -> Mapping[UUID, int]:
    shown = [*home.featured, *home.articles, *home.notices, *home.most_read, *home.today.notices]
    ids = list({object_id for object_id, _ in shown})
    return dict(zip(ids, viewcounts.counted(ids), strict=True))


def _json(home: Home, views: Mapping[UUID, int]) -> bytes:
    """The answer; without views it is what the validator is made of.

    The articles stand side by side, so that gzip, which looks 32 KB back, sees what repeats.
    """
    parts = {
        "site": home.site,
        "banners": _banners(home.banners),
        "calendar": home.calendar,
        "notices": _list(home.notices, views),
        "featured": _list(home.featured, views),
        "articles": _list(home.articles, views),
        "most_read": _list(home.most_read, views),
        "today": _today(home.today, views),
    }
    return b"{" + b",".join(b'"%s":%s' % (k.encode(), v) for k, v in parts.items()) + b"}"


def _today(today: Today, views: Mapping[UUID, int]) -> bytes:
    head = dumps({"date": today.date, "holidays": today.holidays})
    return head[:-1] + b',"notices":' + _list(today.notices, views) + b"}"


def _banners(shown: Sequence[tuple[str, bytes]]) -> bytes:
    header = [banner for placement, banner in shown if placement == "header"]
    sidebar = [banner for placement, banner in shown if placement == "sidebar"]
    return b'{"header":[%s],"sidebar":[%s]}' % (b",".join(header), b",".join(sidebar))


def _list(rows: Sequence[tuple[UUID, bytes]], views: Mapping[UUID, int]) -> bytes:
    counted = [representation.with_views(item, views.get(id_), None) for id_, item in rows]
    return b"[" + b",".join(counted) + b"]"
