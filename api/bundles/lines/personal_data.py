"""Tells of personal data in what is about to be public; contact fields are there to hold it."""

from collections.abc import Collection, Iterable
from itertools import groupby
from operator import attrgetter

from api.publishing.checks.texts import texts_of
from api.publishing.content_type import Content, ContentType
from api.richtext import html
from api.text.losses import FieldLosses, Loss, Losses
from api.text.personal_data import CODE, findings, may_hold
from api.text.telephones import telephones


def in_content(
    content: Content, handled: ContentType, own_numbers: Collection[str] = ()
) -> FieldLosses:
    """What each field holds, masked, with the words before the first of it.

    The numbers of the portal itself are nobody's.
    """
    told = FieldLosses()
    held = (each for each in texts_of(content, handled) if may_hold(each.text))
    for field, texts in groupby(held, key=attrgetter("field")):
        plain = (html.lines(each.text) if each.is_html else each.text for each in texts)
        told += [(field, loss) for loss in _losses_of(plain, own_numbers)]
    return told


def _losses_of(texts: Iterable[str], own_numbers: Collection[str]) -> tuple[Loss, ...]:
    losses = Losses()
    for text in texts:
        for each in findings(text):
            if not _is_own(text[each.start : each.end], own_numbers):
                losses.add(CODE, each.shown, text, each.start)
    return losses.all()


def _is_own(found: str, own_numbers: Collection[str]) -> bool:
    return bool(own_numbers) and any(each.national in own_numbers for each in telephones(found))
