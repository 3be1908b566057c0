"""Headings lead from level to level: who hears a page finds the way by them."""

from collections.abc import Iterator

from api.publishing.checks.looking import Look
from api.publishing.errors import Finding
from api.richtext import html

_OF_PAGE = 1
"""The level of a page's own title, which stands above its text."""


def skipped_headings(look: Look) -> Iterator[Finding]:
    """A heading that is more than one level below the one before it."""
    for pointer, body in look.bodies():
        above = _OF_PAGE
        for number, (level, words) in enumerate(html.headings(body)):
            if level > above + 1:
                yield _skipped(f"{pointer}/headings/{number}", words, above + 1)
            above = level


def _skipped(pointer: str, words: str, expected: int) -> Finding:
    return Finding(
        "heading_order",
        f"The heading “{words}” skips a level: make it a heading {expected}.",
        f"Đề mục “{words}” nhảy cấp: hãy đặt là đề mục cấp {expected}.",
        pointer=pointer,
    )
