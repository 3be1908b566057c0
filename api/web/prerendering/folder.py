"""The folder of a prerendered site: what was written last stands there, and nothing older."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from api.runtime import clock
from api.runtime.canonical import digest
from api.runtime.disk import locks, scratch
from api.runtime.disk.whole_files import SUFFIX, replacing
from api.web import joined_pages

MANIFEST = ".prerendered"
"""The file that tells which files are ours, so that nothing else is ever taken away."""
ASIDE = ".set-aside"
"""The folder of what others have added, out of reach of whoever asks a server."""
_LOCK = ".lock"
"""Two that write here would each take what the other writes for a stranger's."""
_UNSURE, _SPOILT = "-", "!"
"""Digests of what was being written, and of what is not as it was written."""
_HEADING = "congxa prerender "
_OUTDATED_SECONDS = 2 * 86_400
"""So long after the last day on which it was one of theirs a script is there for its pages."""


class NotOurs(RuntimeError):
    """The folder holds what this program has not written."""


class StaticFolder:
    """Files by their path; each is replaced whole, so that a server may send them at any moment."""

    def __init__(self, folder: Path, site: str) -> None:
        """Take up the folder to the end of this process.

        NotOurs where something else is in it, another site, or another process at work.
        """
        self._folder = folder
        self._heading = f"{_HEADING}{site}\n"
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self._noted()  # Nothing is made in a folder of others.
        if (holder := locks.hold(folder / _LOCK)) is not None:
            raise NotOurs(
                f"process {holder} writes into {folder}: end that, or name another folder"
            )
        self._digests = self._noted()
        self._begun = set[str]()
        self.note()
        self.written = self.removed = 0

    def put(self, path: str, data: bytes) -> None:
        """Let a file hold these bytes."""
        made = digest(data)
        if self._digests.get(path) == made and (self._folder / path).is_file():
            if path.startswith(joined_pages.FOLDER):
                os.utime(self._folder / path)
            return
        self._begin(path)
        self._digests[path] = _UNSURE
        _replace(self._folder, path, data)
        self._digests[path] = made
        self.written += 1

    def __contains__(self, path: str) -> bool:
        """Whether a file of ours is called so."""
        return path in self._digests

    def _begin(self, path: str) -> None:
        """Note a file that is to be written: what a killed run has left is ours all the same."""
        if path not in self._begun:
            with (self._folder / MANIFEST).open("a", encoding="utf-8") as manifest:
                manifest.write(f"{_UNSURE} {path}\n")
            self._begun.add(path)

    def changed_by_others(self) -> list[str]:
        """The files that are not as they were written; the next `put` writes them anew."""
        sure = [(path, made) for path, made in self._digests.items() if made != _UNSURE]
        changed = [path for path, made in sure if not self._holds(path, made)]
        self._digests |= dict.fromkeys(changed, _SPOILT)
        return changed

    def set_strange_aside(self) -> list[str]:
        """The files that nobody here has written, which no server finds any more: they lie in
        `ASIDE`. Names that begin with a dot are not looked at.
        """
        strange = [path for path in self._visible() if path not in self._digests]
        if strange:
            (self._folder / ASIDE).mkdir(mode=0o700, exist_ok=True)
        for path in strange:
            (self._folder / ASIDE / path).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / path).replace(self._folder / ASIDE / path)
        return strange

    def _visible(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in (*files, *links):
                if not name.startswith("."):
                    yield (Path(folder) / name).relative_to(self._folder).as_posix()

    def _holds(self, path: str, made: str) -> bool:
        file = self._folder / path
        return file.is_file() and digest(file.read_bytes()) == made

    def remove(self, path: str) -> None:
        """Take a file away, if there is one of ours, and the folders in which nothing else was."""
        if self._digests.pop(path, None) is not None:
            (self._folder / path).unlink(missing_ok=True)
            self.removed += 1
            with suppress(OSError):
                for parent in Path(path).parents[:-1]:
                    (self._folder / parent).rmdir()

    def keep_only(self, paths: set[str]) -> None:
        """Take away every other file of ours, and what a killed run has left of one.

        A script that older copies of pages name stays on, as long as it is what was written.
        """
        scratch.sweep_files(self._folder, f"**/.*{SUFFIX}")
        for path in self._digests.keys() - paths:
            is_whole = path.startswith(joined_pages.FOLDER) and self._digests[path] != _SPOILT
            if not (is_whole and self._is_of_late(path)):
                self.remove(path)

    def note(self) -> None:
        """Write down which files are here."""
        lines = (f"{made} {path}\n" for path, made in self._digests.items())
        _replace(self._folder, MANIFEST, (self._heading + "".join(lines)).encode())
        self._begun.clear()

    def _is_of_late(self, path: str) -> bool:
        file = self._folder / path
        return file.is_file() and clock.now().timestamp() - file.stat().st_mtime < _OUTDATED_SECONDS

    def _noted(self) -> dict[str, str]:
        try:
            heading, *lines = (self._folder / MANIFEST).read_text("utf-8").splitlines()
        except FileNotFoundError:
            if any(path.name != _LOCK for path in self._folder.iterdir()):
                raise NotOurs(f"{self._folder} is not empty: name a new folder") from None
            return {}
        if f"{heading}\n" != self._heading:
            other = heading.removeprefix(_HEADING)
            raise NotOurs(f"{self._folder} holds the site {other}: name another folder")
        return {path: made for made, _, path in (line.partition(" ") for line in lines)}


def _replace(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    for parent in reversed(Path(path).parents[:-1]):
        # Open to the server that sends it, whatever this process keeps from others.
        (folder / parent).mkdir(mode=0o755, exist_ok=True)
        (folder / parent).chmod(0o755)
    with replacing(target, mode=0o644, is_durable=False) as file:
        file.write(data)
