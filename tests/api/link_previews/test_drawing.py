"""What is drawn for a link can be read, whatever the title is."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from api.media.images import link_preview
from tests.api.media import samples

# All that is written of Vietnamese beside the letters of ASCII.
VOWELS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
)  # fmt: skip
LETTERS = "".join(each for each in VOWELS + VOWELS.upper() if each not in "aeiouyAEIOUY")
GREEN, RED = (13, 74, 59), (161, 22, 22)


def drawn(picture: bytes = b"", **facts: Any) -> Image.Image:
    told = {"site": "Xã Yên Hòa", "kicker": "Thông báo", "title": "Cúp điện", "date": "",
            "is_urgent": False, "drawn": True}  # fmt: skip
    (file,) = link_preview.answer(json.dumps({**told, **facts}).encode() + b"\n" + picture)
    image = Image.open(BytesIO(file))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    return image


def edges(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """Where something stands out from the ground."""
    ground = Image.new("RGB", image.size, colour)
    far = ImageChops.difference(image, ground).convert("L").point(lambda v: 255 * (v > 60))
    return far.getbbox()


def test_the_font_has_all_letters_and_draws_nothing_for_what_it_has_not() -> None:
    assert len(LETTERS) == 134

    shapes = {each: link_preview._shape(each) for each in LETTERS}

    assert all(map(link_preview._is_drawn, LETTERS + "0123456789/-–“”…ß"))
    assert len(set(shapes.values())) == 134
    for other in "\U0001f600漢\u0e01":
        assert not link_preview._is_drawn(other)
    assert link_preview.wrapped("Vui 😀 vẻ", 40, 900, 1) == ["Vui vẻ"]


@pytest.mark.parametrize(
    "title",
    ["ẤỘỮẰỸỂ" * 50, "e\u0323\u0302" * 100, "QUYẾT ĐỊNH PHÊ DUYỆT " * 15, "Mưa 😀", "W" * 300],
)
def test_a_title_is_whole_or_says_that_it_is_not(title: str) -> None:
    size, lines = link_preview.fitted(title)

    shown = "".join("".join(lines).split()).removesuffix("…")
    wanted = "".join(title.replace("😀", "").split())
    assert wanted.startswith(shown)
    assert shown == wanted or lines[-1].endswith("…")
    assert not any(line[0] in "\u0323\u0302" for line in lines)
    assert all(link_preview._length(line, size) <= 1200 - 128 for line in lines)
    left, top, right, bottom = edges(drawn(title=title), GREEN) or (0, 0, 0, 0)
    assert left >= 60
    assert top >= 60
    assert right <= 1140
    assert bottom <= 540


def test_what_is_urgent_is_red() -> None:
    assert edges(drawn(is_urgent=True, title=""), RED)[0] == 64
    for corner in ((2, 2), (1197, 627)):
        pixel = drawn(is_urgent=True).getpixel(corner)
        assert all(abs(found - wanted) < 8 for found, wanted in zip(pixel, RED, strict=True))


def test_an_emblem_stands_before_the_name_and_a_photo_instead_of_all() -> None:
    photo = samples.encoded(Image.new("RGB", (300, 900), "#3355ff"), "PNG")

    assert drawn(photo).getpixel((70, 100))[2] > 200
    for is_urgent, ground in ((False, GREEN), (True, RED)):
        corner = drawn(is_urgent=is_urgent).crop((0, 0, 170, 170))
        found = edges(corner, ground) or (0, 0, 0, 0)
        assert all(abs(is_at - at) < 6 for is_at, at in zip(found, (73, 73, 151, 151), strict=True))
    assert drawn(photo, drawn=False).getpixel((1190, 620))[2] > 200
