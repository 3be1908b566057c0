"""A disk that is full or gives up is told in one line, and leaves a folder to go on from."""

import errno
import os
from pathlib import Path

import pytest

from tests.api.aggregators.conftest import Mirror
from tests.api.aggregators.world import files_in


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    copy: Mirror, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real, left = getattr(os, call), [3]

    def fail(*given: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given)

    monkeypatch.setattr(os, call, fail)

    first = copy()
    parts = [name for name in files_in(folder) if name.endswith(".part")]
    monkeypatch.undo()
    second = copy()

    assert first.exit_code == 1
    assert first.stderr == "congxa: [Errno 28] No space left on device\n"
    assert parts == []
    assert (second.exit_code, len(files_in(folder))) == (0, 4)
