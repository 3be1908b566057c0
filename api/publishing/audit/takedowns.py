"""The list of what was withdrawn as personal data, beside the backups: no restore shows it again.

Where backups lie, the state folder knows. A line is written when the withdrawal is committed; one
that could not be is written as soon as it can.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from api.publishing import queries
from api.publishing.models import Change, Op
from api.publishing.reasons import PERSONAL_DATA
from api.runtime.clock import local
from api.runtime.config import config
from api.runtime.disk.whole_files import replacing
from api.runtime.failures import Failures

LIST = "personal_data.jsonl"
"""Its name in a folder of backups. It is never rewritten."""
OWN = "backups"
"""The folder of backups in that of state, where no other is known."""
_PLACES = "backups.json"
_MODE = 0o600
_failures = Failures(logging.getLogger(__name__))


class Listed(NamedTuple):
    """The lines of a list, and whether that is all of it: it is there, and none is damaged."""

    lines: list[dict[str, Any]]
    is_whole: bool


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


def begin(folder: Path) -> None:
    """Let a folder of backups have a list, of all that is known."""
    (folder / LIST).touch(_MODE)
    _write(folder, _withdrawals(0))


def tell(changes: Iterable[Change]) -> None:
    """Write down those of these committed changes that are such withdrawals."""
    wanted = [change for change in changes if _is_takedown(change)]
    for folder in places() if wanted else ():
        _tell(Path(folder), wanted)


def catching_up() -> Callable[[datetime], None]:
    """What writes down whatever others have not, as a job of the ticker."""
    done = -1

    def run(_at: datetime) -> None:
        nonlocal done
        seq = queries.head_seq()
        if seq != done and places():
            changes = list(_withdrawals(max(done, 0)))
            outcomes = [_tell(Path(folder), changes) for folder in places()]
            done = seq if all(outcomes) else done

    return run


def read(folder: Path) -> Listed:
    """What a list says, as far as it can be read."""
    try:
        lines = (folder / LIST).read_bytes().splitlines()
    except FileNotFoundError:
        return Listed([], is_whole=False)
    listed, is_whole = [], True
    for line in filter(None, lines):
        try:
            listed.append(json.loads(line))
        except ValueError:
            is_whole = False
    return Listed(listed, is_whole)


def _tell(folder: Path, changes: Iterable[Change]) -> bool:
    what = f"writing withdrawals into {folder / LIST}"
    try:
        _write(folder, changes)
    except (OSError, ValueError) as error:
        _failures.failed(what, error, with_trace=False)
        return False
    _failures.worked(what)
    return True


def _write(folder: Path, changes: Iterable[Change]) -> None:
    known = {(line["id"], line["withdrawn_at"]) for line in read(folder).lines}
    epoch = queries.head()[0]
    lines = [{**_line(change), "epoch": epoch} for change in changes]
    fresh = [line for line in lines if (line["id"], line["withdrawn_at"]) not in known]
    if fresh:
        with (folder / LIST).open("a", encoding="utf-8") as file:
            # A line of its own, though the power may have gone in the middle of the one before.
            file.write("".join(f"\n{json.dumps(line)}" for line in fresh) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _withdrawals(after: int) -> Iterator[Change]:
    is_one = (Change.seq > after) & (Change.reason == PERSONAL_DATA) & (Change.op != Op.UPSERT)
    return iter(Change.select().where(is_one).order_by(Change.seq))


def _is_takedown(change: Change) -> bool:
    return change.reason == PERSONAL_DATA and change.op != Op.UPSERT


def _line(change: Change) -> Mapping[str, Any]:
    return {
        "id": str(change.document),
        "type": change.type,
        "site": change.site,
        "withdrawn_at": local(change.at),
        "seq": change.seq,
    }


def _places_file(state_dir: Path | None = None) -> Path:
    return (state_dir or config().state_dir) / _PLACES
