"""HEIC files built box by box of one small coded square, as phones put theirs together of many."""

import base64
import struct
from dataclasses import dataclass

from tests.api.media.endless import box, full_box

SIDE = 512
# One square of 512 pixels, coded by x265: red and green above, blue and white below.
_DECODER = base64.b85decode(
    "0RwOV0058x00000TJQk;{rLC*01pFT0096PKmiN^|NjGU00093kN^M!00093TDk&2VE_RDD?$MQ18@KU0|1Z!00RI30"
    "{~i}1OfnnS#G3~n&#jkpum6t01SWt00RJoVgLaE2SfqEa<F1R"
)
_CODED = base64.b85decode(
    "0001xC;_hvL>f}bB2ou{`o_W6|M_Km^%OzShwU=O6(Q`9f^Prhde!6TdcTq?sQ}IZH6W;O#X%|?IJwLK0TYu7LP#33e"
    "gFgdhX4Qx<Fx<}Xe+%`8~^U4x5uSFl?#9X00u?{O&?Fk|JHmuI5ymEuE5jK015a200RLC)gS`K000F@U4R)d000iSas"
    "XIB"
)
_EXIF_START = b"\0\0\0\6Exif\0\0"


@dataclass(frozen=True)
class Photo:
    """A picture of squares; `turn` is in quarters against the clock; `exif` as a camera has it."""

    width: int
    height: int
    turn: int = 0
    exif: bytes = b""
    brand: bytes = b"heic"
    announced: tuple[int, int] | None = None

    @property
    def columns(self) -> int:
        return -(-self.width // SIDE)

    @property
    def rows(self) -> int:
        return -(-self.height // SIDE)

    @property
    def squares(self) -> range:
        return range(3, 3 + self.columns * self.rows)


def heic(width: int, height: int, **options: object) -> bytes:
    """A HEIC: item 1 is the picture, 2 its EXIF, the others are its squares."""
    photo = Photo(width, height, **options)  # type: ignore[arg-type]
    start = box(b"ftyp", photo.brand + bytes(4) + b"mif1" + photo.brand)
    exif = _EXIF_START + photo.exif.removeprefix(b"Exif\0\0")
    sizes = struct.pack(">BBBBII", 0, 1, photo.rows - 1, photo.columns - 1, width, height)
    data = sizes + _CODED + exif
    at = len(start) + len(_meta(photo, 0, len(exif))) + 8
    return start + _meta(photo, at, len(exif)) + box(b"mdat", data)


def _meta(photo: Photo, at: int, exif_size: int) -> bytes:
    parts = (
        full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)),
        full_box(b"pitm", struct.pack(">H", 1)),
        _places(photo, at, exif_size),
        _kinds(photo),
        _references(photo),
        _properties(photo),
    )
    return full_box(b"meta", b"".join(parts))


def _places(photo: Photo, at: int, exif_size: int) -> bytes:
    coded = at + 12
    places = [(1, at, 12), (2, coded + len(_CODED), exif_size)]
    places += [(each, coded, len(_CODED)) for each in photo.squares]
    listed = b"".join(struct.pack(">HHHII", each, 0, 1, *place) for each, *place in places)
    return full_box(b"iloc", struct.pack(">BBH", 0x44, 0, len(places)) + listed)


def _kinds(photo: Photo) -> bytes:
    kinds = [(1, b"grid"), (2, b"Exif"), *((each, b"hvc1") for each in photo.squares)]
    listed = b"".join(
        full_box(b"infe", struct.pack(">HH4s", number, 0, kind) + b"\0", 2)
        for number, kind in kinds
    )
    return full_box(b"iinf", struct.pack(">H", len(kinds)) + listed)


def _references(photo: Photo) -> bytes:
    squares = struct.pack(f">HH{len(photo.squares)}H", 1, len(photo.squares), *photo.squares)
    return full_box(b"iref", box(b"dimg", squares) + box(b"cdsc", struct.pack(">HHH", 2, 1, 1)))


def _properties(photo: Photo) -> bytes:
    size = photo.announced or (photo.width, photo.height)
    listed = (
        full_box(b"ispe", struct.pack(">II", *size)),
        box(b"irot", bytes((photo.turn,))),
        box(b"hvcC", _DECODER),
        full_box(b"ispe", struct.pack(">II", SIDE, SIDE)),
    )
    own = struct.pack(">HBBB", 1, 2, 1, 0x82)
    squares = b"".join(struct.pack(">HBBB", each, 2, 0x83, 4) for each in photo.squares)
    used = full_box(b"ipma", struct.pack(">I", 1 + len(photo.squares)) + own + squares)
    return box(b"iprp", box(b"ipco", b"".join(listed)) + used)
