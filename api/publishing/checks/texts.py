"""The texts of content that people read, each with its place."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from api.publishing.content_type import Content, ContentType

# What is written for people to call, what is no text, and what nobody reads.
_LEFT_OUT = frozenset(
    ("phone", "fax", "hotline", "email", "media", "url", "link", "base_url", "internal_note")
)


class Text(NamedTuple):
    """A text, and where it stands; `is_html` says that it is rich text."""

    pointer: str
    text: str
    is_html: bool

    @property
    def field(self) -> str:
        """The pointer to the field of the content that it stands in."""
        return "/" + self.pointer.split("/", 2)[1]


def texts_of(content: Content, handled: ContentType) -> Iterator[Text]:
    """Every text that is not empty, in the order of the fields."""
    bundle = handled.bundle
    ids = {name for name, reference in bundle.references.items() if not reference.or_text}
    for name, value in content.items():
        if value and name not in ids:
            is_html = name in bundle.html
            for pointer, text in _below(f"/{name}", name, value):
                yield Text(pointer, text, is_html)


def _below(pointer: str, name: str, value: Any) -> Iterator[tuple[str, str]]:
    if name in _LEFT_OUT:
        return
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _below(f"{pointer}/{number}", name, item)
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from _below(f"{pointer}/{inner}", inner, item)
