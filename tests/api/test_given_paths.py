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
