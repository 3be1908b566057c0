"""Reads all that a home page shows, in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from api.articles import queries as articles
from api.banners import queries as banners
from api.calendar import queries as calendar
from api.home.pictures import BANNER, COVER, light
from api.notices import queries as notices
from api.runtime.clock import day_of
from api.sites import queries as sites

Row = tuple[UUID, bytes]

FEATURED = 5
FEATURED_FOR = timedelta(days=14)
"""Nothing leads for longer, unless somebody has pinned it."""
ARTICLES = 12
NOTICES = 6
MOST_READ = 5
BANNERS = 200
TODAY = 6
HOLIDAYS_AHEAD = 14
"""Over so many days readers are told when the office opens next: Tết is shorter."""


class Today(NamedTuple):
    """What holds on a day: notices that begin or end on it, and the public holidays from it on."""

    date: date
    holidays: list[dict[str, str]]
    notices: Sequence[Row]


class Home(NamedTuple):
    """What a home page shows; objects of news go with their ids, to count their views."""

    site: bytes
    banners: list[tuple[str, bytes]]
    featured: Sequence[Row]
    articles: Sequence[Row]
    notices: Sequence[Row]
    calendar: bytes
    most_read: Sequence[Row]
    today: Today


def home(site: str, at: datetime) -> Home:
    """The home page of a site at a moment."""
    day = day_of(at)
    site_id, identity = sites.get_rendered(site)
    # Of all time: a small commune has a full list from its first day, and what is shown beside
    # each is the number that it was chosen by.
    most_read = articles.most_read(articles.Asked((site_id, site), None, MOST_READ))
    return Home(
        site=identity,
        banners=[
            (at, light(banner, "image", BANNER)) for at, banner in banners.shown(site, BANNERS)
        ],
        featured=_light(articles.foremost(site, FEATURED, at - FEATURED_FOR)),
        articles=_light(articles.newest(site, ARTICLES)),
        notices=notices.foremost(site, NOTICES),
        calendar=calendar.week_json_of(day, site),
        most_read=_light((article.id, article.summary) for article in most_read),
        today=Today(day, calendar.holidays(day, HOLIDAYS_AHEAD), notices.of_day(site, day, TODAY)),
    )


def _light(rows: Iterable[Row]) -> list[Row]:
    return [(id_, light(summary, "cover", COVER)) for id_, summary in rows]
