"""Personal data that is about to be public for the first time (Law 91/2025/QH15)."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from api.publishing import editions
from api.publishing.checks.looking import Look
from api.publishing.checks.named import attached_texts
from api.publishing.content_type import Content, content_types
from api.publishing.errors import Finding
from api.publishing.models import Document, Public
from api.text import personal_data as seen
from api.text.telephones import telephones

_SAID = {
    seen.CITIZEN_NUMBER: ("the number of a citizen", "số căn cước hoặc chứng minh nhân dân"),
    seen.BANK_CARD: ("the number of a bank card", "số thẻ ngân hàng"),
    seen.TELEPHONE: ("a telephone number", "số điện thoại"),
    seen.PETITION: ("whose petition it is", "tên người có đơn"),
}
_OF_FILE = "/media"
"""Where a pointer to a file that is named ends; no text stands there."""
_Value = tuple[str, str]
"""A kind of personal data, and the value however it is spaced."""


def personal_data(look: Look) -> Iterator[Finding]:
    """Each value once, at its first place, unless it is public in this document already.

    The numbers by which the portal and its officials are called are nobody's own. A file may be a
    list of hundreds: it is told of once for each kind, with how many there are.
    """
    new = {**_values(look, look.content)}
    for value in _known(look) if new else ():
        new.pop(value, None)
    held = Counter((kind, pointer) for (kind, _), (pointer, _) in new.items())
    for (kind, _), (pointer, shown) in new.items():
        if not pointer.endswith(_OF_FILE):
            yield _finding(kind, pointer, f"“{shown}”")
        elif number := held.pop((kind, pointer), 0):
            yield _finding(kind, pointer, f"“{shown}” (×{number})")


def _values(look: Look, content: Content) -> dict[_Value, tuple[str, str]]:
    values = dict[_Value, tuple[str, str]]()
    for pointer, text in _texts(look, content):
        for finding in seen.findings(text) if seen.may_hold(text) else ():
            value = (finding.kind, _plain(finding.kind, text[finding.start : finding.end]))
            values.setdefault(value, (pointer, finding.shown))
    return values


def _texts(look: Look, content: Content) -> Iterator[tuple[str, str]]:
    yield from ((text.pointer, text.text) for text in look.texts(content))
    yield from attached_texts(look.handled, content)


def _plain(kind: str, text: str) -> str:
    if kind == seen.PETITION:
        return " ".join(text.lower().split())
    if kind == seen.TELEPHONE:
        return next((telephone.national for telephone in telephones(text)), text)
    return "".join(filter(str.isdigit, text))


def _known(look: Look) -> Iterator[_Value]:
    yield from _values(look, look.live)
    yield from ((seen.TELEPHONE, number) for number in _own_numbers(look.publication.document.site))


def _own_numbers(site: UUID) -> Iterator[str]:
    """The numbers in what is live of the site for people to call."""
    called = {
        content_type.name: content_type.contacts
        for content_type in content_types()
        if content_type.contacts
    }
    is_live = (Document.site == site) & (Document.public == Public.LIVE)
    for document in Document.select().where(is_live & Document.type.in_([*called])):
        content = editions.content(document, editions.live(document))
        for field in called[document.type]:
            yield from (telephone.national for telephone in telephones(content.get(field) or ""))


def _finding(kind: str, pointer: str, shown: str) -> Finding:
    english, vietnamese = _SAID[kind]
    return Finding(
        seen.CODE,
        f"{shown} is personal data: {english}.",
        f"{shown} là dữ liệu cá nhân: {vietnamese}.",
        pointer=pointer,
        is_warning=True,
    )
