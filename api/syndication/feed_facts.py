"""What a feed says of one item: the same facts for every format."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from api.richtext.cleaning.soup import escaped
from api.runtime.clock import VIETNAM

Item = dict[str, Any]

EXPIRED = "Đã hết hạn"
CORRECTED = "Đã đính chính"
_LABELS = ("kind", "form", "field")


class Picture(NamedTuple):
    """A picture that every reader can show, and its words; None are not known, "" it needs none."""

    url: str
    width: int
    height: int
    bytes: int
    alt: str | None


def title(item: Item) -> str:
    """The title; of what has expired it says so, since many readers show nothing else."""
    name: str = item["title"]
    return f"{name} ({EXPIRED.lower()})" if _is_expired(item) else name


def html(item: Item) -> str:
    """The whole text, behind what must be known before it is read."""
    notes = [f"{EXPIRED}{_since(item)}."] if _is_expired(item) else []
    notes += [
        f"Đính chính ngày {_day(correction['at'])}: {correction['note']}"
        for correction in _corrections(item)
    ]
    said = "".join(f"<p><strong>{escaped(note)}</strong></p>" for note in notes)
    return f"{said}{item['body']['html']}"


def summary(item: Item) -> str | None:
    """One line of plain text."""
    words = item.get("lead") or item.get("number")
    return ". ".join([*_marks(item), *([words] if words else [])]) or None


def labels(item: Item) -> Iterator[str]:
    """What it is listed under."""
    if item.get("category"):
        yield item["category"]["name"]
    yield from filter(None, map(item.get, _LABELS))
    yield from item.get("tags") or ()
    yield from _marks(item)


def updated(item: Item) -> str:
    """When it changed last: a notice does when it expires."""
    expires, said = item.get("expires_at"), str(item["updated_at"])
    is_later = _is_expired(item) and expires and _time(expires) > _time(said)
    return str(expires) if is_later else said


def author(item: Item) -> str:
    """Who said it."""
    return str(
        item.get("byline") or item.get("signer") or item.get("issuer") or item["site"]["name"]
    )


def files(item: Item) -> list[Item]:
    """The files beside the text."""
    return [{**attachment, "type": attachment["media_type"]} for attachment in item["attachments"]]


def picture(item: Item) -> Picture | None:
    """The largest JPEG of the cover, else of the first picture in the text."""
    for image in filter(None, [item.get("cover"), *(item.get("images") or ())]):
        jpegs = [rendition for rendition in image["renditions"] if rendition["format"] == "jpeg"]
        if jpegs:
            largest = max(jpegs, key=lambda rendition: int(rendition["width"]))
            size = (largest["width"], largest["height"], largest["bytes"])
            return Picture(largest["url"], *size, image["alt"])
    return None


def _marks(item: Item) -> list[str]:
    return [EXPIRED] * _is_expired(item) + [CORRECTED] * bool(_corrections(item))


def _is_expired(item: Item) -> bool:
    return item.get("active") is False


def _corrections(item: Item) -> list[Item]:
    return item.get("corrections") or []


def _since(item: Item) -> str:
    return f" từ {_day(item['expires_at'])}" if item.get("expires_at") else ""


def _day(text: str) -> str:
    return f"{_time(text).astimezone(VIETNAM):%d/%m/%Y}"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
