"""Brings media files into the folder of a copy, each verified by its name, size and sum.

A file whose bytes are not what its name tells never gets there.
"""

from collections.abc import Iterable
from hashlib import blake2b, sha256
from pathlib import Path
from typing import BinaryIO

from api.tools.client import Portal, good
from api.tools.errors import TooLarge
from api.tools.feed import File
from api.tools.folder import Folder
from api.tools.index import Index

_GONE = (404, 410)
_PIECE = 2**20
_LEAST = 2**16
"""So much is read of any answer, since a refusal may be longer than a small file."""


class Media:
    """The media files of one copy."""

    def __init__(self, portal: Portal, folder: Folder, index: Index) -> None:
        self._portal = portal
        self._folder = folder
        self._index = index
        self._new: set[str] = set()

    def fetch(self, files: Iterable[File]) -> list[str]:
        """Fetch what is not here yet; why some could not be."""
        faults = []
        for file in files:
            if file.key in self._new or self._index.holds(file.key):
                continue
            try:
                self._bring(file)
                self._new.add(file.key)
            except _NoSuchFile as error:
                faults.append(f"{file.key}: {error}")
        return faults

    def taken(self) -> set[str]:
        """The keys of what came since last time, for the index."""
        new, self._new = self._new, set()
        return new

    def _bring(self, file: File) -> None:
        # A run that was killed before it could note it has brought it already.
        if not _lies_at(self._folder.media(file.key), file):
            self._folder.put_media(file.key, lambda into: self._download(file, into))

    def _download(self, file: File, into: BinaryIO) -> None:
        sums = _Sums(into)
        how = ("GET", max(file.size, _LEAST))
        try:
            answer = self._portal.read(f"/media/{file.key}", sums.take, None, how)
        except TooLarge as error:
            raise _NoSuchFile(str(error)) from error
        if answer.status in _GONE:
            raise _NoSuchFile(f"the portal answers {answer.status}")
        good(answer, file.key)
        if not sums.are_of(file):
            raise _NoSuchFile("its bytes are not those that its name, size and sum tell of")


class _NoSuchFile(Exception):
    """The portal has no such bytes."""


class _Sums:
    """Passes bytes on and sums them up."""

    def __init__(self, into: BinaryIO | None = None) -> None:
        self._into = into
        self._name, self._sha256, self._size = blake2b(digest_size=20), sha256(), 0

    def take(self, piece: bytes) -> None:
        """One piece more."""
        if self._into is not None:
            self._into.write(piece)
        self._name.update(piece)
        self._sha256.update(piece)
        self._size += len(piece)

    def are_of(self, file: File) -> bool:
        """Whether these are the bytes of a file."""
        is_named = self._name.hexdigest() == file.key.partition(".")[0]
        is_summed = file.sha256 in (None, self._sha256.hexdigest())
        return is_named and is_summed and self._size == file.size


def _lies_at(path: Path, file: File) -> bool:
    sums = _Sums()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                sums.take(piece)
    except FileNotFoundError:
        return False
    return sums.are_of(file)
