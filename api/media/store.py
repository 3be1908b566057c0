"""Media files on a disk: everything in `private/`, what is public also linked into `public/`.

Knows keys and bytes only; which media something public still refers to is asked of the database,
under `locked()`, so that one process cannot withdraw a file that another is about to publish.
"""

import contextlib
import errno
import fcntl
import os
import stat
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from api.media.keys import is_key, key_for
from api.runtime.disk.whole_files import replacing, sync_folder

FOLDERS = 256
"""Files lie in folders named by two hexadecimal digits."""
_FILE_MODE = 0o640
_PRIVATE_MODE = 0o700
# A web server in our group may serve public/ by itself.
_PUBLIC_MODE = 0o750
# What a file system without hard links, or with its limit of them reached, answers.
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP}


class MediaStore:
    """One directory of media. Every key is checked: a bad one raises ValueError or is not found."""

    def __init__(self, root: Path) -> None:
        _make_folder(root, _PUBLIC_MODE)
        self.root = root.resolve()
        self._private = self.root / "private"
        self._public = self.root / "public"
        self._incoming = self.root / "incoming"
        self._lock = threading.local()
        for folder in (self._private, self._incoming):
            _make_folder(folder, _PRIVATE_MODE)
        _make_folder(self._public, _PUBLIC_MODE)

    @property
    def parts(self) -> tuple[Path, ...]:
        """The folders in it that are written to."""
        return self._private, self._incoming, self._public

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep out every other process and thread; inside it, entering again is free.

        Hold it from asking the database who uses a file to unlinking it. Nobody is in `linking`
        then, so what no row names is nobody's.
        """
        depth = getattr(self._lock, "depth", 0)
        with contextlib.nullcontext() if depth else self._flock(fcntl.LOCK_EX):
            self._lock.depth = depth + 1
            try:
                yield
            finally:
                self._lock.depth = depth

    def linking(self) -> contextlib.AbstractContextManager[None]:
        """Keep out who unlinks: from linking a file to the commit that says it is used.

        Others may link meanwhile. Whoever is inside must leave before it enters `locked`.
        """
        return self._flock(fcntl.LOCK_SH)

    def write_private(self, key: str, data: bytes) -> None:
        """Keep bytes under the key that they give; when this returns they survive a power cut."""
        target = self._place(self._private, key)
        if key != key_for(data, key.rpartition(".")[2]):
            raise ValueError(f"the bytes are not those of {key}")
        _make_folder(target.parent, _PRIVATE_MODE)
        if not _is_file(target):
            self._write(target, data)
        sync_folder(target.parent)

    def touch(self, key: str) -> bool:
        """Whether a private file is there; if so it is as young as one written now."""
        path = self.private_path(key)
        if path is None:
            return False
        os.utime(path)
        return True

    def publish(self, keys: Iterable[str]) -> None:
        """Make private files public; those that are so stay. Raise FileNotFoundError before any."""
        pairs = [(self._place(self._private, key), self._place(self._public, key)) for key in keys]
        for private, _public in pairs:
            if not _is_file(private):
                raise FileNotFoundError(private)
        for private, public in pairs:
            _make_folder(public.parent, _PUBLIC_MODE)
            if not _is_file(public):
                self._link(private, public)
        _sync_folders(public for _private, public in pairs)

    def withdraw(self, keys: Iterable[str]) -> None:
        """Make files no longer public; they stay in private."""
        self._unlink(self._public, keys)

    def delete_private(self, keys: Iterable[str]) -> None:
        """Remove files for good, from public as well."""
        keys = list(keys)
        self._unlink(self._public, keys)
        self._unlink(self._private, keys)

    def public_path(self, key: str) -> Path | None:
        """Where a public file is; None for any other text, however it is spelt."""
        return self._find(self._public, key)

    def private_path(self, key: str) -> Path | None:
        """Where a kept file is; None when it is not."""
        return self._find(self._private, key)

    def public_keys(self, prefix: str) -> set[str]:
        """The public files whose keys begin with these two hexadecimal digits."""
        return {file.name for file in _files(self._public, prefix)}

    def old_keys(self, prefix: str, before: float) -> set[str]:
        """Those of the private files that were written before a time (seconds of the epoch)."""
        files = _files(self._private, prefix)
        return {file.name for file in files if file.stat().st_mtime < before}

    def sweep_incoming(self, before: float) -> int:
        """Remove what writers that were killed left behind before a time (seconds of the epoch)."""
        stale = [path for path in self._incoming.iterdir() if path.lstat().st_mtime < before]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    @contextlib.contextmanager
    def _flock(self, how: int) -> Iterator[None]:
        handle = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, how)
            yield
        finally:
            # Said aloud: a process forked meanwhile has a copy of the handle.
            fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)

    def _place(self, folder: Path, key: str) -> Path:
        if not is_key(key):
            raise ValueError(f"not a media key: {key!r}")
        return folder / key[:2] / key

    def _find(self, folder: Path, key: str) -> Path | None:
        if not is_key(key):
            return None
        path = self._place(folder, key)
        # A symlink anywhere below the root leads the real path elsewhere.
        return path if _is_file(path) and path.resolve() == path else None

    def _write(self, target: Path, data: bytes) -> None:
        with replacing(target, mode=_FILE_MODE, place=self._incoming) as file:
            file.write(data)

    def _link(self, private: Path, public: Path) -> None:
        try:
            public.hardlink_to(private)
        except FileExistsError:
            # Another process was quicker; only a file counts, a symlink put there does not.
            if not _is_file(public):
                raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._write(public, private.read_bytes())

    def _unlink(self, folder: Path, keys: Iterable[str]) -> None:
        paths = [self._place(folder, key) for key in keys]
        for path in paths:
            path.unlink(missing_ok=True)
        _sync_folders(path for path in paths if path.parent.is_dir())


def _is_file(path: Path) -> bool:
    """True for a regular file; false for nothing, and for a symlink to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _files(folder: Path, prefix: str) -> list[os.DirEntry[str]]:
    """The files of ours in one of the folders below; what anybody else has put there stays."""
    try:
        with os.scandir(folder / prefix) as entries:
            return [entry for entry in entries if _is_ours(entry, prefix)]
    except FileNotFoundError:
        return []


def _is_ours(entry: os.DirEntry[str], prefix: str) -> bool:
    is_named = is_key(entry.name) and entry.name.startswith(prefix)
    return is_named and entry.is_file(follow_symlinks=False)


def _make_folder(folder: Path, mode: int) -> None:
    if folder.is_dir():
        return
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    # The process's umask has a say in mkdir, not in chmod.
    folder.chmod(mode)
    sync_folder(folder.parent)


def _sync_folders(paths: Iterable[Path]) -> None:
    for folder in {path.parent for path in paths}:
        sync_folder(folder)
