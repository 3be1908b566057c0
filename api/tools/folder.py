"""The files of a copy: whole or not there, never half written.

Only what this program made by its own naming is ever removed.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from api.runtime.disk.whole_files import SUFFIX, replacing, sync_folder

MEDIA = "media"
_OBJECT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json", re.ASCII)
_KEY = re.compile(r"[0-9a-f]{40}\.[a-z0-9]{1,5}", re.ASCII)


class Folder:
    """A folder with `<type>/<id>.json` and `media/<key>`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._touched: set[Path] = set()

    def write(self, name: str, data: bytes) -> bool:
        """Put an object's JSON; False when the very same is there already."""
        path = self._object(name)
        if _bytes(path) == data:
            return False
        self._put(path, lambda file: file.write(data))
        return True

    def remove(self, name: str) -> bool:
        """Take an object away; False when it was not there."""
        return self._unlink(self._object(name))

    def media(self, key: str) -> Path:
        """Where a media file lies."""
        return self.root / MEDIA / key

    def put_media(self, key: str, fill: Callable[[BinaryIO], object]) -> None:
        """Put a media file once `fill` has written all of it; nothing when it raises."""
        self._put(self.media(key), fill)

    def remove_media(self, key: str) -> None:
        """Take a media file away."""
        self._unlink(self.media(key))

    def settle(self) -> None:
        """Bring what was renamed and removed since last time to the disk itself."""
        for folder in self._touched:
            sync_folder(folder)
        self._touched.clear()

    def objects(self) -> Iterator[str]:
        """The names of all objects that lie here."""
        for folder in self._folders():
            if folder.name != MEDIA:
                yield from (f"{folder.name}/{name[:-5]}" for name in _names(folder, _OBJECT))

    def media_keys(self) -> Iterator[str]:
        """The names of all media files that lie here."""
        yield from _names(self.root / MEDIA, _KEY)

    def drop_parts(self) -> None:
        """Remove what a killed run left half written."""
        for folder in self._folders():
            for part in folder.glob(f".*{SUFFIX}"):
                part.unlink(missing_ok=True)

    def _object(self, name: str) -> Path:
        kind, _, identity = name.partition("/")
        return self.root / kind / f"{identity}.json"

    def _folders(self) -> list[Path]:
        return [path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink()]

    def _put(self, path: Path, fill: Callable[[BinaryIO], object]) -> None:
        if not path.parent.is_dir():
            path.parent.mkdir()
            self._touched.add(self.root)
        with replacing(path) as file:
            fill(file)
        self._touched.add(path.parent)

    def _unlink(self, path: Path) -> bool:
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        self._touched.add(path.parent)
        return True


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _names(folder: Path, form: re.Pattern[str]) -> Iterator[str]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from (entry.name for entry in entries if form.fullmatch(entry.name))
