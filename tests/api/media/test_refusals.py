"""What is not accepted as an image, and with which refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.media.errors import BrokenImage, ImageTooLarge, TooManyBytes, UnsupportedImage
from api.media.images.intake import PreparedImage, prepare
from tests.api.media.samples import EVERY_KIND, LIMIT, encoded, picture


def prepared(data: bytes) -> PreparedImage:
    return prepare(data, max_bytes=LIMIT)


def test_t02_it_refuses_svg_under_any_name() -> None:
    for data in (b"<svg onload='alert(1)'/>", b"<?xml version='1.0'?><svg/>", b"<html>"):
        with pytest.raises(UnsupportedImage) as refusal:
            prepared(data)
        assert (refusal.value.status, refusal.value.code) == (415, "unsupported_image")


def test_it_refuses_more_bytes_than_allowed() -> None:
    data = encoded(picture(), "PNG")

    with pytest.raises(TooManyBytes, match=str(len(data) - 1)) as refusal:
        prepare(data, max_bytes=len(data) - 1)

    assert (refusal.value.status, refusal.value.code) == (413, "image_too_large")
    assert prepare(data, max_bytes=len(data)).data == data


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("kept", [0, 0.03, 0.5, 0.8])
def test_it_refuses_what_is_cut_off(format: str, kept: float) -> None:
    data = encoded(picture(300, 200), format)

    with pytest.raises((BrokenImage, UnsupportedImage)) as refusal:
        prepared(data[: max(12 if kept else 0, int(len(data) * kept))])

    assert refusal.value.status in (415, 422)


def test_it_refuses_an_empty_file_as_broken() -> None:
    with pytest.raises(BrokenImage) as refusal:
        prepared(b"")

    assert (refusal.value.status, refusal.value.code) == (422, "broken_image")


@given(
    name=st.sampled_from(sorted(EVERY_KIND)),
    at=st.floats(0, 0.999),
    junk=st.binary(min_size=1, max_size=8),
)
def test_it_makes_sense_of_damage_or_refuses_it(name: str, at: float, junk: bytes) -> None:
    data = EVERY_KIND[name]()
    start = int(len(data) * at)
    damaged = data[:start] + junk + data[start + len(junk) :]

    try:
        image = prepared(damaged)
    except (BrokenImage, ImageTooLarge, UnsupportedImage):
        return
    assert prepared(image.data) == image
