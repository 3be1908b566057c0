"""The only list of what stands outside: content types, blueprints, commands of the shell."""

import click
from flask_smorest import Blueprint

from api.articles import delivery as articles
from api.articles.content import ArticleType
from api.categories import delivery as categories
from api.categories.content import CategoryType
from api.media import delivery as media
from api.operations import cli as operations
from api.operations import delivery as health
from api.publishing import cli as publishing
from api.publishing.content import ContentType
from api.sites import delivery as sites
from api.sites.content import SiteType

# In the order in which a bundle brings them: what is referred to comes first.
CONTENT_TYPES: tuple[ContentType, ...] = (SiteType(), CategoryType(), ArticleType())

DELIVERY: tuple[Blueprint, ...] = (
    sites.blp,
    articles.blp,
    categories.blp,
    media.blp,
    health.blp,
)
AUTHORING: tuple[Blueprint, ...] = ()

COMMANDS: tuple[click.Command, ...] = (*operations.COMMANDS, *publishing.COMMANDS)
