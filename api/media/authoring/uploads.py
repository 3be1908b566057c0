"""A file that an editor sends: read, checked and scaled before any transaction begins."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from werkzeug.datastructures import FileStorage

from api.media import commands
from api.media.commands import Prepared
from api.runtime.config import config
from api.runtime.errors import FieldError, InvalidContent, Unavailable
from api.runtime.jsons import dumps
from api.runtime.outgoing.client import Client, Fetched, NoAnswer, Refused, TooLong
from api.runtime.runtime import Part
from api.text.losses import Losses

AT_ONCE = 2
"""So many files are prepared at a time in a node: each takes a processor and much memory."""
_SECONDS = "3"
_client = Part[Client](Client)
_ONE_OF = (
    "Send either a file, or the address of one.",
    "Hãy gửi một tệp, hoặc địa chỉ của một tệp.",
)
_REFUSED = (
    "Only public addresses that begin with https:// are fetched; send the file itself.",
    "Chỉ lấy tệp từ địa chỉ công khai bắt đầu bằng https://; hãy tải chính tệp đó lên.",
)
_NO_ANSWER = (
    "There was no file at this address within 10 seconds; send the file itself.",
    "Không lấy được tệp ở địa chỉ này trong 10 giây; hãy tải chính tệp đó lên.",
)
_TOO_LONG = (
    "What is fetched may have 5 MB at most; send the file itself.",
    "Tệp lấy từ địa chỉ khác tối đa 5 MB; hãy tải chính tệp đó lên.",
)


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
    """What is asked for; `said` is the same for the same request, `read` brings the file."""

    said: bytes
    read: Callable[[], Fetched]

    def prepared(self) -> Named:
        """Checked and scaled; an ApiError says why it is not taken, Busy that it has to wait."""
        data, name = self.read()
        with turn():
            return Named(commands.prepare(data, name), name)


def asked(file: FileStorage | None, words: Mapping[str, Any]) -> Upload:
    """A file that is sent, or one to be fetched from `url`; one of the two, else InvalidContent."""
    url, rest = words["url"], sorted((name, said) for name, said in words.items() if name != "url")
    if (file is None) == (url is None):
        raise InvalidContent(errors=[FieldError("required", *_ONE_OF, pointer="/file")])
    if file is None:
        return Upload(dumps([url, rest]), lambda: _fetched(url))
    named = sent(file)
    said = [hashlib.blake2b(named.data).hexdigest(), named.name, rest]
    return Upload(dumps(said), lambda: named)


def sent(file: FileStorage) -> Fetched:
    """A file that came in a form."""
    return Fetched(file.stream.read(), file.filename or "")


def use(client: Client) -> None:
    """Fetch files by this client."""
    _client.set(client)


def _fetched(url: str) -> Fetched:
    try:
        return _client.get().fetch(url)
    except Refused as error:
        raise _not_fetched("address_refused", _REFUSED) from error
    except NoAnswer as error:
        raise _not_fetched("not_fetched", _NO_ANSWER) from error
    except TooLong as error:
        raise _not_fetched("too_large", _TOO_LONG) from error


def _not_fetched(code: str, said: tuple[str, str]) -> InvalidContent:
    return InvalidContent(errors=[FieldError(code, *said, pointer="/url")])


def warnings(prepared: Prepared) -> list[dict[str, str]]:
    """What somebody should know of a file that was taken, each kind once."""
    losses = Losses()
    for note in commands.notes_of(prepared):
        losses.add(note.code, note.detail)
    return [
        {"code": loss.code, "detail": loss.said(), "detail_vi": loss.said("vi")}
        for loss in losses.all()
    ]


@contextmanager
def turn() -> Iterator[None]:
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
