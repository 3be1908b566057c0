"""Tells of personal data in what is about to be public; contact fields are there to hold it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from api.media.commands import Note
from api.publishing.content_type import Content, ContentType
from api.richtext import html
from api.text.losses import FieldLosses, Loss, Losses
from api.text.personal_data import CODE, findings, may_hold
from api.text.telephones import telephones

# What is written for people to call, what is no text, and what nobody reads.
_LEFT_OUT = frozenset(
    ("phone", "fax", "hotline", "email", "media", "url", "link", "base_url", "internal_note")
)


def in_content(
    content: Content, handled: ContentType, own_numbers: Collection[str] = ()
) -> FieldLosses:
    """What each field holds, masked, with the words before the first of it.

    The numbers of the portal itself are nobody's.
    """
    told, bundle = FieldLosses(), handled.bundle
    ids = {name for name, each in bundle.references.items() if not each.or_text}
    for name, value in content.items():
        if not value or name in ids:
            continue
        texts = [*filter(may_hold, _texts(name, value))]
        if texts:
            plain = map(html.plain, texts) if name in bundle.html else texts
            told += [(f"/{name}", loss) for loss in _told(plain, own_numbers)]
    return told


def _told(texts: Iterable[str], own_numbers: Collection[str]) -> tuple[Loss, ...]:
    losses = Losses()
    for text in texts:
        for each in findings(text):
            if not _is_own(text[each.start : each.end], own_numbers):
                losses.add(CODE, each.shown, text, each.start)
    return losses.told()


def _is_own(found: str, own_numbers: Collection[str]) -> bool:
    return bool(own_numbers) and any(each.national in own_numbers for each in telephones(found))


def in_file(text: str | None) -> tuple[Note, ...]:
    """What the text of a file holds, as notes about the file."""
    return tuple(Note(CODE, each.shown) for each in findings(text or ""))


def _texts(name: str, value: Any) -> Iterator[str]:
    if name in _LEFT_OUT:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(name, each)
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _texts(inner, each)
