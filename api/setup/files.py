"""Files of the system that setup writes: what somebody has edited since is never overwritten."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import click

from api.runtime.disk.whole_files import replacing
from api.setup.machine import ACCOUNT, Machine

NOTES = "/etc/congxa/setup.json"
_NEW = ".new"


class Wanted(NamedTuple):
    """A file as it should be; one that is `secret` is the account's to read and nobody else's."""

    path: str
    text: str
    is_secret: bool = False


class Files:
    """Writes files, and notes what it wrote."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        try:
            self.notes: dict[str, Any] = json.loads(machine.at(NOTES).read_bytes())
        except FileNotFoundError:
            self.notes = {}

    def write(self, wanted: Wanted) -> bool:
        """Let it be so; whether anything changed. An edited one stays, with ours beside it."""
        path, ours = self._machine.at(wanted.path), _sum(wanted.text.encode())
        present = path.read_bytes() if path.exists() else None
        if present is not None and _sum(present) == ours:
            self._note(wanted.path, ours)
            return False
        is_edited = present is not None and _sum(present) != self.notes.get("files", {}).get(
            wanted.path
        )
        target = path.with_name(path.name + _NEW) if is_edited else path
        if is_edited and target.exists() and target.read_text("utf-8") == wanted.text:
            return False
        does = "Not written:" if self._machine.is_dry else "Writes"
        click.echo(f"{path} was edited: ours is {target}" if is_edited else f"{does} {target}")
        if not self._machine.is_dry:
            self._replace(target, wanted)
        if not is_edited:
            self._note(wanted.path, ours)
        return not is_edited

    def text(self, path: str) -> str | None:
        """What a file says, if it is there."""
        place = self._machine.at(path)
        return place.read_text("utf-8") if place.exists() else None

    def put_back(self, path: str, before: str | None) -> None:
        """Undo a `write`."""
        if before is None:
            self._machine.at(path).unlink()
            self._note(path, None)
        else:
            self._replace(self._machine.at(path), Wanted(path, before))
            self._note(path, _sum(before.encode()))

    def sum_of(self, path: str) -> str | None:
        """By what a file is known again, if it is there."""
        place = self._machine.at(path)
        return _sum(place.read_bytes()) if place.exists() else None

    def note(self, name: str, value: Any) -> None:
        """Keep something for the next time, however this one ends."""
        if self.notes.get(name) == value and name in self.notes:
            return
        self.notes[name] = value
        if not self._machine.is_dry:
            text = json.dumps(self.notes, indent=1, ensure_ascii=False, sort_keys=True)
            self._replace(self._machine.at(NOTES), Wanted(NOTES, text))

    def _note(self, path: str, made: str | None) -> None:
        sums = self.notes.get("files", {})
        others = {name: value for name, value in sums.items() if name != path}
        self.note("files", others if made is None else {**others, path: made})

    def _replace(self, target: Path, wanted: Wanted) -> None:
        if not target.parent.exists():
            # Whatever the umask says: the account reads its settings there.
            target.parent.mkdir(parents=True)
            target.parent.chmod(0o755)
        with replacing(target, mode=0o640 if wanted.is_secret else 0o644) as file:
            if wanted.is_secret and self._machine.has_account():
                shutil.chown(file.name, "root", ACCOUNT)
            file.write(wanted.text.encode())


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
