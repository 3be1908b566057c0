"""Brings media into a backup: what an earlier one has is linked, only the rest is copied."""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from api.backups import envelopes
from api.backups.envelopes import Entry, Sealing
from api.media.queries import store


class MediaCopy:
    """The media of one backup; `earlier` is a backup written alike, with what it holds."""

    def __init__(
        self,
        folder: Path,
        sealing: Sealing,
        earlier: tuple[Path, Mapping[str, Entry]] | None,
        spare: Path,
    ) -> None:
        self.entries: dict[str, Entry] = {}
        self.copied = 0
        self._folder = folder
        self._sealing = sealing
        self._earlier, self._held = earlier or (folder, {})
        self._spare = spare

    def bring(self, keys: Iterable[str]) -> set[str]:
        """Let these files be in the backup; which of them cannot be had."""
        wanted = {_name(key): key for key in keys}
        return {
            key for name, key in wanted.items() if name not in self.entries and not self._add(name)
        }

    def keep_only(self, keys: Iterable[str]) -> None:
        """Let no others be in it."""
        for name in self.entries.keys() - {_name(key) for key in keys}:
            self._path(self._folder, name).unlink()
            del self.entries[name]

    def _add(self, name: str) -> bool:
        entry = self._linked(name) or self._copied(name)
        if entry is not None:
            self.entries[name] = entry
        return entry is not None

    def _linked(self, name: str) -> Entry | None:
        entry, source = self._held.get(name), self._path(self._earlier, name)
        try:
            # What is damaged there is taken anew.
            if entry is None or envelopes.entry(source) != entry:
                return None
            target = self._path(self._folder, name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.link(source, target)
        except OSError:
            return None
        return entry

    def _copied(self, name: str) -> Entry | None:
        key = name.rpartition("/")[2]
        source = store().private_path(key)
        if source is None:
            return None
        target = self._path(self._folder, name)
        try:
            entry = self._sealing.write(source, target)
        except FileNotFoundError:
            return None  # It was forgotten just now.
        if not self._is_whole(target, key):
            target.unlink()
            return None
        self.copied += 1
        return entry

    def _is_whole(self, path: Path, key: str) -> bool:
        """Whether what was written can be read again, and is what its name says."""
        self._sealing.opening().read(path, self._spare)
        with self._spare.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()
        self._spare.unlink()
        return digest == key.partition(".")[0]

    def _path(self, folder: Path, name: str) -> Path:
        return folder / (name + self._sealing.suffix)


def bytes_beyond(keys: Iterable[str], held: Collection[str]) -> int:
    """How many bytes those of these files have that are not `held` by another backup."""
    paths = (store().private_path(key) for key in keys if _name(key) not in held)
    return sum(path.stat().st_size for path in paths if path is not None)


def _name(key: str) -> str:
    return f"media/{key[:2]}/{key}"
