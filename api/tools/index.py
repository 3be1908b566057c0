"""What a copy holds and where it stands, in one SQLite file that is written last.

It is the only truth about the folder: a file that it does not know is not part of the copy.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import apsw

from api.runtime.jsons import dumps, loads
from api.tools.errors import FolderError
from api.tools.feed import Change, Digest, File, digest_of

NAME = "mirror.db"
_BATCH = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS object (
  name TEXT PRIMARY KEY, seq INTEGER NOT NULL, round INTEGER NOT NULL,
  hash TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS named (
  key TEXT, object TEXT, size INTEGER NOT NULL, sha256 TEXT, PRIMARY KEY (key, object)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_by ON named (object);
CREATE TABLE IF NOT EXISTS held (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class State:
    """Of what this is a copy, and how far it has come.

    Each sync from the beginning is a `round`; while it `is_begun` what is of an earlier round may
    still be live. It `is_clean` while no killed run can have left a file that nobody knows.
    """

    portal: str
    site: str | None
    types: tuple[str, ...]
    cursor: str | None = None
    round: int = 1
    is_begun: bool = True
    is_clean: bool = True

    def __str__(self) -> str:
        return ", ".join([self.portal, *filter(None, [self.site]), *self.types])

    @property
    def scope(self) -> tuple[str, str | None, tuple[str, ...]]:
        """What must not change as long as this copy lives."""
        return self.portal, self.site, self.types


class Index:
    """The index of the copy in one folder; FolderError where that is one of something else.

    One process at a time has it.
    """

    def __init__(self, folder: Path, state: State) -> None:
        self._base = _opened(folder / NAME)
        rows = self._base.execute("SELECT json FROM state").fetchall()
        self.state = _state(str(rows[0][0])) if rows else state
        if self.state.scope != state.scope:
            self.close()
            raise FolderError(f"this folder holds a copy of something else: {self.state}")

    def close(self) -> None:
        """Let go of it."""
        self._base.close()

    def save(self, **changes: Any) -> None:
        """Change the state by itself."""
        self.state = replace(self.state, **changes)
        text = dumps(asdict(self.state)).decode()
        self._base.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (text,))

    def keep(self, changes: tuple[Change, ...], cursor: str, keys: set[str]) -> None:
        """Take over a page in one transaction: its objects, the files that came, the cursor."""
        with self._base:
            self.add(keys)
            for change in changes:
                self._forget(change.name)
                if change.data is not None:
                    self._put(change, self.state.round)
            self.save(cursor=cursor)

    def _put(self, change: Change, round_: int) -> None:
        row = (change.name, change.seq, round_, change.hash)
        self._base.execute("INSERT INTO object VALUES (?, ?, ?, ?)", row)
        for file in change.files:
            named = (file.key, change.name, file.size, file.sha256)
            self._base.execute("INSERT OR REPLACE INTO named VALUES (?, ?, ?, ?)", named)

    def forget(self, names: list[str]) -> None:
        """Objects that are no more."""
        with self._base:
            for name in names:
                self._forget(name)

    def _forget(self, name: str) -> None:
        self._base.execute("DELETE FROM object WHERE name = ?", (name,))
        self._base.execute("DELETE FROM named WHERE object = ?", (name,))

    def digest(self) -> Digest:
        """The digest of what is held, computed anew."""
        rows = self._base.execute("SELECT name, seq, hash FROM object")
        return digest_of(f"{name}/{seq}/{hash_}" for name, seq, hash_ in rows)

    def knows(self, name: str) -> bool:
        """Whether this object is part of the copy."""
        return self._has("SELECT 1 FROM object WHERE name = ?", name)

    def of_earlier_rounds(self) -> list[str]:
        """Some objects that the present round did not bring; [] when there are none."""
        sql = "SELECT name FROM object WHERE round < ? LIMIT ?"
        return [str(name) for (name,) in self._base.execute(sql, (self.state.round, _BATCH))]

    def holds(self, key: str) -> bool:
        """Whether this media file lies in the folder, verified."""
        return self._has("SELECT 1 FROM held WHERE key = ?", key)

    def add(self, keys: set[str]) -> None:
        """Note that these do."""
        with self._base:
            for key in keys:
                self._base.execute("INSERT OR IGNORE INTO held VALUES (?)", (key,))

    def release(self, keys: list[str]) -> None:
        """Note that these are not, or soon will not be, in the folder."""
        with self._base:
            for key in keys:
                self._base.execute("DELETE FROM held WHERE key = ?", (key,))

    def unnamed(self) -> list[str]:
        """Some media files that no object names any more; [] when there are none."""
        sql = "SELECT key FROM held WHERE key NOT IN (SELECT key FROM named) LIMIT ?"
        return [str(key) for (key,) in self._base.execute(sql, (_BATCH,))]

    def missing(self) -> Iterator[File]:
        """Media files that are named and not held, in the order of their names."""
        last = ""
        while row := self._next_missing(last):
            yield row
            last = row.key

    def _next_missing(self, after: str) -> File | None:
        sql = (
            "SELECT key, size, sha256 FROM named WHERE key > ?"
            " AND key NOT IN (SELECT key FROM held) ORDER BY key LIMIT 1"
        )
        rows: list[Any] = self._base.execute(sql, (after,)).fetchall()
        return File(*rows[0]) if rows else None

    def _has(self, sql: str, value: str) -> bool:
        return self._base.execute(sql, (value,)).fetchone() is not None


def _opened(path: Path) -> apsw.Connection:
    try:
        base = apsw.Connection(str(path))
        # The lock is kept to the end: a second mirror in the same folder is refused.
        base.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL")
        base.execute(f"BEGIN EXCLUSIVE; {_SCHEMA} COMMIT")
        _add_hashes(base)
    except apsw.BusyError as error:
        raise FolderError("another mirror is at work in this folder") from error
    except apsw.Error as error:
        raise FolderError(f"{path} cannot be used: {error}") from error
    return base


def _add_hashes(base: apsw.Connection) -> None:
    """Make an older copy's index one of now; its portal tells the hashes when it begins anew."""
    names = [row[1] for row in base.execute("PRAGMA table_info(object)")]
    if "hash" not in names:
        base.execute("ALTER TABLE object ADD COLUMN hash TEXT NOT NULL DEFAULT ''")


def _state(text: str) -> State:
    members = loads(text)
    return State(**{**members, "types": tuple(members["types"])})
