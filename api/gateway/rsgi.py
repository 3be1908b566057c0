"""Between the HTTP server's event loop and the WSGI application: nobody slow holds what answers.

Bodies come in and files go out in the event loop and the server's own threads. The application
runs in threads of its own, and sees a request only when all of it is there.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from api.gateway.bodies import OF_FILES, Pace, receive
from api.gateway.environ import Environ, environ_of
from api.gateway.lanes import AUTHORING, Lane, Lanes
from api.http.files import FilePart
from api.http.writes.bodies import MOST_BYTES
from api.runtime.errors import ApiError, Unavailable

Headers = list[tuple[str, str]]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

REFUSAL = "congxa.refusal"
"""The key of an environ under which the application finds why to refuse a request."""
_BUSY_SECONDS = "5"
_PUBLIC_BYTES = 64_000
"""Readers send nothing larger than a view."""


class Answer(NamedTuple):
    """What is sent: a file's part is named, not read."""

    status: str
    headers: Headers
    body: bytes | FilePart


class Gateway:
    """An RSGI application around a WSGI one.

    `ready` gives what needs no thread, `refresh` learns in a thread what it must know for that,
    `readdress` puts the client's address for a proxy's,
    `most_bytes` is the size of the largest body that an editor sends.
    """

    def __init__(
        self,
        app: App,
        ready: Callable[[Environ], Any],
        readdress: Callable[[Environ], object],
        refresh: Callable[[], object],
        most_bytes: int,
    ) -> None:
        self._app = app
        self._ready = ready
        self._readdress = readdress
        self._refresh = refresh
        self._most_bytes = most_bytes
        self._lanes = Lanes()

    def at_once(self, watcher: Any) -> bool:
        """Answer a request without the event loop: from what lies ready, else in a thread.

        One that brings a body, or for whom no thread is left, is left to `__rsgi__`.
        """
        environ = self._environ(watcher.scope)
        try:
            answer = self._ready(environ)
        except Exception:
            # Nobody above would answer it; in a thread it fails again, with a trace.
            answer = None
        if answer is not None:
            _send(watcher.proto, Answer(answer.status, answer.headers, b"".join(answer.body)))
            watcher.done()
            return True
        lane = self._lane(environ)
        if lane.is_full or _has_body(environ):
            return False
        lane.submit(lambda: self._finish(environ, watcher))
        return True

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        _send(protocol, await self._made(self._environ(scope), protocol))

    def _environ(self, scope: Any) -> Environ:
        environ = environ_of(scope)
        self._readdress(environ)
        return environ

    async def _made(self, environ: Environ, protocol: Any) -> Answer:
        lane = self._lane(environ)
        if lane.is_full:
            busy = Unavailable(headers={"Retry-After": _BUSY_SECONDS})
            return await self._refused(environ, busy)
        if not _has_body(environ):
            return await lane.run(lambda: self._read(environ))
        try:
            length = environ.get("CONTENT_LENGTH")
            body = await receive(protocol, length, self._most(environ), _pace(environ))
        except ApiError as refusal:
            return await self._refused(environ, refusal)
        with body:
            environ["wsgi.input"] = body
            return await lane.run(lambda: call(self._app, environ))

    def _lane(self, environ: Environ) -> Lane:
        return self._lanes.of(environ["PATH_INFO"], environ["REQUEST_METHOD"])

    async def _refused(self, environ: Environ, why: ApiError) -> Answer:
        # The frames that an error came through know the connection, which stays open, and waits for
        # the rest of a body, for as long as anything knows them.
        why.__cause__ = why.__context__ = None
        environ[REFUSAL] = why.with_traceback(None)
        return await self._lanes.refusals.run(lambda: call(self._app, environ))

    def _finish(self, environ: Environ, watcher: Any) -> None:
        try:
            _send(watcher.proto, self._read(environ))
        except BaseException as error:
            watcher.err(error)
        else:
            watcher.done()

    def _read(self, environ: Environ) -> Answer:
        answer = call(self._app, environ)
        self._refresh()
        return answer

    def _most(self, environ: Environ) -> int:
        if not environ["PATH_INFO"].startswith(AUTHORING):
            return _PUBLIC_BYTES
        return self._most_bytes if _is_file(environ) else MOST_BYTES


def call(app: App, environ: Environ) -> Answer:
    """The answer of a WSGI application, whole."""
    started: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        started[:] = status, headers

    body = app(environ, start_response)
    try:
        whole = body if isinstance(body, FilePart) else b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    status, headers = started
    return Answer(status, headers, whole)


def _is_file(environ: Environ) -> bool:
    return environ.get("CONTENT_TYPE", "").lower().startswith("multipart/")


def _pace(environ: Environ) -> Pace | None:
    return OF_FILES if _is_file(environ) else None


def _has_body(environ: Environ) -> bool:
    is_chunked = "HTTP_TRANSFER_ENCODING" in environ
    return is_chunked or environ.get("CONTENT_LENGTH", "0") != "0"


def _send(protocol: Any, answer: Answer) -> None:
    status, body = int(answer.status[:3]), answer.body
    if isinstance(body, FilePart) and body.start < body.stop:
        place = str(body.path), body.start, body.stop
        protocol.response_file_range(status, answer.headers, *place)
    elif body and isinstance(body, bytes):
        protocol.response_bytes(status, answer.headers, body)
    else:
        protocol.response_empty(status, answer.headers)
