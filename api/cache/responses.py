"""Answers: what can be kept of one, and what is sent of it to whoever asks."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from werkzeug.http import parse_date

from api.cache.encoding import SMALLEST, encode, negotiate
from api.cache.entries import LONGEST_SECONDS, Entry, Headers
from api.http.cache_control import COUNT_SECONDS, NEVER_STALE, NOTHING_PROMISED, lasting
from api.http.files import HANDED_OVER, FilePart
from api.http.representation import COUNTS, sites_of
from api.runtime import change_signal
from api.runtime.clock import now

Environ = dict[str, Any]
BRIEFLY = ("X-Accel-Expires", "1")
"""What nginx goes by, and keeps to itself. It stands behind Cache-Control, of which nginx would
read nothing else."""


class Answer(NamedTuple):
    """What is sent: status, headers, body."""

    status: str
    headers: Headers
    body: Iterable[bytes]


def entry_of(answer: Answer) -> Entry | None:
    """What can be kept of an answer: a 200 with cache tags that is no file on the disk."""
    named = {name.lower(): value for name, value in answer.headers}
    if isinstance(answer.body, FilePart) or HANDED_OVER in named:
        return None
    tags = named.get("surrogate-key", "").split()
    if not tags or not answer.status.startswith("200"):
        return None
    body = _read_all(answer)
    is_count = COUNTS in tags
    is_proof = named["cache-control"] == NEVER_STALE
    is_timed = not is_proof and any(tag.startswith(("site:", "list:", COUNTS)) for tag in tags)
    seconds = COUNT_SECONDS if is_count else LONGEST_SECONDS
    made_new = {"content-length", "cache-control"} if is_timed else {"content-length"}
    headers = [(name, value) for name, value in answer.headers if name.lower() not in made_new]
    times = (is_timed, is_proof, seconds, parse_date(named.get("expires")))
    return Entry(answer.status, headers, body, named["etag"], tuple(tags), *times)


def fitted(entry: Entry, environ: Environ, *, is_current: bool = True) -> Answer:
    """The entry as this request wants it: not modified, compressed, without a body."""
    headers = list(entry.headers)
    if entry.is_timed:
        control = _control(entry) if is_current else NOTHING_PROMISED
        headers.append(("Cache-Control", control))
        if entry.is_brief and not control.startswith(NOTHING_PROMISED):
            headers.append(BRIEFLY)
    if _is_known(entry, environ):
        kept = [(name, value) for name, value in headers if name.lower() != "content-type"]
        return Answer("304 Not Modified", kept, ())
    coding = negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = entry.body
    if coding is not None and len(body) >= SMALLEST:
        body = entry.encoded.get(coding) or entry.encoded.setdefault(coding, encode(body, coding))
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    return Answer(entry.status, headers, (body,) if environ["REQUEST_METHOD"] == "GET" else ())


def _control(entry: Entry) -> str:
    """Its Cache-Control now: while nothing moves and nothing is due soon, what it was."""
    tick, at = change_signal.state().tick, now()
    kept = entry.control
    if kept is not None and kept[0] == tick and at < kept[1].before:
        return kept[1].text
    is_count = COUNTS in entry.tags
    control = lasting(at, sites_of(entry.tags), until=entry.ends_at, is_count=is_count)
    entry.control = tick, control
    return control.text


def is_encoded(entry: Entry, environ: Environ) -> bool:
    """Whether the body lies here in the coding that this request wants."""
    coding = negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return coding is None or len(entry.body) < SMALLEST or coding in entry.encoded


def _is_known(entry: Entry, environ: Environ) -> bool:
    """Whether who asks has it: by its tag, or by its date where none is named (RFC 9110 §13.2)."""
    named = environ.get("HTTP_IF_NONE_MATCH", "")
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if named or not since:
        return _matches(named, entry.etag)
    changed = next((value for name, value in entry.headers if name == "Last-Modified"), None)
    held, last = parse_date(since), parse_date(changed)
    return held is not None and last is not None and last <= held


def _matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison with any tag of the header, or with `*` (RFC 9110 §13.1.2)."""
    if not if_none_match:
        return False
    opaque = etag.removeprefix("W/")
    tags = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return opaque in tags or "*" in tags


def without_body(answer: Answer) -> Answer:
    """The answer alone; what its body holds open is closed."""
    close = getattr(answer.body, "close", None)
    if close is not None:
        close()
    return answer._replace(body=())


def _read_all(answer: Answer) -> bytes:
    try:
        return b"".join(answer.body)
    finally:
        without_body(answer)
