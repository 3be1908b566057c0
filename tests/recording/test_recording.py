"""Every public answer is the one that was recorded; what is wanted otherwise is named."""

import json
import re
from pathlib import Path

from tests.recording.bodies import written
from tests.recording.questions import questions
from tests.recording.recorded import ANSWERS, WANTED, differences, digest, read, taken
from tests.recording.taking import BUNDLE

CONTRACT = Path(__file__).parents[2] / "openapi" / "delivery.json"
# They are no content: one counts, one tells of this very moment.
NOT_ASKED = {"/readyz"}
PAGE = '<p class="a" id="b">Một <b>hai</b>\n  ba</p>'


def test_every_public_answer_is_the_recorded_one(empty_database_url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    found = [*differences(read(ANSWERS), taken(home, CONGXA_DATABASE_URL=empty_database_url))]

    wanted = 'If that is wanted: make recording WHY="..."'
    assert not found, "\n\n".join([f"{len(found)} answers differ", *found[:8], wanted])


def test_whoever_takes_it_anew_says_why() -> None:
    rows = re.findall(r"^\| ([0-9a-f]{16}) \| \d+ \| (.+) \|$", WANTED.read_text("utf-8"), re.M)

    assert rows[-1][0] == digest(read(ANSWERS))


def test_every_operation_that_reads_is_asked() -> None:
    paths = json.loads(CONTRACT.read_bytes())["paths"]
    asked = [each for texts in questions(BUNDLE).values() for each in texts] + ["/media/a.jpg"]

    unasked = {
        path for path in paths if "get" in paths[path] and not _is_asked(path, asked)
    }  # fmt: skip

    assert unasked == NOT_ASKED


def test_an_attribute_that_changes_in_a_page_is_told() -> None:
    page, other = (_text(each) for each in (PAGE, PAGE.replace('id="b"', 'id="c"')))

    [difference] = differences({"pages": page}, {"pages": other})

    assert '-<p class="a" id="b">\n+<p class="a" id="c">' in difference


def test_how_a_page_is_written_is_not() -> None:
    spaced = '<p id="b"\n class="a">\n  Một <b>hai</b> ba\n</p>\n'

    assert _text(spaced) == _text(PAGE)
    assert _text(PAGE.replace("Một <b>", "Một<b>")) != _text(PAGE)


def test_a_byte_that_changes_in_a_feed_is_told() -> None:
    feed = b'<?xml version="1.0"?><feed><title>A</title><updated>B</updated></feed>'

    [difference] = differences(
        {"feeds": _text(feed, "application/atom+xml")},
        {"feeds": _text(feed.replace(b">B<", b">C<"), "application/atom+xml")},
    )

    assert "- <updated>B</updated>\n+ <updated>C</updated>" in difference


def _text(body: str | bytes, mimetype: str = "text/html") -> str:
    packed = body.encode() if isinstance(body, str) else body
    return "\n".join(["=== /a", *written(packed, mimetype)])


def _is_asked(path: str, asked: list[str]) -> bool:
    pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/?]+", re.escape(path)) + r"(\?.*)?")
    return any(pattern.fullmatch(each) for each in asked)
