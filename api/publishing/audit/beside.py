"""Lists beside the backups, of what no restore may undo; where backups lie, the state folder knows.

A line is written when what it tells is committed; one that could not be is written as soon as it
can. None is ever rewritten.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar

from api.publishing import queries
from api.runtime.clock import local
from api.runtime.config import config
from api.runtime.disk.whole_files import replacing
from api.runtime.failures import Failures

OWN = "backups"
"""The folder of backups in that of state, where no other is known."""
_PLACES = "backups.json"
_MODE = 0o600
_failures = Failures(logging.getLogger(__name__))
Row = TypeVar("Row")
Said = TypeVar("Said")


def places(state_dir: Path | None = None) -> dict[str, dict[str, str]]:
    """The folders that hold backups of this installation: the newest one of each, and its time.

    `state_dir` need only be named where no settings are in force yet.
    """
    try:
        places: dict[str, dict[str, str]] = json.loads(_places_file(state_dir).read_bytes())
    except FileNotFoundError:
        return {}
    return places


def newest_backups(state_dir: Path | None = None) -> dict[Path, datetime]:
    """The newest backup in each of those folders, whether it is there or not, and its time."""
    return {
        Path(folder) / backup["newest"]: datetime.fromisoformat(backup["at"])
        for folder, backup in places(state_dir).items()
    }


def remember(folder: Path, newest: Path, at: datetime) -> None:
    """Note that `newest`, which is proved, lies in a folder of backups."""
    known = {**places(), str(folder): {"newest": newest.name, "at": local(at)}}
    with replacing(_places_file()) as file:
        file.write(json.dumps(known, indent=1).encode())


class Moment(NamedTuple):
    """When something happened: its number in a log, that log's epoch, the time."""

    epoch: str
    number: int
    at: datetime

    def is_after(self, backup: "Moment") -> bool:
        """Whether a backup is without it; across epochs only the time tells."""
        if self.epoch == backup.epoch:
            return self.number > backup.number
        return self.at >= backup.at


class Listed(NamedTuple, Generic[Said]):
    """What a list says, in its order, and whether that is all: it is there, no line is damaged."""

    lines: list[tuple[Moment, Said]]
    is_whole: bool

    def after(self, backup: Moment) -> list[Said]:
        """What a backup of that moment is without, in the order in which it happened."""
        later = [line for line in self.lines if line[0].is_after(backup)]
        later.sort(key=lambda line: (line[0].at, line[0].number))
        return [said for _, said in later]


class Content(NamedTuple, Generic[Row, Said]):
    """What a list is of: a log's head, its rows after a number, and how one of them is a line."""

    head: Callable[[], int]
    rows: Callable[[int], Iterable[Row]]
    line: Callable[[Row], Mapping[str, Any]]
    """All that a line says but the epoch. `seq` is the row's number."""
    said: Callable[[Mapping[str, Any]], Said]
    """What a line says; KeyError, TypeError or ValueError where it is none."""
    time: str = "at"
    """The name of a line's time."""


class SideList(Generic[Row, Said]):
    """A list of one name in each folder of backups."""

    def __init__(self, name: str, content: Content[Row, Said]) -> None:
        self.name = name
        self._content = content

    def begin(self, folder: Path) -> None:
        """Let a folder of backups have a list, of all that is known."""
        (folder / self.name).touch(_MODE)
        self._write(folder, self._content.rows(0))

    def tell(self, rows: Iterable[Row]) -> None:
        """Write down these committed rows."""
        wanted = list(rows)
        for folder, backup in places().items() if wanted else ():
            self._tell(Path(folder), backup["newest"], wanted)

    def catching_up(self) -> Callable[[datetime], None]:
        """What writes down whatever others have not, as a job of the ticker."""
        done, waiting = 0, list[Row]()

        def run(_at: datetime) -> None:
            nonlocal done
            head = self._content.head()
            if head != done:
                waiting.extend(self._content.rows(done if done < head else 0))
                done = head
            outcomes = [
                self._tell(Path(folder), backup["newest"], waiting)
                for folder, backup in (places() if waiting else {}).items()
            ]
            if all(outcomes):
                waiting.clear()

        return run

    def place(self, folder: Path) -> Path:
        """What must be writable for it to go on: the list, or the folder in which it is begun."""
        path = folder / self.name
        return path if path.exists() else folder

    def read(self, folder: Path) -> Listed[Said]:
        """What a list says, as far as it can be read."""
        try:
            lines = (folder / self.name).read_bytes().splitlines()
        except FileNotFoundError:
            return Listed([], is_whole=False)
        listed, is_whole = list[tuple[Moment, Said]](), True
        for line in filter(None, lines):
            try:
                listed.append(self._parsed(json.loads(line)))
            except (KeyError, TypeError, ValueError):
                is_whole = False
        return Listed(listed, is_whole)

    def _parsed(self, line: Mapping[str, Any]) -> tuple[Moment, Said]:
        at = datetime.fromisoformat(line[self._content.time])
        moment = Moment(line["epoch"], int(line["seq"]), at.replace(tzinfo=at.tzinfo or UTC))
        return moment, self._content.said(line)

    def _tell(self, folder: Path, newest: str, rows: Iterable[Row]) -> bool:
        what = f"writing into {folder / self.name}"
        try:
            if (folder / newest).is_dir() and not (folder / self.name).exists():
                self.begin(folder)
            self._write(folder, rows)
        except (OSError, ValueError) as error:
            _failures.failed(what, error, with_trace=False)
            return False
        _failures.worked(what)
        return True

    def _write(self, folder: Path, rows: Iterable[Row]) -> None:
        """Append what is not in it; one that is not there is not begun: its disk may be away."""
        epoch = queries.head()[0]
        with _opened(folder / self.name) as file:
            file.seek(0)
            known = {_without_epoch(line) for line in file.read().splitlines()}
            lines = [json.dumps({**self._content.line(row), "epoch": epoch}) for row in rows]
            fresh = [line for line in lines if _without_epoch(line.encode()) not in known]
            # A line of its own, though the power may have gone in the middle of the one before.
            file.write("".join(f"\n{line}\n" for line in fresh).encode())
            file.flush()
            os.fsync(file.fileno())


def _opened(path: Path) -> BinaryIO:
    """To read, and to append to: others do so meanwhile."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND), "r+b")


def _without_epoch(line: bytes) -> frozenset[tuple[str, Any]]:
    """What makes a line another one: it is written again, in another epoch, to be whole."""
    try:
        return frozenset(item for item in json.loads(line).items() if item[0] != "epoch")
    except (AttributeError, TypeError, ValueError):
        return frozenset()


def _places_file(state_dir: Path | None = None) -> Path:
    return (state_dir or config().state_dir) / _PLACES
