"""Photos as phones and cameras write them: large, of an iPhone, cut off, with a name in them."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from api.media.errors import BrokenImage
from api.media.images.intake import PreparedImage, prepare
from api.media.inspect.notes import Note
from tests.api.media import costs
from tests.api.media.heic_samples import heic
from tests.api.media.samples import CANARY, LIMIT, decoded, encoded, exif, picture, segment

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
SMALL = encoded(picture(300, 200), "JPEG")


def prepared(data: bytes) -> PreparedImage:
    return prepare(data, max_bytes=LIMIT)


def corners(image: PreparedImage) -> list[tuple[int, ...]]:
    """The colours of three corners, to the nearest ten."""
    shown = decoded(image.data).convert("RGB")
    right, bottom = shown.width - 6, shown.height - 6
    found = [shown.getpixel(place) for place in ((5, 5), (right, 5), (5, bottom))]
    return [tuple(10 * round(each / 10) for each in colour) for colour in found]  # type: ignore[union-attr]


def photo(width: int, height: int, **options: object) -> bytes:
    """A JPEG of that size as a camera writes it, with more than the picture in it."""
    small = picture(width // 50, height // 50)
    return encoded(small.resize((width, height)), "JPEG", quality=30, exif=exif(6), **options)


def test_t50_a_photo_of_64_megapixels_is_read_at_half_its_size() -> None:
    data = photo(9_248, 6_936)
    prepared(SMALL)

    with costs.at_most(10):
        image = prepared(data)

    assert (image.width, image.height) == (3_468, 4_624)
    assert image.notes == (Note("photo_reduced", "9248 × 6936 became 4624 × 3468"),)
    assert prepared(image.data) == image
    assert CANARY not in image.data


def test_t50_a_progressive_photo_of_64_megapixels_fits_into_the_sandbox() -> None:
    image = prepared(photo(9_248, 6_936, progressive=True))

    assert (image.width, image.height) == (3_468, 4_624)


def test_a_large_photo_that_is_clean_keeps_its_bytes() -> None:
    panorama = encoded(picture(20_000, 40), "JPEG")

    image = prepared(panorama)

    assert image.data == panorama
    assert (image.width, image.notes) == (20_000, ())
    assert {each.width for each in image.renditions} == {320, 640, 960, 1280, 1920}


def test_a_strip_higher_than_a_webp_has_a_rendition() -> None:
    image = prepared(encoded(picture(10, 20_000), "JPEG"))

    assert {(each.width, each.height) for each in image.renditions} == {(8, 16_383)}


def test_t70_nothing_of_an_iphones_camera_is_kept() -> None:
    image = prepared(heic(1_000, 700, exif=exif(6)))

    assert (image.format, image.width, image.height) == ("jpeg", 1_000, 700)
    assert corners(image) == [RED, GREEN, RED]
    assert CANARY not in image.data
    assert image.notes == ()


@pytest.mark.parametrize(
    ("turn", "size", "shown"),
    [(0, (512, 512), [RED, GREEN, BLUE]), (1, (512, 512), [GREEN, (230,) * 3, RED])],
)
def test_it_stands_upright(turn: int, size: tuple[int, int], shown: list[tuple[int, ...]]) -> None:
    image = prepared(heic(*size, turn=turn, exif=exif(6)))

    assert corners(image) == shown
    assert prepared(heic(600, 400, turn=turn)).width == (400 if turn else 600)


def test_t50_a_heic_of_64_megapixels_is_read_at_half_its_size() -> None:
    data = heic(9_216, 6_900, turn=1)

    with costs.at_most(10):
        image = prepared(data)

    assert (image.width, image.height) == (3_450, 4_608)
    assert [each.code for each in image.notes] == ["photo_reduced"]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("missing", [1, 2])
def test_a_jpeg_without_its_end_mark_is_whole(missing: int, options: dict[str, object]) -> None:
    data = encoded(picture(300, 200), "JPEG", **options)

    image = prepared(data[:-missing])

    assert image.data == data
    assert image.notes == ()


def test_room_that_no_copy_has_filled_is_no_picture() -> None:
    assert prepared(SMALL[:-2] + bytes(5_000)).data == SMALL


def test_what_is_missing_at_its_end_is_told() -> None:
    image = prepared(SMALL[: -len(SMALL) // 20])

    assert (image.width, image.height) == (300, 200)
    [(code, detail)] = image.notes
    assert code == "photo_cut_off"
    assert 2 <= int(detail.split()[2]) < 15


def test_an_unclean_one_is_mended_too() -> None:
    data = encoded(picture(300, 200), "JPEG", exif=exif(6))

    image = prepared(data[:-2])

    assert image.data == prepared(data).data


def test_a_piece_of_a_photo_is_none() -> None:
    with pytest.raises(BrokenImage):
        prepared(SMALL[: len(SMALL) * 3 // 4])


def test_t70_the_name_of_its_author_is_taken_out_and_told() -> None:
    made = Image.Exif()
    made[0x013B] = "Trần Văn B"
    made[0x8298] = " "
    xmp = b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>B</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>"

    image = prepared(encoded(picture(), "JPEG", exif=made, xmp=xmp))

    assert image.notes == (Note("photo_author_removed", "Artist, dc:creator"),)
    assert b"creator" not in image.data


def by_line(name: bytes) -> bytes:
    """The block in which Photoshop writes who took a photo."""
    data = b"\x1c\x02\x50" + struct.pack(">H", len(name)) + name
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + b"\0" * (len(data) % 2)
    return segment(0xED, b"Photoshop 3.0\0" + block)


def test_so_is_that_of_a_press_photo_a_png_and_an_iphone() -> None:
    made = Image.Exif()
    made[0x8298] = "© B"
    png = BytesIO()
    picture().save(png, "PNG", exif=made)

    codes = [
        [*prepared(data).notes]
        for data in (
            SMALL[:2] + by_line(b"B") + SMALL[2:],
            png.getvalue(),
            heic(300, 200, exif=made.tobytes()),
        )
    ]

    copyright_told = [Note("photo_author_removed", "Copyright")]
    assert codes == [[Note("photo_author_removed", "By-line")], copyright_told, copyright_told]


def test_an_ordinary_photo_tells_of_nobody() -> None:
    assert prepared(encoded(picture(), "JPEG", exif=exif(6))).notes == ()
