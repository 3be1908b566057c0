"""What is missing in one public object, whatever its type; it may be anybody's, so of any form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.richtext.alts import clean_alt

Object = Mapping[str, Any]
BLANK, BARE, STALE, BROKEN = "blank", "alt_missing", "stale", "broken_link"
_WORDS = {
    BLANK: ("This is not filled in.", "Mục này còn để trống."),
    BARE: ("This image has no alternative text.", "Ảnh này chưa có văn bản thay thế."),
    STALE: (
        "This was last published over a year ago.",
        "Mục này đã hơn một năm không đăng lại.",
    ),
    BROKEN: (
        "This link leads to a page of this portal that is not there.",
        "Liên kết này dẫn tới một trang không còn trên cổng.",
    ),
}


@dataclass(frozen=True)
class Gap:
    """What is missing, at which member of the object, and what stands there instead."""

    code: str
    pointer: str
    found: str | None = None

    @property
    def detail(self) -> str:
        """It in words."""
        return _WORDS[self.code][0]

    @property
    def detail_vi(self) -> str:
        """It in Vietnamese words."""
        return _WORDS[self.code][1]


def blanks(content: Object, members: Iterable[str]) -> Iterator[Gap]:
    """The members that say nothing."""
    return (Gap(BLANK, f"/{name}") for name in members if is_blank(content.get(name)))


def is_blank(value: Any) -> bool:
    """Whether a fact is absent: null, an empty text, an empty list."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def bare_images(content: Object) -> Iterator[Gap]:
    """The images that have no alternative text and are not said to be decorative."""
    return (Gap(BARE, f"{pointer}/alt") for pointer, image in images(content) if is_bare(image))


def is_bare(image: Object) -> bool:
    """Whether nobody said what an image shows; `""` says that it is decorative."""
    alt = image.get("alt")
    return alt is None or (alt != "" and clean_alt(str(alt)) is None)


def images(value: Any, pointer: str = "") -> Iterator[tuple[str, Object]]:
    """The images in an object, with where they stand."""
    if isinstance(value, Mapping):
        if "renditions" in value:
            yield pointer, value
            return
        for name, member in value.items():
            yield from images(member, f"{pointer}/{name}")
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from images(member, f"{pointer}/{number}")
