"""Every image needs words for those who cannot see it."""

from collections.abc import Iterator
from typing import NamedTuple

from api.publishing.checks.looking import Look
from api.publishing.content_type import Content, ContentType
from api.publishing.errors import Finding
from api.richtext import html


class _Bare(NamedTuple):
    """An image without words, and where it stands."""

    pointer: str
    media: str


def missing_alts(look: Look) -> Iterator[Finding]:
    """An image without words; one that is public without them already only warns."""
    bare = [*_bare_images(look.content, look.handled)]
    old = {image.media for image in _bare_images(look.live, look.handled)} if bare else set()
    for image in bare:
        yield _old(image.pointer) if image.media in old else _new(image.pointer)


def all_missing_alts(content: Content, handled: ContentType) -> Iterator[Finding]:
    """The same for whoever brings what was public elsewhere: it is all one."""
    return (_new(image.pointer) for image in _bare_images(content, handled))


def _bare_images(content: Content, handled: ContentType) -> Iterator[_Bare]:
    for field in handled.bundle.files:
        image = content.get(field)
        if image is not None and image["alt"] is None and not image["decorative"]:
            yield _Bare(f"/{field}/alt", image["media"])
    for field in handled.bundle.html:
        for number, embedded in enumerate(html.images(content.get(field) or "")):
            if embedded.alt is None:
                yield _Bare(f"/{field}/images/{number}", embedded.media)


def _new(pointer: str) -> Finding:
    return Finding(
        "alt_missing",
        "This image has no alternative text.",
        "Ảnh này chưa có mô tả thay thế.",
        pointer=pointer,
    )


def _old(pointer: str) -> Finding:
    return Finding(
        "alt_missing_old",
        "This image is public without alternative text.",
        "Ảnh này đang đăng mà chưa có mô tả thay thế.",
        pointer=pointer,
        is_warning=True,
    )
