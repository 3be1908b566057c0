"""Which hosts a site links to, and links to one that it has never linked to before."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from api.db.batches import batches
from api.db.unit_of_work import State, Transaction, transaction
from api.http.schemas.fields import Origin, WebAddress
from api.publishing import editions
from api.publishing.checks.looking import Look
from api.publishing.content_type import Content, ContentType, content_type
from api.publishing.errors import Finding
from api.publishing.live.models import LinkedHost
from api.publishing.models import Document, Edition, Public
from api.richtext import html
from api.runtime.config import config

_Path = tuple[str, ...]
_EACH = "*"
"""Stands in a path for every member of a list."""


def new_link_hosts(look: Look) -> Iterator[Finding]:
    """One finding for each host, at its first link. The state's hosts, the portal's own and those
    of the settings are free.
    """
    site, linked = look.publication.document.site, _linked(look.handled, look.content)
    known = _known(site, linked) if linked else set()
    for host, pointer in linked.items():
        if host not in known:
            yield Finding(
                "new_link_host",
                f"This links to “{host}”, to which nothing here has linked before.",
                f"Liên kết tới “{host}”, nơi trang này chưa từng liên kết.",
                pointer=pointer,
                is_warning=True,
            )


def note(document: Document, content: Content) -> None:
    """Know the hosts of what is public now, from the commit on."""
    linked = _linked(content_type(document.type), content)
    if linked:
        with transaction() as tx:
            _NOTING.of(tx).hosts |= {(document.site, host) for host in linked}


def forget(dropped: Iterable[tuple[Document, Content]]) -> None:
    """Know hosts no more that only content linked to which is public no longer.

    A link to one of them is told of again as the first one.
    """
    for document, content in dropped:
        for host in _linked(content_type(document.type), content):
            if not _is_named(document.site, host):
                is_it = (LinkedHost.site == document.site) & (LinkedHost.host == host)
                LinkedHost.delete().where(is_it).execute()


def _is_named(site: UUID, host: str) -> bool:
    """Whether anything live of a site names a host; to name it in a text is enough."""
    live = Document.select(Document.id).join(Edition, on=(Edition.id == Document.live))
    is_live = (Document.site == site) & (Document.public == Public.LIVE)
    return bool(live.where(is_live, Edition.content.contains(host)).exists())


class _Noting:
    """The hosts that a transaction links to: they are written together."""

    def __init__(self, tx: Transaction) -> None:
        self.hosts: set[tuple[UUID, str]] = set()
        tx.before_commit(self._write)

    def _write(self) -> None:
        # In their order, so that no two transactions ever wait for each other.
        for some in batches(sorted(self.hosts)):
            rows = [{"site": site, "host": host} for site, host in some]
            LinkedHost.insert_many(rows).on_conflict_ignore().execute()


_NOTING = State(_Noting)


def _known(site: UUID, hosts: Iterable[str]) -> set[str]:
    known = set(filter(None, (html.outside_host(address) for address in _own_addresses(site))))
    for some in batches(hosts):
        is_known = (LinkedHost.site == site) & LinkedHost.host.in_(some)
        known |= {row.host for row in LinkedHost.select().where(is_known)}
    return known


def _own_addresses(site: UUID) -> Iterator[str]:
    yield config().base_url
    document = Document.get_or_none(Document.id == site)
    if document is not None and document.live is not None:
        identity = editions.content(document, editions.live(document))
        yield identity.get("base_url") or ""


def _linked(handled: ContentType, content: Content) -> dict[str, str]:
    """The hosts that content links to, each with the pointer to its first link."""
    pointers = dict[str, str]()
    for pointer, address in _addresses(handled, content):
        host = html.outside_host(address, config().free_hosts)
        if host is not None:
            pointers.setdefault(host, pointer)
    return pointers


def _addresses(handled: ContentType, content: Content) -> Iterator[tuple[str, str]]:
    for path in _paths(handled.schema):
        yield from _at(content, path, "")
    for field in handled.bundle.html:
        for number, address in enumerate(html.links(content.get(field) or "")):
            yield f"/{field}/links/{number}", address


@cache
def _paths(schema: type[Schema]) -> tuple[_Path, ...]:
    """Where addresses of the web stand in content; that of the portal itself is no link."""
    return tuple(_below(schema()))


def _below(schema: Schema) -> Iterator[_Path]:
    for name, field in schema.fields.items():
        is_list = isinstance(field, fields.List)
        inner: Any = field.inner if isinstance(field, fields.List) else field
        here = (name, _EACH) if is_list else (name,)
        if isinstance(inner, WebAddress) and not isinstance(inner, Origin):
            yield here
        elif isinstance(inner, fields.Nested):
            yield from ((*here, *path) for path in _below(inner.schema))


def _at(value: Any, path: _Path, pointer: str) -> Iterator[tuple[str, str]]:
    if not path:
        yield from [(pointer, value)] * isinstance(value, str)
    elif path[0] == _EACH:
        for number, item in enumerate(value or ()):
            yield from _at(item, path[1:], f"{pointer}/{number}")
    elif isinstance(value, Mapping):
        yield from _at(value.get(path[0]), path[1:], f"{pointer}/{path[0]}")
