"""What an upload becomes: cleaned bytes with a steady id, renditions, a placeholder."""

import base64
import hashlib

import pytest
from PIL import Image, ImageChops, ImageOps

from api.media.images.clean import is_clean
from api.media.images.intake import PreparedImage, prepare
from api.media.images.renditions import rendition_sizes
from tests.api.media.samples import (
    EVERY_KIND,
    LIMIT,
    decoded,
    encoded,
    exif,
    picture,
    profile_with_red_and_green_swapped,
    srgb_profile,
)


def prepared(data: bytes) -> PreparedImage:
    return prepare(data, max_bytes=LIMIT)


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any channel of any pixel."""
    assert one.size == other.size
    extremes = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(high for _low, high in extremes)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_it_gives_the_same_when_prepared_again(name: str) -> None:
    once = prepared(EVERY_KIND[name]())

    again = prepared(once.data)

    assert again == once
    assert is_clean(once.data, once.format)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_it_keeps_the_picture_of_every_kind(name: str) -> None:
    data = EVERY_KIND[name]()
    original = ImageOps.exif_transpose(decoded(data))
    if original.mode == "I;16":
        original = original.point(lambda value: value * (1 / 256)).convert("L")

    image = prepared(data)

    kept = decoded(image.data)
    if kept.mode == "I;16":
        kept = kept.point(lambda value: value * (1 / 256)).convert("L")
    assert (image.width, image.height) == original.size
    assert difference(kept.convert("RGBA"), original.convert("RGBA")) <= 24
    assert kept.has_transparency_data == original.has_transparency_data


def test_it_keeps_a_clean_image_byte_for_byte() -> None:
    data = encoded(picture(), "JPEG", quality=60)

    image = prepared(data)

    assert image.data == data
    assert image.media_id == hashlib.blake2b(data, digest_size=20).hexdigest()
    assert image.key == f"{image.media_id}.jpg"


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("jpeg-exif", "jpeg"),
        ("jpeg-CMYK", "jpeg"),
        ("png-LA-exif", "png"),
        ("webp-exif", "jpeg"),
        ("webp-RGBA-exif", "png"),
        ("avif-RGB", "jpeg"),
        ("avif-RGBA", "png"),
        ("gif-P", "png"),
        ("gif-transparent", "png"),
    ],
)
def test_it_encodes_anew_in_a_format_that_suits_the_picture(name: str, format: str) -> None:
    image = prepared(EVERY_KIND[name]())

    assert image.format == format


def test_it_drops_an_alpha_channel_that_hides_nothing() -> None:
    opaque = picture()
    opaque.putalpha(255)

    image = prepared(encoded(opaque, "PNG", exif=exif()))

    assert decoded(image.data).mode == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_turns_a_photo_upright(orientation: int) -> None:
    data = encoded(picture(), "PNG", exif=exif(orientation))

    image = prepared(data)

    upright = ImageOps.exif_transpose(decoded(data))
    assert (image.width, image.height) == upright.size
    assert difference(decoded(image.data), upright) == 0


def test_it_converts_colours_to_srgb() -> None:
    red = Image.new("RGB", (40, 40), (255, 0, 0))
    data = encoded(red, "PNG", icc_profile=profile_with_red_and_green_swapped())

    image = prepared(data)

    assert difference(decoded(image.data), Image.new("RGB", (40, 40), (0, 255, 0))) <= 3


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "CMYK"])
@pytest.mark.parametrize("profile", [srgb_profile(), b"no profile at all"], ids=["srgb", "none"])
def test_it_ignores_a_profile_that_does_not_fit(mode: str, profile: bytes) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"
    plain = prepared(encoded(picture(mode=mode), format, exif=exif()))

    image = prepared(encoded(picture(mode=mode), format, icc_profile=profile, exif=exif()))

    assert difference(decoded(image.data), decoded(plain.data)) <= 2


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((200, 100), [200]),
        ((319, 100), [319]),
        ((320, 100), [320]),
        ((700, 100), [320, 640, 700]),
        ((1280, 853), [320, 640, 960, 1280]),
        ((1919, 10), [320, 640, 960, 1280, 1919]),
        ((1920, 10), [320, 640, 960, 1280, 1920]),
        ((12_000, 3_000), [320, 640, 960, 1280, 1920]),
        ((1920, 12_000), [320, 640, 960]),
        ((319, 12_000), [319]),
        ((3_333, 12_000), [320, 640, 960, 1280]),
    ],
)
def test_it_makes_the_widths_that_fit(size: tuple[int, int], widths: list[int]) -> None:
    sizes = rendition_sizes(*size)

    assert [width for width, _height in sizes] == widths
    assert all(height == max(1, round(size[1] * width / size[0])) for width, height in sizes)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("size", [(700, 467), (90, 300), (2_000, 40)])
def test_it_never_makes_an_image_larger(format: str, size: tuple[int, int]) -> None:
    image = prepared(encoded(picture(*size), format))

    sizes = [(each.format, each.width, each.height) for each in image.renditions]
    assert (image.width, image.height) == size
    assert sizes == [
        (kind, *wanted) for wanted in rendition_sizes(*size) for kind in ("avif", "webp", "jpeg")
    ]


def test_its_renditions_are_what_they_say() -> None:
    image = prepared(encoded(picture(700, 467, "RGBA"), "PNG"))

    for each in image.renditions:
        shown = decoded(each.data)
        assert (shown.format, *shown.size) == (each.format.upper(), each.width, each.height)
        name = hashlib.blake2b(each.data, digest_size=20).hexdigest()
        assert each.key == f"{name}.{each.format.replace('jpeg', 'jpg')}"
        wanted = picture(each.width, each.height, "RGBA")
        if each.format == "jpeg":
            wanted = Image.alpha_composite(Image.new("RGBA", wanted.size, "white"), wanted)
            assert difference(shown, wanted) <= 60


@pytest.mark.parametrize("name", ["jpeg-RGB", "png-RGBA", "png-1", "gif-P"])
def test_its_placeholder_is_a_tiny_picture(name: str) -> None:
    image = prepared(EVERY_KIND[name]())

    start, _comma, body = image.placeholder.partition(",")
    tiny = decoded(base64.b64decode(body, validate=True))
    assert start == "data:image/webp;base64"
    assert len(image.placeholder) <= 400
    assert max(tiny.size) <= 16
    assert tiny.format == "WEBP"


def test_its_placeholder_is_short_even_for_noise() -> None:
    noise = Image.merge("RGBA", [Image.effect_noise((64, 64), 120) for _channel in range(4)])

    image = prepared(encoded(noise, "PNG"))

    assert len(image.placeholder) <= 400


@pytest.mark.parametrize("name", ["jpeg-exif", "png-RGBA", "avif-RGB"])
def test_it_is_deterministic(name: str) -> None:
    data = EVERY_KIND[name]()

    assert prepared(data) == prepared(data)


def test_it_decodes_the_first_frame_of_an_animation_only() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]

    for format in ("GIF", "PNG", "WEBP"):
        lossless = {"lossless": True} if format == "WEBP" else {}
        data = encoded(
            frames[0], format, save_all=True, append_images=frames[1:], duration=90, **lossless
        )
        image = prepared(data)
        assert decoded(image.data).convert("RGB").getpixel((5, 5)) == (255, 0, 0)
        assert getattr(decoded(image.data), "n_frames", 1) == 1
