"""Asks one portal over HTTP, and believes nothing about its answers.

Every answer is bounded in size and time. Redirects are not followed: where they lead is somebody
else's choice. Environment variables name no proxy.
"""

import http.client
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from api.runtime.jsons import loads
from api.runtime.outgoing.deadline import Deadline
from api.runtime.version import VERSION
from api.tools.errors import Refused, TooLarge, Unanswered

MOST_BYTES = 64 * 2**20
SILENCE_SECONDS = 30.0
"""How long the portal may send nothing."""
ANSWER_SECONDS = 600.0
"""How long one answer may take, however steadily it drips."""
_PIECE = 64 * 2**10
_LONGEST_DETAIL = 300
_BUSY = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Answer:
    """A status, headers whose names know no case, and the body, unless it was handed on."""

    status: int
    headers: Message
    body: bytes = b""


@dataclass
class Portal:
    """A portal at `url`, by one connection that is kept open."""

    url: str
    silence: float = SILENCE_SECONDS
    patience: float = ANSWER_SECONDS
    most: int = MOST_BYTES
    _connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def ask(
        self, target: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Answer:
        """The answer at `target` (a path with its query), whatever its status; else Unanswered."""
        pieces: list[bytes] = []
        answer = self.read(target, pieces.append, headers, (method, self.most))
        return Answer(answer.status, answer.headers, b"".join(pieces))

    def read(self, target: str, take: Callable[[bytes], object],
             headers: Mapping[str, str] | None, how: tuple[str, int]) -> Answer:  # fmt: skip
        """Hand the body to `take` piece by piece; `how` is the method, and the most to read."""
        method, most = how
        with self._exchange(method, target, headers or {}) as response:
            for piece in _pieces(response, most):
                take(piece)
            return Answer(response.status, response.headers)

    def behind(self, target: str, headers: Mapping[str, str], method: str = "GET") -> bytes:
        """What comes behind the headers of an answer that must have no body, to its very end."""
        self.close()
        asked = {**headers, "Connection": "close"}
        with self._exchange(method, target, asked) as response, _saying_what_failed():
            return response.fp.read(_PIECE)

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @contextmanager
    def _exchange(
        self, method: str, target: str, headers: Mapping[str, str]
    ) -> Iterator[http.client.HTTPResponse]:
        """A question and its answer, which together may take so long and no longer."""
        try:
            with Deadline(self.patience) as deadline:
                with _saying_what_failed():
                    response = self._sent(method, target, headers, deadline)
                with closing(response):
                    yield response
                if deadline.is_over:
                    raise Unanswered("the portal does not answer: its answer takes too long")
        except BaseException:
            # The rest of the answer must not be read as the next one.
            self.close()
            raise

    def _sent(
        self, method: str, target: str, headers: Mapping[str, str], deadline: Deadline
    ) -> http.client.HTTPResponse:
        is_kept = self._connection is not None
        try:
            return self._send(method, target, headers, deadline)
        except (ConnectionError, http.client.BadStatusLine):
            # A kept connection may have been closed meanwhile; a new one may not.
            self.close()
            if not is_kept:
                raise
            return self._send(method, target, headers, deadline)

    def _send(
        self, method: str, target: str, headers: Mapping[str, str], deadline: Deadline
    ) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = _connection(self.url, self.silence)
        if self._connection.sock is None:
            self._connection.connect()
        deadline.cuts(self._connection.sock)
        path = urlsplit(self.url).path.rstrip("/") + target
        said = {"User-Agent": f"congxa/{VERSION}", "Accept-Encoding": "identity", **headers}
        self._connection.request(method, path, headers=said)
        return self._connection.getresponse()


def good(answer: Answer, what: str) -> Answer:
    """This answer when it is a 200; else Unanswered while the portal is busy, or Refused."""
    if answer.status == 200:
        return answer
    message = f"{what}: the portal answers {answer.status}{_detail(answer)}"
    if answer.status in _BUSY:
        raise Unanswered(message, answer.headers.get("Retry-After") or "")
    if 300 <= answer.status < 400:
        message += f" and leads to {_cut(answer.headers.get('Location'))}, which is not followed"
    raise Refused(message)


def _detail(answer: Answer) -> str:
    """What the portal itself says in a problem (RFC 9457), ready to be added; else nothing."""
    try:
        problem = loads(answer.body)
    except ValueError:
        return ""
    detail = problem.get("detail") if isinstance(problem, dict) else None
    return f": {detail[:_LONGEST_DETAIL]}" if detail and isinstance(detail, str) else ""


def seconds_of(retry_after: str, at: datetime) -> float | None:
    """The seconds that a `Retry-After` asks for, as a number or as a time; None for neither."""
    retry_after = retry_after.strip()
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - at).total_seconds())


def _connection(url: str, timeout: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=context)
    return http.client.HTTPConnection(host, port, timeout=timeout)


def _pieces(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """The body as it comes in; Unanswered for one that is cut off, TooLarge beyond `most`."""
    length = response.length
    if length is not None and length > most:
        raise TooLarge(f"an answer of {length} bytes is more than the {most} that are read here")
    read = 0
    while length is None or read < length:
        with _saying_what_failed():
            piece = response.read1(_PIECE if length is None else min(_PIECE, length - read))
        if not piece:
            break
        read += len(piece)
        if read > most:
            raise TooLarge(f"the answer is longer than the {most} bytes that are read here")
        yield piece
    if length is not None and read < length:
        raise Unanswered(f"the answer was cut off after {read} of {length} bytes")


@contextmanager
def _saying_what_failed() -> Iterator[None]:
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise Unanswered(f"the portal does not answer: {why}") from error


def _cut(text: str | None) -> str:
    return ascii(text)[:200]
