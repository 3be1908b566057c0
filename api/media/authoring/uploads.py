"""A file that an editor sends: read, checked and scaled before any transaction begins."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from werkzeug.datastructures import FileStorage

from api.media import commands
from api.media.commands import Prepared
from api.runtime.config import config
from api.runtime.errors import Unavailable
from api.runtime.jsons import dumps
from api.text.losses import Losses

AT_ONCE = 2
"""So many files are prepared at a time in a node: each takes a processor and much memory."""
_SECONDS = "3"


class Busy(Unavailable):
    """Others are being prepared; the same again in a moment is taken."""

    code = "busy"
    detail = "Other files are being prepared; please send it again in a few seconds."
    detail_vi = "Đang xử lý các tệp khác; vui lòng gửi lại sau vài giây."


class Named(NamedTuple):
    """A file that is ready to be kept, and what it was called."""

    prepared: Prepared
    name: str


@dataclass(frozen=True)
class Upload:
    """What was sent; `said` is the same for the same request."""

    data: bytes
    name: str
    said: bytes

    def prepared(self) -> Prepared:
        """Checked and scaled; an ApiError says why it is not taken, Busy that it has to wait."""
        with _turn():
            return commands.prepare(self.data, self.name)

    def named(self, prepared: Prepared) -> Named:
        """What becomes of it."""
        return Named(prepared, self.name)


def received(file: FileStorage, form: Mapping[str, Any]) -> Upload:
    """The file and the words of a request."""
    data, name = file.stream.read(), file.filename or ""
    said = [hashlib.blake2b(data).hexdigest(), name, sorted(form.items())]
    return Upload(data, name, dumps(said))


def warnings(prepared: Prepared) -> list[dict[str, str]]:
    """What somebody should know of a file that was taken, each kind once."""
    losses = Losses()
    for note in commands.notes_of(prepared):
        losses.add(note.code, note.detail)
    return [
        {"code": each.code, "detail": each.said(), "detail_vi": each.said("vi")}
        for each in losses.told()
    ]


@contextmanager
def _turn() -> Iterator[None]:
    """One of the places of this node, whichever process has the others; Busy when all are taken."""
    with ExitStack() as held:
        if not any(_is_taken(number, held) for number in range(AT_ONCE)):
            raise Busy(headers={"Retry-After": _SECONDS})
        yield


def _is_taken(number: int, held: ExitStack) -> bool:
    """Whether this place was free, and is ours until `held` is closed."""
    path = config().state_dir / f"preparing.{number}"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
