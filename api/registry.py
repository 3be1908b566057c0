"""The only list of what stands outside beside the content types: blueprints."""

import flask
from flask_smorest import Blueprint

from api.accounts.authoring import door as signing_in
from api.accounts.authoring import me, passkeys, users
from api.articles import delivery as articles
from api.banners import delivery as banners
from api.calendar import authoring as weeks
from api.calendar import delivery as calendar
from api.categories import delivery as categories
from api.completeness import authoring as completeness
from api.content_types import CONTENT_TYPES
from api.home import delivery as home
from api.legal_documents import delivery as legal_documents
from api.link_previews import delivery as link_previews
from api.media import authoring as library
from api.media import delivery as media
from api.notices import delivery as notices
from api.officials import delivery as officials
from api.operations import delivery as health
from api.pages import delivery as pages
from api.pastes import authoring as pastes
from api.previews import authoring as previews
from api.previews.authoring import weeks as week_previews
from api.publishing import authoring as documents
from api.publishing.authoring import audit
from api.push import delivery as push
from api.search import delivery as search
from api.sitemaps import delivery as crawlers
from api.sites import delivery as sites
from api.statistics import authoring as statistics
from api.syndication import delivery as syndication
from api.views import delivery as views

DELIVERY: tuple[Blueprint, ...] = (
    sites.blp,
    home.blp,
    articles.blp,
    categories.blp,
    notices.blp,
    pages.blp,
    legal_documents.blp,
    banners.blp,
    calendar.blp,
    officials.blp,
    views.blp,
    push.blp,
    search.blp,
    syndication.blp,
    media.blp,
    link_previews.blp,
    health.blp,
)
AUTHORING: tuple[Blueprint, ...] = (
    signing_in.door,
    me.blp,
    passkeys.blp,
    users.blp,
    documents.blp,
    audit.blp,
    library.blp,
    previews.blp,
    statistics.blp,
    pastes.blp,
    weeks.blp,
    week_previews.blp,
    completeness.blp,
    *map(documents.authoring_of, CONTENT_TYPES),
    *(
        previews.previews_of(content_type)
        for content_type in CONTENT_TYPES
        if content_type.reviewed
    ),
)
PLAIN: tuple[flask.Blueprint, ...] = (crawlers.blp, health.figures)
"""Outside of the API's documents."""
