"""The files of a bundle: each is checked and decoded once, before anything is written."""

import os
import pickle
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from uuid import UUID

from api.bundles.files.opening import composed, open_inside, plain_name, shown
from api.bundles.importing import state
from api.bundles.models import ImportedFile
from api.media import commands as media
from api.media.errors import (
    AttachmentTooLong,
    BadAttachment,
    BrokenImage,
    TooManyBytes,
    UnsupportedAttachment,
    UnsupportedImage,
)
from api.runtime import runtime
from api.runtime.config import config
from api.runtime.disk import scratch
from api.runtime.errors import ApiError, Unavailable

AT_ONCE = 2
"""Images decoded at a time; each takes a process of its own."""


class BundleFiles:
    """Files by name: checked and decoded into a scratch folder, kept when their line is written."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder = folder
        self._scratch = scratch
        self._digests: dict[str, str] = {}
        self._media: dict[str, str] = {}
        self._attachments: set[str] = set()
        self._fresh: set[str] = set()
        self._names: Mapping[str, str] = {}
        self._refused: dict[str, Exception] = {}
        self._broken: dict[str, Exception] = {}
        self._notes: dict[str, tuple[media.Note, ...]] = {}

    def prepare(self, names: Mapping[str, str], done: Callable[[], None]) -> None:
        """Read every named file, and decode those not imported before; `done` after each.

        Beside each file stands the name that readers see it under.
        """
        self._names = names
        by_digest: dict[str, str] = {}
        for name in sorted(names):
            self._read(name)
            digest = self._digests.get(composed(name))
            if digest is None or digest in by_digest:
                done()
            else:
                by_digest[digest] = name
        self._media, self._attachments = state.media_by_digest(by_digest)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(runtime.current().bound(self._decode), by_digest.items()):
                done()

    def digests(self, names: Iterable[str]) -> list[str]:
        """The digests of files' bytes; of nothing where there is no such file."""
        return [self._digests.get(composed(name), "") for name in names]

    def image_id(self, name: str) -> str:
        """The id of the image that a file is, or ValueError with why it cannot be used."""
        return self._id(name, is_attachment=False)

    def attachment_id(self, name: str) -> str:
        """The id of the document that a file is, or ValueError with why it cannot be used."""
        return self._id(name, is_attachment=True)

    def _id(self, name: str, *, is_attachment: bool) -> str:
        digest = self._digests.get(composed(name), "")
        if digest in self._media:
            if (digest in self._attachments) != is_attachment:
                kind = "an image" if is_attachment else "a document"
                accepted = (UnsupportedAttachment if is_attachment else UnsupportedImage).detail
                raise ValueError(f"{shown(name)} is {kind}. {accepted}")
            return self._media[digest]
        error = self._refused.get(composed(name)) or self._broken.get(digest)
        if isinstance(error, ApiError):
            said = _as_attachment(error) if is_attachment else error
            raise ValueError(f"{shown(name)}: {said}") from error
        raise error or ValueError(f"there is no file {shown(name)} in the bundle")

    def notes(self, name: str) -> tuple[media.Note, ...]:
        """What somebody should know of a file that was decoded now."""
        return self._notes.get(self._digests.get(composed(name), ""), ())

    def keep(self, names: Iterable[str], site: UUID, at: datetime) -> None:
        """Store what these files became, where it is not stored yet; the site has all of it."""
        # In their order: of the same bytes under two endings the first says what they are.
        called: dict[str, str] = {}
        for name in names:
            called.setdefault(self._digests.get(composed(name), ""), name)
        for digest in filter(self._fresh.__contains__, called):
            name, prepared = pickle.loads(  # noqa: S301 - our own
                (self._scratch / digest).read_bytes()
            )
            media.keep_file(prepared, name, at)
            row = ImportedFile.insert(digest=digest, media=prepared.media_id)
            row.on_conflict_ignore().execute()
            self._fresh.discard(digest)
        library_names = {
            self._media[digest]: called[digest] for digest in called if digest in self._media
        }
        media.keep_for(site, library_names, at)

    def _read(self, name: str) -> None:
        try:
            with open_inside(self._folder, name) as file:
                if os.fstat(file.fileno()).st_size > config().max_upload_bytes:
                    raise TooManyBytes(max_bytes=config().max_upload_bytes)
                # The same bytes may be a text under one name and none under another.
                ending = media.name_that_counts(plain_name(name)).encode()
                hashed = blake2b(file.read(), digest_size=20, key=ending)
                self._digests[composed(name)] = hashed.hexdigest()
        except (ApiError, ValueError) as error:
            self._refused[composed(name)] = error

    def _decode(self, named: tuple[str, str]) -> None:
        digest, name = named
        if digest in self._media:
            return
        try:
            with open_inside(self._folder, name) as file:
                prepared = media.prepare(file.read(), plain_name(name))
        except Unavailable:
            raise
        except (ApiError, ValueError) as error:
            self._broken[digest] = error
            return
        (self._scratch / digest).write_bytes(pickle.dumps((self._names[name], prepared)))
        self._media[digest] = prepared.media_id
        self._notes[digest] = media.notes_of(prepared)
        if media.is_attachment(prepared):
            self._attachments.add(digest)
        self._fresh.add(digest)


def _as_attachment(error: ApiError) -> ApiError:
    """Why a file cannot be an attachment: what is of no known kind was looked at as an image."""
    if isinstance(error, TooManyBytes):
        return AttachmentTooLong(max_bytes=config().max_upload_bytes)
    if isinstance(error, BrokenImage):
        return BadAttachment()
    return UnsupportedAttachment() if isinstance(error, UnsupportedImage) else error


def scratch_folder() -> AbstractContextManager[Path]:
    """Where decoded images and checked lines wait for being written."""
    return scratch.folder("import")
