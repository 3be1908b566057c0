"""People with roles on a site, and the memos, placards and labels they write."""

from datetime import datetime, timedelta
from typing import Any

from api.publishing import commands, queries
from api.publishing.commands import Withdrawal
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR, Actor
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)
ERROR = Withdrawal("error", "Sai tên người ký.")


def person(site: Document, role: Role, name: str | None = None) -> Actor:
    """Somebody with a role on this site; called after the role unless told otherwise."""
    return Actor(name or role.name.lower(), {site.id: role})


def author(site: Document) -> Actor:
    """Whoever wrote the memos that `make_memo` makes."""
    return person(site, Role.AUTHOR)


def publisher(site: Document) -> Actor:
    """A second person who may publish."""
    return person(site, Role.PUBLISHER)


def make_memo(site: Document, title: str = "Lịch tiếp công dân", **content: Any) -> Document:
    """A draft memo by the site's author."""
    return commands.create("memo", site.id, {"title": title, **content}, (author(site), NOON))


def make_live_memo(site: Document, title: str = "Lịch tiếp công dân", **content: Any) -> Document:
    """A memo that the site's publisher has published."""
    memo = make_memo(site, title, **content)
    commands.publish(memo, publisher(site), NOON)
    return memo


def make_placard(site: Document, at: datetime = NOON, **window: datetime) -> Document:
    """A published placard with a window."""
    content = {"words": "Hiến máu", **{name: when.isoformat() for name, when in window.items()}}
    placard = commands.create("placard", site.id, content, (OPERATOR, at))
    commands.publish(placard, OPERATOR, at)
    return placard


def make_label(site: Document, name: str = "Tuyển quân") -> Document:
    """A label, which its save makes public."""
    return commands.create("label", site.id, {"name": name}, (OPERATOR, NOON))


def fresh(document: Document) -> Document:
    """The document as it is now."""
    return queries.get_document(document.id)
