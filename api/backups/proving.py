"""Asks what a backup was restored to whether it is whole, in a runtime of its own."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from api import agreement, application
from api.backups.errors import BackupRefused
from api.db import databases, migrate
from api.http import hosts
from api.media import queries as media
from api.operations import consistency, integrity
from api.publishing import queries
from api.publishing.audit import chain, seals
from api.publishing.live import links
from api.publishing.models import Document
from api.publishing.registry import content_type, types_with
from api.runtime import runtime
from api.runtime.config import api_url
from api.settings import Settings
from api.sites import queries as sites
from api.web.internal_client import App, ask

PAGES = 10


class Facts(NamedTuple):
    """What a copy of a database holds."""

    migrations: list[str]
    epoch: str
    head: int
    audit_head: str
    counts: dict[str, int]
    media: set[str]


def prove(copy: Settings, noted: str | None) -> Facts:
    """What the restored `copy` holds; BackupRefused where it is not whole.

    The head of the audit log that was `noted` before it was made must be in it.
    """
    own = runtime.Runtime()
    with own.entered():
        try:
            return _proved(copy, noted)
        finally:
            databases.close()
            own.close()


def _proved(copy: Settings, noted: str | None) -> Facts:
    databases.connect(copy.database_url)
    migrations = migrate.applied()
    # That of an older version must be fit for this one.
    migrate.migrate()
    app = application.build(agreement.obey(copy))
    integrity.read_everything()
    _require_whole(noted)
    _ask_pages(app.wsgi_app)
    epoch, head = queries.head()
    return Facts(
        migrations, epoch, head, queries.audit_head()[1], consistency.counts(), media.kept_files()
    )


def _require_whole(noted: str | None) -> None:
    broken = chain.first_broken_event(noted)
    if broken is not None:
        raise BackupRefused(f"the audit log breaks at event {broken}")
    for what, faults in (
        ("is not what was published", consistency.altered_rows()),
        ("is not in the words that were approved", seals.altered()),
        ("has another digest than its rows", consistency.wrong_digests()),
    ):
        first = next(iter(faults), None)
        if first is not None:
            raise BackupRefused(f"{first} {what}: see `congxa doctor`")


def _ask_pages(app: App) -> None:
    paged = [content_type.name for content_type in types_with("folder")]
    is_page = Document.live_hash.is_null(False) & Document.type.in_(paged)
    for document in Document.select().where(is_page).order_by(Document.seq.desc()).limit(PAGES):
        for path, host in _addresses(document):
            answer = ask(app, path, host=host)
            if not answer.is_ok:
                raise BackupRefused(f"{path} is answered {answer.status}")


def _addresses(document: Document) -> Iterator[tuple[str, str]]:
    """Where an object is given, and its page where its host shows its site, not another."""
    url = links.own_url(document)
    if url is None:
        return
    collection, parts = content_type(document.type).collection, urlsplit(url)
    yield f"/v1/{collection}/{document.id}", urlsplit(api_url("/")).netloc
    if hosts.site_of({"HTTP_HOST": parts.netloc}) == sites.reference(document.site).slug:
        yield parts.path, parts.netloc
