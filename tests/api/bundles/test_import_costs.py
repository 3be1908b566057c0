"""What a bundle may cost is bounded before it is paid, however it is packed."""

import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from api.bundles.files import archives, bundle
from api.bundles.files.archives import BadBundle
from api.bundles.files.bundle import LONGEST_LINE
from api.bundles.importing import run
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import faults_of, summary

GIGABYTE = 1_000_000_000
# Runs a command, and tells the most memory that it or a child of it had, in megabytes.
PEAK = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stderr=subprocess.PIPE, text=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1_000)
print(done.stderr)
"""


def checked(folder: Path, path: Path) -> tuple[int, list[str]]:
    """The memory that checking a bundle took, and what was said of it."""
    command = [sys.executable, "-c", PEAK, str(serving.CONGXA), "import", "--dry-run", str(path)]
    done = subprocess.run(
        command, env=serving.environment(folder), capture_output=True, text=True, check=True
    )
    peak, *said = done.stdout.splitlines()
    return int(peak), [each for each in said if each and " INFO " not in each]


def test_a_line_of_a_gigabyte_is_a_fault_and_takes_no_memory(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a")])
    with (folder / "articles.jsonl").open("ab") as file:
        file.truncate(GIGABYTE)  # No byte of it takes room on the disk.
        file.seek(0, os.SEEK_END)
        file.write(b'\n{"key": "c", "title": 5}\n')

    peak, said = checked(tmp_path, folder)

    assert said[:2] == [
        f"articles.jsonl:2: longer than {LONGEST_LINE:,} bytes",
        "articles.jsonl:3: /title: Not a valid string.",
    ]
    assert peak < 200


def test_a_site_of_a_gigabyte_is_a_fault_and_takes_no_memory(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle")
    os.truncate(folder / "site.json", GIGABYTE)

    peak, said = checked(tmp_path, folder)

    assert said[0] == f"site.json:1: longer than {LONGEST_LINE:,} bytes"
    assert peak < 200


def test_a_line_of_spaces_hides_nothing(congxa_import: Import, tmp_path: Path) -> None:
    line = b" " * (LONGEST_LINE + 1) + b'{"key": "a", "title": "x"}'
    folder = write_bundle(tmp_path / "bundle", [line])

    assert faults_of(congxa_import(folder)) == ["articles.jsonl:1: longer than 5,000,000 bytes"]


def test_the_longest_line_is_read(congxa_import: Import, tmp_path: Path) -> None:
    line = b'{"key": "a", "title": "x", "slug": "a"}'.ljust(LONGEST_LINE - 1) + b"\n"
    folder = write_bundle(tmp_path / "bundle", [line])

    assert summary(congxa_import(folder)) == "Imported: 3 created, 0 updated, 0 unchanged."


def test_a_file_of_too_many_lines_is_read_no_further(
    congxa_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST_LINES", 2)
    folder = write_bundle(tmp_path / "bundle", [article(key) for key in "abcd"])

    assert faults_of(congxa_import(folder)) == ["articles.jsonl:3: more than 2 lines"]


def test_what_is_wrong_with_one_line_is_told_within_reason(
    congxa_import: Import, tmp_path: Path
) -> None:
    unknown = {f"x{number}": 1 for number in range(140)}
    folder = write_bundle(
        tmp_path / "bundle", [article("a", **unknown), article(**{"y" * 9_000: 1})]
    )

    found = faults_of(congxa_import(folder))

    assert len(found) == 102
    assert found[100] == "articles.jsonl:1: and 40 more"
    assert found[101] == f"articles.jsonl:2: /{'y' * 999}…"


def test_with_too_many_faults_it_ends_and_says_so(
    congxa_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_FAULTS", 2)
    folder = write_bundle(tmp_path / "bundle", [article(key, lead=5) for key in "abc"])
    before = everything()

    done = congxa_import(folder)

    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "congxa: 3 faults, and the rest was not read; nothing was changed"
    )
    assert everything() == before


def test_one_line_names_no_more_than_a_thousand_files(
    congxa_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(f'<img src="media/{number}.jpg">' for number in range(1_001))
    folder = write_bundle(tmp_path / "bundle", [article("a", body_html=body)])

    assert faults_of(congxa_import(folder)) == ["articles.jsonl:1: names more than 1,000 files"]

    monkeypatch.setattr(run, "MOST_FILES", 9)
    few = "".join(f'<img src="media/{number}.jpg">' for number in range(10))
    done = congxa_import(write_bundle(tmp_path / "bundle", [article("a", body_html=few)]))
    assert done.stderr == "congxa: it names more than 9 files; nothing was changed\n"


def refused(path: Path, said: str) -> None:
    """It is refused, and nothing of it was unpacked."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(BadBundle, match=said), archives.opened(path):
        pytest.fail("it was unpacked")
    assert sorted(path.parent.iterdir()) == before


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where zips lie, and where they would be unpacked."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def zip_of(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_t51_a_zip_that_bursts_is_refused_packed(place: Path) -> None:
    path = zip_of(place / "bundle.zip", {"site.json": b"{}", "articles.jsonl": bytes(20_000_000)})

    refused(path, "unpacks to more than 100 times its size")


def test_t51_many_small_bursts_are_one(place: Path) -> None:
    path = zip_of(place / "bundle.zip", {f"media/{n}": bytes(2_000_000) for n in range(20)})

    refused(path, "unpacks to more than 100 times its size")


def test_t51_members_that_share_bytes_are_counted_once(place: Path) -> None:
    data = os.urandom(2_000) + bytes(150_000)
    path = zip_of(place / "bundle.zip", {"media/0": data})
    whole = path.read_bytes()
    begin = whole.index(b"PK\1\2")
    listed, end = whole[begin:-22], struct.unpack("<4s4H2LH", whole[-22:])
    count = 1_000
    size = len(listed) * count
    many = b"".join(listed.replace(b"media/0", b"media/%d" % n) for n in range(10))
    path.write_bytes(
        whole[:begin]
        + many * (count // 10)
        + struct.pack("<4s4H2LH", end[0], 0, 0, count, count, size, begin, 0)
    )

    refused(path, "unpacks to more than 100 times its size")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_t51_a_packing_without_a_bound_is_not_read(place: Path, method: int) -> None:
    refused(zip_of(place / "bundle.zip", {"site.json": b"{}"}, method), "in a way that is not read")


def test_t51_one_member_is_no_larger_than_a_gigabyte(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_OF_ONE", 999)

    refused(zip_of(place / "bundle.zip", {"a": bytes(1_000)}), "more than is accepted")


def test_t51_a_list_of_members_is_bounded_before_it_is_read(place: Path) -> None:
    path = place / "bundle.zip"
    for count, size in ((1, archives.MOST_DIRECTORY + 46), (archives.MOST_MEMBERS + 1, 46)):
        with path.open("wb") as file:
            file.write((b"PK\1\2" + bytes(42)) * count)
            file.truncate(max(count * 46, size))
            file.seek(0, os.SEEK_END)
            length = file.tell()
            file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, length, 0, 0))

        refused(path, "more than is accepted")


def test_t51_folders_are_not_nested_for_ever(place: Path) -> None:
    refused(zip_of(place / "bundle.zip", {"a/" * 17 + "x": b""}), "lies too deep")


def test_t51_a_zip_that_would_fill_the_disk_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 999}))

    refused(zip_of(place / "bundle.zip", {"a": bytes(1_000)}), "than the disk has room for")
