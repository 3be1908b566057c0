"""The folder of a prerendered site: what was written last stands there, and nothing older."""

import os
from contextlib import suppress
from pathlib import Path

from api.runtime import clock
from api.runtime.canonical import digest
from api.runtime.disk import scratch
from api.runtime.disk.whole_files import SUFFIX, replacing
from api.web import joined_pages

MANIFEST = ".prerendered"
"""The file that tells which files are ours, so that nothing else is ever taken away."""
_HEADING = "congxa prerender "
_OUTDATED_SECONDS = 2 * 86_400
"""So long after the last day on which it was one of theirs a script is there for its pages."""


class NotOurs(RuntimeError):
    """The folder holds what this program has not written."""


class StaticFolder:
    """Files by their path; each is replaced whole, so that a server may send them at any moment."""

    def __init__(self, folder: Path, site: str) -> None:
        """Take up the folder; NotOurs where something else is in it, or another site."""
        self._folder = folder
        self._heading = f"{_HEADING}{site}\n"
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self._digests = self._noted()
        self.note()
        self.written = self.removed = 0

    def put(self, path: str, data: bytes) -> None:
        """Let a file hold these bytes."""
        made = digest(data)
        if self._digests.get(path) == made and (self._folder / path).is_file():
            if path.startswith(joined_pages.FOLDER):
                os.utime(self._folder / path)
            return
        if path not in self._digests:
            # Noted first: what a run that was killed has left is ours all the same.
            with (self._folder / MANIFEST).open("a", encoding="utf-8") as manifest:
                manifest.write(f"{'-' * len(made)} {path}\n")
        _replace(self._folder, path, data)
        self._digests[path] = made
        self.written += 1

    def changed_by_others(self) -> list[str]:
        """The files that are not as they were written; the next `put` writes them anew."""
        changed = [path for path, made in self._digests.items() if not self._holds(path, made)]
        for path in changed:
            self._digests[path] = ""
        return changed

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

        A script that older copies of pages name stays on.
        """
        scratch.sweep_files(self._folder, f"**/.*{SUFFIX}")
        for path in self._digests.keys() - paths:
            if not (path.startswith(joined_pages.FOLDER) and self._is_of_late(path)):
                self.remove(path)

    def note(self) -> None:
        """Write down which files are here."""
        lines = (f"{made} {path}\n" for path, made in self._digests.items())
        _replace(self._folder, MANIFEST, (self._heading + "".join(lines)).encode())

    def _is_of_late(self, path: str) -> bool:
        file = self._folder / path
        return file.is_file() and clock.now().timestamp() - file.stat().st_mtime < _OUTDATED_SECONDS

    def _noted(self) -> dict[str, str]:
        try:
            heading, *lines = (self._folder / MANIFEST).read_text("utf-8").splitlines()
        except FileNotFoundError:
            if any(self._folder.iterdir()):
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
