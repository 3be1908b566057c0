"""The picture that a link is shown with: a photo cut to its shape, or words drawn on a colour.

Runs in the worker only. Nothing is drawn that the font has not: an empty box says nothing.
"""

import json
import math
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont, ImageOps

SIZE = (1_200, 630)
"""What Zalo, Facebook and the others ask for."""
MAX_CPU_SECONDS = 5
FONT = Path(__file__).parents[2] / "fonts" / "SourceSansPro-Semibold.ttf"
_EDGE = 64
_WIDTH = SIZE[0] - 2 * _EDGE
_EMBLEM = 96
# A face stands in the upper part of a photo.
_CENTRE = (0.5, 0.35)
_CALM, _URGENT, _GOLD, _WHITE = "#0d4a3b", "#a11616", "#f0c674", "#ffffff"
_TITLE_SIZES = range(76, 35, -4)
_SMALL = 34
_TITLE_TOP, _TITLE_BOTTOM = 236, 524
# Room for a letter with two marks above and one below.
_LINE = 1.24


def answer(data: bytes) -> list[bytes]:
    """The worker's answer to a JSON head, a line's end, and the bytes of a picture or none."""
    head, _, picture = data.partition(b"\n")
    facts = json.loads(head)
    drawn = _cut(picture) if picture and not facts["drawn"] else _drawn(facts, picture)
    out = BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return [out.getvalue()]


def _cut(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return ImageOps.fit(image.convert("RGB"), SIZE, Image.Resampling.LANCZOS, 0, _CENTRE)


def _drawn(facts: dict[str, Any], emblem: bytes) -> Image.Image:
    """Whose it is above, what it is in the middle, and when below."""
    image = Image.new("RGB", SIZE, _URGENT if facts["is_urgent"] else _CALM)
    draw = ImageDraw.Draw(image)
    left = _EDGE + (_put(image, emblem) if emblem else _put_star(image)) + 28
    width = SIZE[0] - _EDGE - left
    _write(draw, (left, _EDGE), wrapped(facts["site"], 40, width, 2), 40, _WHITE, _EMBLEM)
    draw.rectangle((_EDGE, 184, SIZE[0] - _EDGE, 187), _GOLD)
    _write(draw, (_EDGE, 196), wrapped(facts["kicker"], _SMALL, _WIDTH, 1), _SMALL, _GOLD)
    size, lines = fitted(facts["title"])
    _write(draw, (_EDGE, _TITLE_TOP), lines, size, _WHITE, _TITLE_BOTTOM - _TITLE_TOP)
    _write(draw, (_EDGE, 540), wrapped(facts["date"], _SMALL, _WIDTH, 1), _SMALL, _GOLD)
    return image


def _put(image: Image.Image, data: bytes) -> int:
    """Set the emblem into its corner; how wide it is."""
    with Image.open(BytesIO(data)) as read:
        emblem = ImageOps.contain(read.convert("RGBA"), (3 * _EMBLEM, _EMBLEM))
    image.paste(emblem, (_EDGE, _EDGE + (_EMBLEM - emblem.height) // 2), emblem)
    return emblem.width


def _put_star(image: Image.Image) -> int:
    """Set the star of a bronze drum there, by which pages know a portal without a logo."""
    fine = 4
    mask = Image.new("L", (fine * _EMBLEM, fine * _EMBLEM))
    draw, centre, unit = ImageDraw.Draw(mask), mask.width / 2, mask.width / 64
    around = [(unit * (17, 7)[ray % 2], math.pi * ray / 12) for ray in range(24)]
    draw.polygon([(centre + r * math.sin(a), centre - r * math.cos(a)) for r, a in around], 255)
    for radius in (20, 26):
        draw.circle((centre, centre), unit * radius, outline=255, width=round(1.5 * unit))
    for dot in range(30):
        angle = math.tau * dot / 30
        place = centre + 23 * unit * math.sin(angle), centre - 23 * unit * math.cos(angle)
        draw.circle(place, 1.25 * unit, 255)
    image.paste(_GOLD, (_EDGE, _EDGE), mask.reduce(fine))
    return _EMBLEM


def fitted(text: str) -> tuple[int, list[str]]:
    """The largest letters in which a title fits, and its lines; one too long ends in three dots."""
    for size in _TITLE_SIZES:
        room = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LINE))
        lines = wrapped(text, size, _WIDTH, room + 1)
        if len(lines) <= room:
            return size, lines
    return size, wrapped(text, size, _WIDTH, room)


def wrapped(text: str, size: int, width: int, most: int) -> list[str]:
    """Lines of a text, broken between words; a word too long for one, between its letters."""
    lines: list[str] = []
    for word in _pieces(text, size, width):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return (
        lines
        if len(lines) <= most
        else [*lines[: most - 1], _shortened(lines[most - 1], size, width)]
    )


def _pieces(text: str, size: int, width: int) -> Iterator[str]:
    for word in "".join(c if _is_drawn(c) else " " for c in text).split():
        piece = ""
        for letter in _letters(word):
            if piece and _length(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _letters(word: str) -> Iterator[str]:
    """Each with the marks that belong to it."""
    letter = ""
    for character in word:
        if letter and not unicodedata.combining(character):
            yield letter
            letter = ""
        letter += character
    yield letter


def _shortened(line: str, size: int, width: int) -> str:
    letters = list(_letters(line))
    while letters and _length("".join(letters) + "…", size) > width:
        letters.pop()
    return "".join(letters).rstrip() + "…"


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], lines: list[str], size: int,
           colour: str, room: int = 0) -> None:  # fmt: skip
    """Lines of text, in the middle of the room that they have."""
    left, top = at
    step = size * _LINE
    top += max(0, int(room - step * len(lines)) // 2)
    for number, line in enumerate(lines):
        draw.text((left, top + round(number * step)), line, colour, _font(size))


def _length(text: str, size: int) -> float:
    return _font(size).getlength(text)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The simple way of setting letters: what is stored is composed, so no other is needed.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _is_drawn(character: str) -> bool:
    """Whether the font has it: what it has not, it draws as a box."""
    if character.isspace():
        return True
    return _shape(character) != _shape("\U0010ffff")


def _shape(character: str) -> tuple[bytes, tuple[int, int]]:
    mask = _font(_SMALL).getmask(character)
    return bytes(mask), mask.size
