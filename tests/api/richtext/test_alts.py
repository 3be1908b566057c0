"""Alternative texts and captions that nobody wrote say nothing; what somebody wrote is kept."""

import pytest

from api.richtext.alts import clean_alt, is_default

OF_SYSTEMS = [
    *("Anh-tin-bai", "image advertisement", "Banner", "Banner quảng cáo", "featured image"),
    *("thumbnail", "image-alt", "alt text", "no_image", "noname", "Untitled", "undefined", "null"),
    *("anh-tin-bai (2)", "BANNER.png"),
]
OF_FILES = [
    *(f"cau-da.{each}" for each in ("jpg", "jpeg", "jfif", "png", "gif", "webp", "avif", "bmp")),
    *(f"Cau.{each}" for each in ("tif", "TIFF", "heic", "svg")),
    *("IMG_2034", "DSC00012", "DSCN0012", "DSCF0012", "PXL_20260711", "image-001", "z5512345678"),
]
SAYING_NOTHING = [
    *("Ảnh", "hình", "Hình ảnh", "Ảnh minh họa", "Ảnh đại diện", "image", "images", "img", "alt"),
    *("Picture", "pic", "photo", "thumb", "avatar", "default", "slide", "Quảng cáo", "", "  "),
]
WORDS = [
    *("Cầu Đá", "Ảnh chụp cầu Đá", "Quảng cáo rao vặt trái phép bị tháo dỡ", "z12"),
    *("Image of the bridge", "Slide 2", "banner chào mừng ngày 2 tháng 9 tại nhà văn hóa xã"),
]


@pytest.mark.parametrize("alt", [*OF_SYSTEMS, *OF_FILES, *SAYING_NOTHING, None])
def test_what_nobody_wrote_is_no_alternative_text(alt: str | None) -> None:
    assert clean_alt(alt) is None


@pytest.mark.parametrize("caption", [*OF_SYSTEMS, *OF_FILES])
def test_what_nobody_wrote_is_no_caption(caption: str) -> None:
    assert is_default(caption)


@pytest.mark.parametrize("text", WORDS)
def test_what_somebody_wrote_is_kept(text: str) -> None:
    assert not is_default(text)
    assert clean_alt(text) == text


def test_below_an_image_a_short_word_may_be_somebodys() -> None:
    for word in SAYING_NOTHING:
        assert not is_default(word)
