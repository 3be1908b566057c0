"""Checks before publication that several content types share."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.publishing.errors import Finding
from api.richtext import html


def alts(image: Mapping[str, Any] | None, field: str) -> Iterable[Finding]:
    """An image beside the text needs words for those who cannot see it."""
    if image is not None and image["alt"] is None:
        yield _missing(f"/{field}/alt")


def body_alts(body_html: str) -> Iterable[Finding]:
    """So does every image in the text."""
    for number, each in enumerate(html.images(body_html)):
        if each.alt is None:
            yield _missing(f"/body_html/images/{number}")


def _missing(pointer: str) -> Finding:
    return Finding(
        "alt_missing",
        "This image has no alternative text.",
        "Ảnh này chưa có mô tả thay thế.",
        pointer=pointer,
    )
