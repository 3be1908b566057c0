"""Only a key finds a file: no other text, and no symlink, leads anywhere (T13)."""

from pathlib import Path

import pytest

from api.media.keys import MEDIA_TYPES, is_key, key_for, media_type
from api.media.store import MediaStore

DATA = b"the bytes of a picture"
KEY = key_for(DATA, "jpeg")
HEX = KEY.partition(".")[0]
NOT_KEYS = {
    "empty": "",
    "dots": "..",
    "up": "../../etc/passwd",
    "up, encoded": "..%2f..%2fetc%2fpasswd",
    "up, overlong": "..%c0%af",
    "up, doubled": "....//",
    "absolute": "/etc/passwd",
    "absolute key": f"/{KEY}",
    "shard and key": f"{KEY[:2]}/{KEY}",
    "key behind a folder": f"../private/{KEY[:2]}/{KEY}",
    "NUL": f"{KEY}\0",
    "NUL before the end": f"{HEX}\0.jpg",
    "line break": f"{KEY}\n",
    "space": f" {KEY}",
    "upper case": KEY.upper(),
    "upper case hex": f"{HEX.upper()}.jpg",
    "one digit less": KEY[1:],
    "one digit more": f"a{KEY}",
    "no extension": HEX,
    "another extension": f"{HEX}.svg",
    "two extensions": f"{HEX}.jpg.html",
    "a long extension": f"{HEX}.jpeg",
    "a full-width digit": f"{HEX[:-1]}\uff11.jpg",
    "an Arabic digit": f"{HEX[:-1]}\u0661.jpg",
    "lone surrogate": f"{HEX[:-1]}\udcff.jpg",
    "backslash": f"..\\{KEY}",
    "the lock": ".lock",
}


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
def kept(media: MediaStore) -> MediaStore:
    media.write_private(KEY, DATA)
    return media


def files(media: MediaStore) -> set[str]:
    found = (path for path in media.root.rglob("*") if path.is_file())
    return {str(path.relative_to(media.root)) for path in found}


@pytest.mark.parametrize("name", NOT_KEYS)
def test_t13_it_finds_nothing_by_anything_but_a_key(kept: MediaStore, name: str) -> None:
    kept.publish([KEY])

    assert kept.public_path(NOT_KEYS[name]) is None
    assert kept.private_path(NOT_KEYS[name]) is None


@pytest.mark.parametrize("name", NOT_KEYS)
def test_t13_it_touches_nothing_but_keys(kept: MediaStore, name: str) -> None:
    before = files(kept)

    for act in (
        lambda key: kept.write_private(key, DATA),
        lambda key: kept.publish([KEY, key]),
        lambda key: kept.withdraw([key]),
        lambda key: kept.delete_private([KEY, key]),
    ):
        with pytest.raises(ValueError, match="not a media key"):
            act(NOT_KEYS[name])

    assert files(kept) == before


@pytest.mark.parametrize("level", ["file", "shard", "folder"])
def test_t13_it_follows_no_symlink(media: MediaStore, tmp_path: Path, level: str) -> None:
    outside = tmp_path / "outside" / KEY[:2]
    outside.mkdir(parents=True)
    (outside / KEY).write_bytes(b"secret")
    public = media.root / "public"
    if level == "file":
        (public / KEY[:2]).mkdir()
        (public / KEY[:2] / KEY).symlink_to(outside / KEY)
    elif level == "shard":
        (public / KEY[:2]).symlink_to(outside)
    else:
        public.rmdir()
        public.symlink_to(outside.parent)

    assert media.public_path(KEY) is None


def test_t13_it_publishes_no_symlink(media: MediaStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (media.root / "private" / KEY[:2]).mkdir()
    (media.root / "private" / KEY[:2] / KEY).symlink_to(secret)

    with pytest.raises(FileNotFoundError):
        media.publish([KEY])

    assert media.private_path(KEY) is None


def test_the_root_itself_may_be_a_symlink(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "media").symlink_to(tmp_path / "disk")
    media = MediaStore(tmp_path / "media")

    media.write_private(KEY, DATA)
    media.publish([KEY])

    assert media.public_path(KEY) is not None


def test_t03_a_type_is_fixed_by_the_key() -> None:
    types = {each: media_type(key_for(DATA, each)) for each in MEDIA_TYPES}

    assert media_type(KEY) == "image/jpeg"
    assert types == {
        "jpg": "image/jpeg",
        "jpe": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "avif": "image/avif",
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "doc": "application/msword",
        "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "rtf": "application/rtf",
        "csv": "text/csv",
        "txt": "text/plain",
        "zip": "application/zip",
        "rar": "application/vnd.rar",
    }
    assert is_key(KEY)
