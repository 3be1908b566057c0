"""What is wrong with one line, one site or one file is told in words that help to mend it."""

import json
import os
from pathlib import Path

from api.media.errors import UnsupportedImage
from api.runtime.config import config
from tests.api.bundles.bundles import article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import faults_of, live
from tests.api.media import samples

ZEROS = "0" * 5_000


LINES = {
    r'{"key": "a", "title": "\ud800"}': "holds half a surrogate pair, which is no character",
    r'{"key": "a", "\udfff": 1}': "holds half a surrogate pair, which is no character",
    '{"key": "a", "views": 1e999}': "1e999 is too large a number",
    '{"key": "a", "views": NaN}': "NaN is not a number of JSON",
    f'{{"key": "a", "views": 1{ZEROS}}}': "10000000000000000000… is too large a number",
    '{"key": "a", "views": 9223372036854775808}': "9223372036854775808… is too large a number",
    '{"key": "a", "x": ' + "[" * 100_000: "holds more than 5,000 values",
    '{"key": "a", "x": '
    + "[" * 32
    + "]" * 32
    + "}": "not JSON that can be read: nested deeper than 32 levels",
    '{"key": "a", "x": {"b": 1, "b": 2}}': "“b” is given twice",
    '{"key": "a", "title": "cắt"': "not JSON: it is cut off at column 28",
    '{"key": "a", "title": "cắt ở gi': "not JSON: it is cut off at column 32",
    '{"key": "a", "tags": ["cắt",  ': "not JSON: it is cut off at column 29",
    '{"key": 123, "title": "x"}': "/key: Not a valid string.",
    '{"title": "x"}': "/key: Missing data for required field.",
    '{"key": "a", "title": "x"} {}': "not JSON: Extra data at column 28",
    r'{"key": "b", "title": "a\u0000b"}': "/title: The text holds a NUL character (U+0000 at"
    " character 2).",
    '{"key": "c", "title": "x", "views": -1}': "/views: Must be greater than or equal to 0 and"
    " less than or equal to 9007199254740992.",
    '{"key": "d", "title": "x", "id": "1"}': "/id: Not a valid UUID.",
    '{"key": "e", "title": "x", "slug": "Ảnh"}': "/slug: Not a slug: small letters, digits and"
    " single hyphens.",
    '{"key": "f", "title": "x", "version": 0}': "/version: Must be greater than or equal to 1 and"
    " less than or equal to 2147483647.",
    '{"key": "", "title": "x"}': "/key: Must not be empty.",
    r'{"key": "a\u202eb", "title": "x"}': "/key: The text holds a control that reorders text"
    " (U+202E at character 2).",
    '{"key": "g", "title": "x", "public_note": "?"}': "/public_note: Only a"
    " withdrawn line has this.",
    '{"key": "h", "title": "x", "withdrawn_at": "2026-07-11T00:00:00Z"}': "/withdrawn_at: Only a"
    " withdrawn line has this.",
    '{"key": "i", "title": "x", "corrections": [{"note": "?", "at": "2026"}]}': "/corrections/0/at:"
    " Not a valid time with an offset, such as 2026-07-11T01:30:00Z.",
    f'{{"key": "j", "title": "x", "body_html": "<img src=data:{ZEROS}>"}}': "/body_html:"
    f" there is no file “data:{ZEROS[:95]}…” in the bundle",
    '{"key": "k", "title": "x", "state": "withdrawn", "reason": "superseded", "superseded_by":'
    ' "01980000-0000-7000-8000-000000000009"}': "/superseded_by: there is nothing with the id"
    " 01980000-0000-7000-8000-000000000009",
}


def test_it_says_of_every_line_what_is_wrong(congxa_import: Import, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", LINES)

    foretold = faults_of(congxa_import(folder, "--dry-run"))
    found = faults_of(congxa_import(folder))

    assert foretold == found
    assert found == [
        f"articles.jsonl:{n}: {said}" for n, said in enumerate(LINES.values(), start=1)
    ]


SITES = {
    "": "site.json:1: not JSON: Expecting value at column 1",
    '{\n"slug"\n"x"}': "site.json:3: not JSON: Expecting ':' delimiter at column 1",
    '{"slug": "Yên Hòa", "name": "x"}': "site.json:1: /slug: Not a slug: small letters, digits and"
    " single hyphens.",
    '{"name": "x"}': "site.json:1: /slug: Missing data for required field.",
    "[]": "site.json:1: not a JSON object",
}


def test_it_tells_what_is_wrong_with_the_site_and_goes_on(
    congxa_import: Import, tmp_path: Path
) -> None:
    for text, said in SITES.items():
        folder = write_bundle(tmp_path / "bundle", [article("a", lead=5)], site=text)

        found = faults_of(congxa_import(folder))

        assert found == [said, "articles.jsonl:1: /lead: Not a valid string."]


def photo() -> bytes:
    return samples.encoded(samples.picture(), "JPEG")


def test_words_that_a_system_wrote_for_an_image_are_a_warning(
    congxa_import: Import, tmp_path: Path
) -> None:
    cover = {"file": "media/a.jpg", "alt": "Anh-tin-bai", "caption": "", "credit": " "}
    folder = write_bundle(tmp_path / "bundle", [article("a", slug="a", lead="", cover=cover)])
    write_photo(folder, "a.jpg")
    banner = {"key": "b", "placement": "header", "image": {**PHOTO, "alt": "image advertisement"}}
    (folder / "banners.jsonl").write_text(json.dumps(banner))

    done = congxa_import(folder)

    assert done.stdout == (
        "Imported: 4 created, 0 updated, 0 unchanged."
        " To look at: 2 images without alternative text.\n"
    )
    said = "This image has no alternative text."
    assert done.stderr == (
        f"warning: articles.jsonl:1: /cover/alt: {said}\n"
        f"warning: banners.jsonl:1: /image/alt: {said}\n"
    )
    found = live("a")
    assert found["lead"] is None
    assert [found["cover"][each] for each in ("alt", "caption", "credit")] == [None, None, None]


PHOTO = {"file": "media/a.jpg"}


def test_it_refuses_files_that_are_no_images(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    limit = config().max_upload_bytes
    media = {
        "svg.png": b"<svg onload='alert(1)'/>",
        "cut.jpg": photo()[:400],
        "empty.jpg": b"",
        "large.jpg": photo() + b"\0" * limit,
    }
    (folder / "media").mkdir(parents=True)
    for name, data in media.items():
        (folder / "media" / name).write_bytes(data)
    (folder / "media" / "folder").mkdir()
    os.mkfifo(folder / "media" / "pipe")
    names = [*media, "folder", "pipe"]
    write_bundle(folder, [article(name, cover={"file": f"media/{name}"}) for name in names])
    before = everything()

    found = faults_of(congxa_import(folder))

    assert everything() == before
    large = f"The image file is larger than {limit} bytes."
    broken = "The image is empty, cut off or damaged and cannot be read."
    assert found == [
        f"articles.jsonl:1: /cover: “media/svg.png”: {UnsupportedImage.detail}",
        f"articles.jsonl:2: /cover: “media/cut.jpg”: {broken}",
        f"articles.jsonl:3: /cover: “media/empty.jpg”: {broken}",
        f"articles.jsonl:4: /cover: “media/large.jpg”: {large}",
        "articles.jsonl:5: /cover: “media/folder” is not a file",
        "articles.jsonl:6: /cover: “media/pipe” is not a file",
    ]
