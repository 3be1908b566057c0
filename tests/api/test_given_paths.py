"""A path that a command cannot use is told in one line, whatever is wrong with it."""

from pathlib import Path

import pytest

from tests import serving

WRONG = ["nowhere/below", "file", "file/below", "x" * 300, "loop"]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_folder_that_cannot_be_written_is_named_in_one_line(tmp_path: Path, wrong: str) -> None:
    environ = serving.environment(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")

    done = serving.congxa(environ, "openapi", str(tmp_path / wrong), check=False)

    assert done.returncode == 1
    assert done.stderr.startswith(f"congxa: {tmp_path / wrong}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("option", [(), ("--dry-run",), ("--keep-going",)])
@pytest.mark.parametrize("wrong", ["/dev/null", "notes.txt", "cut.zip", "empty", "photos"])
def test_what_is_no_bundle_leaves_no_database_behind(
    tmp_path: Path, wrong: str, option: tuple[str, ...]
) -> None:
    environ = serving.environment(tmp_path)
    (tmp_path / "notes.txt").write_text("site.json")
    (tmp_path / "cut.zip").write_bytes(b"PK\3\4 the rest is lost")
    (tmp_path / "empty").mkdir()
    (tmp_path / "photos" / "media").mkdir(parents=True)
    before = {each.name for each in tmp_path.iterdir()}

    done = serving.congxa(environ, "import", str(tmp_path / wrong), *option, check=False)

    assert done.returncode == 1
    path = tmp_path / wrong
    why = {"empty": "the bundle is empty; ", "photos": "there is none of site.json, "}
    said = why.get(wrong, f"{path} is neither a folder nor a zip file; ")
    assert done.stderr.startswith(f"congxa: {said}")
    assert done.stderr.endswith("; nothing was changed\n")
    assert done.stderr.count("\n") == 1
    assert {each.name for each in tmp_path.iterdir()} == before
