"""A zipped bundle is unpacked inside its folder or not at all."""

import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bundles.files import archives
from api.bundles.files.archives import BadBundle
from tests.api.bundles.bundles import article, write_bundle, zipped
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.media import samples


def made(path: Path, fill: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("site.json", "{}")
        fill(archive)
    return path


def entry(name: str, mode: int = 0, data: str = "x") -> Callable[[zipfile.ZipFile], None]:
    """Puts one member of an odd name or kind into a zip."""
    info = zipfile.ZipInfo("placeholder")
    info.filename = info.orig_filename = name
    info.create_system, info.external_attr = 3, mode << 16
    return lambda archive: archive.writestr(info, data)


def both(name: str) -> Callable[[zipfile.ZipFile], None]:
    def fill(archive: zipfile.ZipFile) -> None:
        entry(name)(archive)
        with pytest.warns(UserWarning, match="Duplicate"):
            entry(name)(archive)

    return fill


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (entry("../up.txt"), "leads out of the bundle"),
        (entry("media/../../up.txt"), "leads out of the bundle"),
        (entry("/tmp/absolute.txt"), "leads out of the bundle"),  # noqa: S108 - never made
        (entry("media\\..\\up.txt"), "leads out of the bundle"),
        (entry("link", stat.S_IFLNK | 0o777, "/etc"), "a link, which is not followed"),
        (both("media/a.jpg"), "twice"),
        (entry("\\\\may-chu\\a.txt"), "leads out of the bundle"),
        (lambda zip: [entry(each)(zip) for each in ("a/b", "a\\b")], "twice"),
        (entry("site.json/below"), "cannot be unpacked"),
    ],
)
def test_t13_it_refuses_a_member_that_would_lead_out(
    tmp_path: Path, fill: Callable[[zipfile.ZipFile], None], said: str
) -> None:
    path = made(tmp_path / "bundle.zip", fill)

    with pytest.raises(BadBundle, match=said), archives.opened(path):
        pytest.fail("it was unpacked")

    assert [each.name for each in tmp_path.iterdir()] == ["bundle.zip"]


def test_t13_it_refuses_a_name_that_goes_on_behind_a_nul(tmp_path: Path) -> None:
    path = made(tmp_path / "bundle.zip", entry("media/a.jpgX../../up"))
    path.write_bytes(path.read_bytes().replace(b"a.jpgX", b"a.jpg\0"))

    with pytest.raises(BadBundle, match="leads out"), archives.opened(path):
        pytest.fail("it was unpacked")


def test_it_refuses_what_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "bundle.zip", entry("zeros", data="0" * 5_000))

    for name, limit in (("MOST_UNPACKED", 5_000), ("MOST_MEMBERS", 1)):
        with monkeypatch.context() as patched:
            patched.setattr(archives, name, limit)
            with pytest.raises(BadBundle, match="more than is accepted"), archives.opened(path):
                pytest.fail("it was unpacked")


def test_it_believes_no_size_that_a_zip_claims(tmp_path: Path) -> None:
    path = made(tmp_path / "bundle.zip", entry("zeros", data="0" * 5_000))
    size = (5_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))

    with pytest.raises(BadBundle, match="cannot be unpacked"), archives.opened(path):
        pytest.fail("it was unpacked")


def test_it_refuses_what_is_neither_a_folder_nor_a_zip(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no zip")

    with pytest.raises(BadBundle, match="neither a folder nor a zip"):
        archives.opened(tmp_path / "notes.txt").__enter__()


def test_it_refuses_an_encrypted_zip(tmp_path: Path) -> None:
    path = made(tmp_path / "bundle.zip", entry("a.txt"))
    data = bytearray(path.read_bytes())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    path.write_bytes(data)

    with pytest.raises(BadBundle, match="cannot be unpacked"), archives.opened(path):
        pytest.fail("it was unpacked")


@given(st.data())
def test_a_damaged_zip_is_refused_or_read_and_never_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    path = made(folder / "bundle.zip", entry("media/a.txt", data="text " * 50))
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])

    try:
        with archives.opened(path) as unpacked:
            inside = [each for each in unpacked.rglob("*") if each.is_symlink()]
            assert inside == []
    except BadBundle:
        pass

    assert [each.name for each in folder.iterdir()] == ["bundle.zip"]


@pytest.mark.parametrize("below", ["", "goi-noi-dung"])
def test_a_zip_is_imported_like_the_folder_it_was_made_of(
    congxa_import: Import, tmp_path: Path, below: str
) -> None:
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "ảnh 1:2.jpg").write_bytes(samples.encoded(samples.picture(), "JPEG"))
    cover = {"file": "media/ảnh 1:2.jpg", "alt": "Cầu"}
    write_bundle(folder, [article("a", slug="a", cover=cover)])
    (folder / ".DS_Store").write_bytes(b"")
    path = zipped(folder, tmp_path / "bundle.zip", below=below)

    done = congxa_import(path)

    assert done.stdout == "Imported: 3 created, 0 updated, 0 unchanged.\n"
    before = everything()
    assert congxa_import(folder).stdout == "Imported: 0 created, 0 updated, 3 unchanged.\n"
    assert everything() == before


def test_faults_in_a_zip_are_told_like_those_in_a_folder(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a", lead=5)])

    done = congxa_import(zipped(folder, tmp_path / "bundle.zip"))

    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == "articles.jsonl:1: /lead: Not a valid string."


def test_a_zip_that_cannot_be_read_changes_nothing(congxa_import: Import, tmp_path: Path) -> None:
    path = made(tmp_path / "bundle.zip", entry("../up.txt"))
    before = everything()

    done = congxa_import(path)

    assert done.exit_code == 1
    assert done.stderr == (
        f"congxa: {path} holds “../up.txt”, which leads out of the bundle; nothing was changed\n"
    )
    assert everything() == before


class _OfFinder(zipfile.ZipInfo):
    """A member as macOS writes it: its name is UTF-8, accents apart, and nothing says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return unicodedata.normalize("NFD", self.filename).encode(), 0


@pytest.mark.parametrize("separator", ["/", "\\"])
def test_names_of_macs_are_read_as_they_are_meant(tmp_path: Path, separator: str) -> None:
    member = _OfFinder("x")
    member.filename = f"Ảnh xã{separator}cầu.txt"
    path = made(tmp_path / "bundle.zip", lambda archive: archive.writestr(member, "x"))

    with archives.opened(path) as folder:
        found = [str(each.relative_to(folder)) for each in folder.rglob("*.txt")]

    assert [unicodedata.normalize("NFC", each) for each in found] == ["Ảnh xã/cầu.txt"]


def test_a_zip_with_backslashes_is_unpacked_into_folders(tmp_path: Path) -> None:
    path = made(tmp_path / "bundle.zip", entry("media\\anh\\a.txt"))
    with zipfile.ZipFile(path, "a") as archive:
        entry("media\\rong\\", data="")(archive)

    with archives.opened(path) as folder:
        assert (folder / "media" / "anh" / "a.txt").read_text() == "x"
        assert (folder / "media" / "rong").is_dir()
