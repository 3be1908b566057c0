"""Headings lead from level to level: who hears a page finds the way by them."""

from collections.abc import Iterator
from typing import NamedTuple

from api.publishing.checks.looking import Look
from api.publishing.content_type import Content
from api.publishing.errors import Finding
from api.richtext import html

_OF_PAGE = 1
"""The level of a page's own title, which stands above its text."""


class _Skip(NamedTuple):
    """A heading of some words, below one of the level `above`."""

    above: int
    level: int
    words: str


def skipped_headings(look: Look) -> Iterator[Finding]:
    """A heading more than one level below the one before it; one that is public so only warns."""
    skips = [*_skips(look, look.content)]
    old = {skip for _, skip in _skips(look, look.live)} if skips else set()
    for pointer, skip in skips:
        yield _old(pointer, skip) if skip in old else _new(pointer, skip)


def _skips(look: Look, content: Content) -> Iterator[tuple[str, _Skip]]:
    for pointer, body in look.bodies(content):
        above = _OF_PAGE
        for number, (level, words) in enumerate(html.headings(body)):
            if level > above + 1:
                yield f"{pointer}/headings/{number}", _Skip(above, level, words)
            above = level


def _new(pointer: str, skip: _Skip) -> Finding:
    return Finding(
        "heading_order",
        f"The heading “{skip.words}” skips a level: make it a heading {skip.above + 1}.",
        f"Đề mục “{skip.words}” nhảy cấp: hãy đặt là đề mục cấp {skip.above + 1}.",
        pointer=pointer,
    )


def _old(pointer: str, skip: _Skip) -> Finding:
    return Finding(
        "heading_order_old",
        f"The public heading “{skip.words}” skips a level: better a heading {skip.above + 1}.",
        f"Đề mục “{skip.words}” đang đăng mà nhảy cấp: nên là đề mục cấp {skip.above + 1}.",
        pointer=pointer,
        is_warning=True,
    )
