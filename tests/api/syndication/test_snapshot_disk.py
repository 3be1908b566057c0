"""A snapshot that cannot be written is refused as what it is, and leaves nothing behind."""

import os

import pytest

from api.runtime.disk import scratch
from api.syndication import snapshots
from api.ticker import Ticker
from tests.disks import disk, read_only
from tests.factories import NOON, make_article

ADDRESS = "/v1/snapshot.ndjson.gz"


@pytest.fixture
def state(standing_app):
    """A small disk where snapshots are written."""
    with disk(snapshots._folder(), 1) as small:
        yield small


def test_a_full_disk_is_507_until_there_is_room(reader, site, state) -> None:
    make_article(site, "Bài")
    state.fill()

    full = reader.get(ADDRESS, headers={"Accept-Language": "vi"})
    left = [path.name for path in state.path.iterdir()]
    state.free()

    assert (full.status_code, full.json["title"]) == (507, "Hết chỗ lưu trữ")
    assert left == ["filling"]
    assert reader.get(ADDRESS).status_code == 200


def test_a_disk_that_may_only_be_read_is_503_for_a_new_one_alone(reader, site, state) -> None:
    assert reader.get(ADDRESS).status_code == 200

    with read_only(state.path):
        standing = reader.get(ADDRESS)
        make_article(site, "Bài")
        refused = reader.get(ADDRESS)

    assert standing.status_code == 200
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json["code"] == "storage_unavailable"
    assert reader.get(ADDRESS).status_code == 200
    assert len(list(snapshots._folder().iterdir())) == 1


def test_what_a_killed_process_was_making_is_swept_and_what_is_being_made_is_not(
    reader, site
) -> None:
    folder = snapshots._folder()
    left, making = folder / "left.unfinished", folder / "making.unfinished"
    left.write_bytes(b"half")
    with making.open("wb") as file:
        scratch.lock(file.fileno())
        for path in (left, making):
            os.utime(path, (0, 0))

        Ticker().tick(NOON)

        assert {path.name for path in folder.glob("*.unfinished")} == {making.name}
    making.unlink()
