"""In front of Flask: answers what this worker has answered before, until a change names it.

It also does, once for every response, what depends on the request alone: validators (304),
compression, HEAD, and the request's id.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from peewee import DatabaseError

from api.cache.entries import Entries, Entry, Headers, Key
from api.cache.responses import Answer, Environ, entry_of, fitted, form_of, is_at_hand, without_body
from api.db import databases, deadlines
from api.db.deadlines import Scope
from api.http import cache_control, hosts, request_id
from api.http.representation import control_of
from api.http.watched import traces, watch
from api.http.watched.watch import INNER, NONE, OPERATION, TRACE
from api.publishing import queries
from api.publishing.live.invalidation import changed_tags, changes_since, is_sweeping
from api.runtime import change_signal
from api.runtime.change_signal import State
from api.runtime.clock import day_of, now
from api.runtime.config import config
from api.runtime.failures import Floods

StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]
KeyOf = Callable[[Environ], Key | None]

_READS = ("GET", "HEAD")
READY = "congxa.ready"
"""The key of an environ that says that its answer lay ready."""
# Left out, the server would put its own name there.
_UNNAMED = ("Server", "")
_floods = Floods(logging.getLogger(__name__))


def address_of(environ: Environ) -> Key:
    """What an answer is kept under, when it depends on nothing but its address."""
    return environ["PATH_INFO"], environ["QUERY_STRING"]


class ResponseCache:
    """The outermost WSGI layer, around `app`, but for the proxies in front.

    `prepare` may note in a request what its answer depends on besides; `key_of` says what that is
    kept under; None has it made each time.
    """

    def __init__(
        self,
        app: App,
        seconds: Callable[[], float] = time.monotonic,
        key_of: KeyOf = address_of,
        prepare: Callable[[Environ], None] = lambda environ: None,
    ) -> None:
        self.app = app
        self._prepare = prepare
        self._key_of = key_of
        self._entries = Entries(change_signal.state().seq, config().response_cache_bytes, seconds)
        self._tell = watch.teller()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        begun = time.perf_counter()
        named = request_id.begin(environ.get("HTTP_X_REQUEST_ID"))
        trace = traces.begin(environ.get(TRACE))
        with deadlines.request() as scope:
            self._prepare(environ)
            key = self._key(environ, now())
            answer = self._read(environ, key, scope) if key else _call(self.app, environ)
        start_response(answer.status, _sent(answer, named, trace))
        if self._tell is not None and INNER not in environ:
            took = None if READY in environ else time.perf_counter() - begun
            environ["HTTP_X_REQUEST_ID"] = named
            self._tell(environ, environ.get(OPERATION, NONE), answer.status, took)
        return answer.body

    def ready(self, environ: Environ) -> Answer | None:
        """The answer, if it lies here: neither the database nor a compressor is asked for it.

        So a server may call it where nothing must wait; None leaves the request to `__call__`.
        """
        state, at = change_signal.state(), now()
        if environ["REQUEST_METHOD"] not in _READS or not self._is_up_to_date(state):
            return None
        key = self._key(environ, at)
        entry = self._fresh_entry(key, at) if key else None
        if entry is None or entry.is_proof:
            return None
        form = form_of(entry, environ)
        if not is_at_hand(entry, form):
            return None
        named = request_id.accepted(environ.get("HTTP_X_REQUEST_ID"))
        trace = traces.accepted(environ.get(TRACE))
        answer = fitted(entry, environ, at, state.tick, form)
        if self._tell is not None:
            environ["HTTP_X_REQUEST_ID"] = named
            self._tell(environ, entry.operation, answer.status, None)
        return Answer(answer.status, _sent(answer, named, trace), answer.body)

    def _is_up_to_date(self, state: State) -> bool:
        is_followed = state.seq == self._entries.seq
        return is_followed and cache_control.is_current(state) and hosts.is_current(state)

    def _key(self, environ: Environ, at: datetime) -> Key | None:
        if environ["REQUEST_METHOD"] not in _READS:
            return None
        key = self._key_of(environ)
        # What was answered yesterday may say "today" of another day.
        return key and (*key, day_of(at).isoformat())

    def _read(self, environ: Environ, key: Key, scope: Scope) -> Answer:
        entry = self._fresh(key)
        if entry is not None:
            environ[OPERATION], environ[READY] = entry.operation, True
            return fitted(entry, environ, now(), change_signal.state().tick)
        seq = self._entries.seq
        asked = _as_get(environ)
        answer = _call(self.app, asked)
        environ[OPERATION] = asked.get(OPERATION, NONE)
        entry = entry_of(answer)
        if entry is None:
            return self._instead(answer, environ, key, scope)
        entry.operation = environ[OPERATION]
        entry.is_brief = bool(config().purge_urls) and not _can_be_named(environ, entry)
        # A page of parts that were shown as they were is one of them.
        if not scope.is_outdated:
            self._entries.put(key, entry, seq)
        # What changed while it was being answered may be old already.
        state = change_signal.state()
        is_current = state.seq == seq and not scope.is_outdated
        return fitted(entry, environ, now(), state.tick if is_current else None)

    def _instead(self, answer: Answer, environ: Environ, key: Key, scope: Scope) -> Answer:
        """`answer`, which cannot be kept; where it tells of an outage, what was kept before."""
        old = self._old(key) if answer.status.startswith("503") else None
        if old is not None:
            scope.is_outdated = True
            without_body(answer)
            return fitted(old, environ, now(), tick=None)
        return answer if environ["REQUEST_METHOD"] == "GET" else without_body(answer)

    def _fresh(self, key: Key) -> Entry | None:
        seq = change_signal.state().seq
        if seq != self._entries.seq and not self._follow(seq):
            return None
        entry = self._fresh_entry(key, now())
        is_doubtful = entry is not None and entry.is_proof and not self._is_at_head()
        return None if is_doubtful else entry

    def _fresh_entry(self, key: Key, at: datetime) -> Entry | None:
        entry = self._entries.get(key)
        return None if entry is None or entry.is_over(at) else entry

    def _is_at_head(self) -> bool:
        """Whether nobody has committed since, on whatever node; not while that cannot be told."""
        try:
            return queries.head_seq() == self._entries.seq
        except DatabaseError:
            databases.close()
            return False

    def _old(self, key: Key) -> Entry | None:
        """What was kept until lately, if nothing but counts of views can have changed since."""
        entry = self._entries.get(key, cache_control.OUTAGE_SECONDS)
        if entry is None or change_signal.state().seq != self._entries.seq:
            return None
        control = control_of(entry.tags) if entry.is_timed else dict(entry.headers)["Cache-Control"]
        return entry if cache_control.STALE_DIRECTIVES in control else None

    def _follow(self, seq: int) -> bool:
        """Drop what the changes up to `seq` name; false while the database does not tell them."""
        last = self._entries.seq
        try:
            changes = changes_since(last) if last < seq else []
        except DatabaseError as error:
            _floods.met(logging.WARNING, "changes cannot be followed", error)
            databases.close()
            return False
        if is_sweeping(changes):
            self._entries.clear(seq)
        else:
            tags = {tag for change in changes for tag in changed_tags(change)}
            self._entries.drop(tags, max(seq, changes[-1].seq))
        return True


def _sent(answer: Answer, named: str, trace: str | None) -> Headers:
    headers = [*answer.headers, ("X-Request-Id", named), _UNNAMED]
    return headers if trace is None else [*headers, (traces.HEADER, trace)]


def _can_be_named(environ: Environ, entry: Entry) -> bool:
    """Whether `cache/purging.py` names this address when what stands there changes."""
    if environ["QUERY_STRING"] or any(tag.startswith("list:") for tag in entry.tags):
        return False
    *above, last = environ["PATH_INFO"].split("/")
    return last in entry.tags or (above[:3] == ["", "v1", "sites"] and len(above) == 5)


def _call(app: App, environ: Environ) -> Answer:
    caught: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        caught[:] = (status, headers)

    body = app(environ, start_response)
    return Answer(caught[0], caught[1], body)


def _as_get(environ: Environ) -> Environ:
    """A HEAD is answered from the GET, so that both say the same and share what is kept; of parts
    it knows nothing (RFC 9110 §14.2).
    """
    is_get = environ["REQUEST_METHOD"] == "GET"
    return environ if is_get else {**environ, "REQUEST_METHOD": "GET", "HTTP_RANGE": ""}
