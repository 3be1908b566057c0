"""What was exported and imported elsewhere is the same site, to the byte."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.api.bundles.copies import brought_in, installation, shown, taken_out, written
from tests.api.bundles.portal import live_on, write_portal

KINDS = ("sqlite", "postgresql", "sqlite")


@dataclass
class Journey:
    """What each of the installations on the way showed, and the bundle that each wrote."""

    shown: list[dict[str, Any]]
    bundles: list[Path]
    zipped: Path

    def lines(self, name: str) -> dict[str, dict[str, Any]]:
        """The lines of one file of the first export, by key."""
        text = (self.bundles[0] / f"{name}.jsonl").read_text(encoding="utf-8")
        return {each["key"]: each for each in map(json.loads, text.splitlines())}

    def answers(self, status: int) -> list[str]:
        """The addresses that answered so at the origin."""
        found = self.shown[0]["answers"]
        return [address for address, answer in found.items() if answer[0] == status]


@pytest.fixture(scope="module")
def journey(request, tmp_path_factory) -> Journey:
    """From SQLite to PostgreSQL and back; the second half travels as a zip."""
    folder = tmp_path_factory.mktemp("journey")
    bundle, way = write_portal(folder / "origin"), Journey([], [], folder / "second.zip")
    for number, kind in enumerate(KINDS):
        place = folder / f"installation-{number}"
        with installation(place, kind, request.getfixturevalue) as reader:
            done = brought_in(bundle)
            assert done.exit_code == 0, done.stderr
            if number == 0:
                live_on()
            way.shown.append(shown(reader))
            bundle = folder / f"export-{number}"
            done = taken_out(bundle)
            assert done.exit_code == 0, done.output
            way.bundles.append(bundle)
            if number == 1:
                bundle = way.zipped
                assert taken_out(bundle).exit_code == 0
    return way


@pytest.mark.parametrize("copy", [1, 2])
@pytest.mark.parametrize("what", ["answers", "files", "saved", "views", "due"])
def test_a_copy_shows_the_same_to_the_byte(journey: Journey, what: str, copy: int) -> None:
    assert journey.shown[copy][what] == journey.shown[0][what]


def test_a_copy_exports_the_same_bundle(journey: Journey) -> None:
    first, second, third = map(written, journey.bundles)

    assert second == first
    assert third == first


def test_a_zip_holds_what_the_folder_holds(journey: Journey) -> None:
    with zipfile.ZipFile(journey.zipped) as archive:
        files = [each for each in archive.namelist() if not each.endswith("/")]

        assert {each: archive.read(each) for each in files} == written(journey.bundles[1])


def test_the_journey_met_everything(journey: Journey) -> None:
    """Not one of these comparisons may be one of nothing."""
    assert len(journey.answers(200)) > 50
    assert len(journey.answers(301)) == 7
    assert len(journey.answers(410)) > 12
    assert len(journey.shown[0]["files"]) > 10
    assert sorted(filter(None, journey.shown[0]["views"].values())) == [2, 4, 5, 9, 30]
    assert {action for _, action, _ in journey.shown[0]["due"]} == {
        "unpublish", "refresh", "erase",
    }  # fmt: skip
    saved = [each for _, each in journey.shown[0]["saved"].values() if each]
    assert sorted(each.split('"')[1] for each in saved if "filename=" in each) == [
        "Ban chinh.pdf",
        "Mau don.docx",
        "To trinh.doc",
        "bang.xlsx",
        "ds.csv",
    ]


def test_nothing_internal_was_shown_on_the_way(journey: Journey) -> None:
    for place in journey.shown:
        for address, (_, _, said) in place["answers"].items():
            assert "Chỉ nội bộ".encode() not in said, address
    assert journey.lines("calendar")["hop"]["internal_note"] == "Chỉ nội bộ"


def test_edits_made_here_are_exported(journey: Journey) -> None:
    articles = journey.lines("articles")

    assert articles["sua"]["lead"] == "Đã sửa ở đây."
    assert "category" not in articles["sua"]
    assert articles["cau"]["old_urls"] == [
        "/2024/05/bai-1/", "/?tabid=77&id=9", "/bai-viet/cau_xua.html",
    ]  # fmt: skip
    assert articles["doi"]["slug"] == "ten-moi"
    assert articles["doi"]["old_slugs"] == ["ten-cu"]
    assert articles["thay"]["public_note"] == "Xem bài mới."
    assert articles["thay"]["superseded_by"] == articles["cau"]["id"]
    assert "Người mới" in [each["name"] for each in journey.lines("officials").values()]


def test_a_live_text_with_a_newer_draft_is_exported_as_it_is_public(journey: Journey) -> None:
    assert journey.lines("articles")["moi"]["title"] == "Có bản thảo mới hơn"


def test_what_lies_in_the_trash_is_left_behind(journey: Journey) -> None:
    assert set(journey.lines("categories")) == {"tin", "con"}
    assert "nghi" not in journey.lines("officials")
    assert "chair" not in journey.lines("calendar")["nghi"]


def test_a_draft_stays_one(journey: Journey) -> None:
    assert journey.lines("articles")["nhap"]["state"] == "draft"
    assert "published_at" not in journey.lines("articles")["nhap"]
