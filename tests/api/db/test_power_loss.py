"""What was answered outlives a loss of power, which loses whatever was not synced (F05).

Every write and sync of SQLite is noted on its way to the disk. Then disks are made as they might
be found after a loss of power: of what no sync covers each write is there, gone or torn.
"""

import random
import shutil
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from api.db import databases
from api.db.databases import execute
from tests.factories import make_article, make_site
from tests.sizes import SIZES

SIZE = SIZES["F05"]
SECTOR = 512
ARTICLES = 30


class Step(NamedTuple):
    """What a file was told: bytes at an offset, its length, or to be on the disk."""

    file: str
    data: bytes | None = None
    offset: int = 0
    is_sync: bool = False


class Noting(apsw.VFS):
    """Notes what files are told, and tells them."""

    def __init__(self, usual: str) -> None:
        self.steps: list[Step] = []
        self.usual = usual
        super().__init__("noting", usual, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file whose writes are noted."""
        return NotingFile(self, name, flags)


class NotingFile(apsw.VFSFile):
    """A file of it."""

    def __init__(
        self, noting: Noting, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        self._note = noting.steps.append
        self._name = Path(
            name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        ).name
        super().__init__(noting.usual, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        """Write."""
        super().xWrite(data, offset)
        self._note(Step(self._name, bytes(data), offset))

    def xTruncate(self, newsize: int) -> None:
        """Cut."""
        super().xTruncate(newsize)
        self._note(Step(self._name, None, newsize))

    def xSync(self, flags: int) -> None:
        """Bring to the disk."""
        super().xSync(flags)
        self._note(Step(self._name, is_sync=True))


class Lived(NamedTuple):
    """A database before anything happened, what it was told, and what was answered by when."""

    before: bytes
    steps: list[Step]
    answered: list[tuple[int, int]]

    def answered_at(self, moment: int) -> int:
        """The last change of which somebody was told before that step."""
        return max((seq for by, seq in self.answered if by <= moment), default=0)


@pytest.fixture
def file(database: str) -> Path:
    """The file of a database that is closed."""
    databases.close()
    return Path(database.removeprefix("sqlite:///"))


def lived(file: Path, synchronous: str) -> Lived:
    """Publish articles, with the database set to sync as it says."""
    before = file.read_bytes()
    usual = apsw.vfs_names()[0]
    noting, answered = Noting(usual), []
    try:
        databases.connect(f"sqlite:///{file}")
        execute(f"PRAGMA synchronous = {synchronous}")
        site = make_site()
        for number in range(ARTICLES):
            make_article(site, f"Bài {number}")
            [(seq,)] = execute('SELECT "seq" FROM "counter"').fetchall()
            answered.append((len(noting.steps), seq))
    finally:
        databases.close()
        apsw.set_default_vfs(usual)
        noting.unregister()
    return Lived(before, noting.steps, answered)


def found_after(life: Lived, moment: int, chance: random.Random, folder: Path) -> Path:
    """The database as it might be found when the power was lost after so many steps."""
    steps = life.steps[:moment]
    synced = {step.file: number for number, step in enumerate(steps) if step.is_sync}
    files = {"congxa.db": bytearray(life.before)}
    for number, step in enumerate(steps):
        if not step.is_sync:
            is_safe = number < synced.get(step.file, 0)
            do(step, files.setdefault(step.file, bytearray()), None if is_safe else chance)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "congxa.db"


def do(step: Step, file: bytearray, chance: random.Random | None) -> None:
    """Do to a file what it was told; by chance nothing of it, or some sectors alone."""
    if chance is not None and chance.random() < 0.4:
        return
    if step.data is None:
        del file[step.offset :]
        return
    file.extend(bytes(max(0, step.offset + len(step.data) - len(file))))
    is_torn = chance is not None and chance.random() < 0.3
    for at in range(0, len(step.data), SECTOR):
        if not is_torn or chance.random() < 0.5:
            part = step.data[at : at + SECTOR]
            file[step.offset + at : step.offset + at + len(part)] = part


def last_change(file: Path) -> int:
    """The last change that a database holds, of which nothing may be there by half."""
    with closing(apsw.Connection(str(file))) as found:
        assert found.pragma("integrity_check") == "ok"
        [(last, counted)] = found.execute(
            'SELECT coalesce(max("seq"), 0), (SELECT "seq" FROM "counter") FROM "change"'
        )
    assert last == counted
    return int(last)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("synchronous", "is_safe"), [("FULL", True), ("NORMAL", False)])
def test_f05_no_loss_of_power_loses_what_was_answered(
    file: Path, tmp_path: Path, synchronous: str, is_safe: bool
) -> None:
    life = lived(file, synchronous)
    chance = random.Random(5)  # noqa: S311 - nothing secret: the same moments each time
    moments = [chance.randrange(len(life.steps)) for _ in range(SIZE.rounds)]

    lost = [
        moment
        for moment in moments
        if last_change(found_after(life, moment, chance, tmp_path / "found"))
        < life.answered_at(moment)
    ]

    assert (lost == []) is is_safe
