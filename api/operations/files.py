"""The images of a bundle: each is decoded once, before anything is written."""

import pickle
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from api.core.config import config
from api.core.errors import ApiError
from api.media import commands as media
from api.media import images
from api.media import queries as media_queries
from api.operations import bundle
from api.operations.models import ImportedFile

AT_ONCE = 2
"""Images decoded at a time; each takes a process of its own."""


class BundleFiles:
    """Files by name: checked and decoded into a scratch folder, kept when their line is written."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder = folder
        self._scratch = scratch
        self._digests: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._refused: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The digest of a file's bytes; of nothing when there is no such file."""
        return self._digests.get(name, "")

    def prepare(self, names: Iterable[str], done: Callable[[], None]) -> None:
        """Decode every named file that was not imported before; `done` is called after each."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(self._prepare, sorted(set(names))):
                done()

    def check(self, name: str) -> str:
        """An id in the form of a media id, or ValueError with why the file cannot be used."""
        if name in self._refused:
            raise ValueError(self._refused[name])
        return "0" * 40

    def keep(self, name: str, at: datetime) -> str:
        """The id of the media that a file became."""
        digest = self._digests[name]
        if digest not in self._known:
            prepared = pickle.loads((self._scratch / digest).read_bytes())  # noqa: S301 - our own
            self._known[digest] = media.keep_prepared(prepared, at).id
            row = ImportedFile.insert(digest=digest, media=self._known[digest])
            row.on_conflict_ignore().execute()
        return self._known[digest]

    def load_known(self) -> None:
        """Learn which of the files became media in an earlier import."""
        known = {each.digest: each.media for each in ImportedFile.select()}
        there = media_queries.by_id(known.values())
        self._known = {digest: id_ for digest, id_ in known.items() if id_ in there}

    def _prepare(self, name: str) -> None:
        try:
            data = bundle.find_file(self._folder, name).read_bytes()
            digest = bundle.digest(data)
            if digest not in self._known and not (self._scratch / digest).exists():
                prepared = images.prepare(data, max_bytes=config().max_upload_bytes)
                (self._scratch / digest).write_bytes(pickle.dumps(prepared))
            self._digests[name] = digest
        except ValueError as error:
            self._refused[name] = str(error)
        except ApiError as error:
            self._refused[name] = f"“{name}”: {error}"


def scratch_folder() -> "tempfile.TemporaryDirectory[str]":
    """Where decoded images wait for their line."""
    return tempfile.TemporaryDirectory(prefix="congxa-import-")
