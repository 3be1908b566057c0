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
    field_losses = FieldLosses()
    held = (text for text in texts_of(content, handled) if may_hold(text.text))
    for field, texts in groupby(held, key=attrgetter("field")):
        plain = (html.lines(text.text) if text.is_html else text.text for text in texts)
        field_losses += [(field, loss) for loss in _losses_of(plain, own_numbers)]
    return field_losses


def _losses_of(texts: Iterable[str], own_numbers: Collection[str]) -> tuple[Loss, ...]:
    losses = Losses()
    for text in texts:
        for finding in findings(text):
            if not _is_own(text[finding.start : finding.end], own_numbers):
                losses.add(CODE, finding.shown, text, finding.start)
    return losses.all()


def _is_own(text: str, own_numbers: Collection[str]) -> bool:
    return bool(own_numbers) and any(
        telephone.national in own_numbers for telephone in telephones(text)
    )
