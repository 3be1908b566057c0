"""Answers: what can be kept of one, and what is sent of it to whoever asks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from werkzeug.http import parse_date

from api.cache.encoding import SMALLEST, encode, negotiate
from api.cache.entries import LONGEST_SECONDS, Entry, Form, Headers
from api.http.cache_control import COUNT_SECONDS, NEVER_STALE, NOTHING_PROMISED, lasting
from api.http.files import HANDED_OVER, FilePart
from api.http.representation import COUNTS, sites_of

Environ = dict[str, Any]
NOT_MODIFIED, PLAIN = "304", ""
"""Forms that are no coding."""
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


def form_of(entry: Entry, environ: Environ) -> str:
    """The name of the form of an entry that this request wants: not modified, or in a coding."""
    if _is_known(entry, environ):
        return NOT_MODIFIED
    coding = negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return coding if coding is not None and len(entry.body) >= SMALLEST else PLAIN


def is_at_hand(entry: Entry, form: str) -> bool:
    """Whether nothing has to be compressed for it."""
    return form in entry.forms or form in (NOT_MODIFIED, PLAIN)


def fitted(
    entry: Entry, environ: Environ, at: datetime, tick: int | None, form: str | None = None
) -> Answer:
    """The entry as this request wants it, in `form` where that is known, at a tick of the node.

    Without a tick it may be old already, and how long it is fresh is not promised.
    """
    form = form_of(entry, environ) if form is None else form
    made = entry.forms.get(form) or entry.forms.setdefault(form, _made(entry, form))
    headers = [*made.headers]
    if entry.is_timed:
        control = NOTHING_PROMISED if tick is None else _control(entry, at, tick)
        headers.append(("Cache-Control", control))
        if entry.is_brief and not control.startswith(NOTHING_PROMISED):
            headers.append(BRIEFLY)
    has_body = made.body and environ["REQUEST_METHOD"] == "GET"
    return Answer(made.status, headers, (made.body,) if has_body else ())


def _made(entry: Entry, form: str) -> Form:
    if form == NOT_MODIFIED:
        relevant = [
            (name, value) for name, value in entry.headers if name.lower() != "content-type"
        ]
        return Form("304 Not Modified", relevant, b"")
    headers, body = list(entry.headers), entry.body
    if form != PLAIN:
        body = encode(body, form)
        headers.append(("Content-Encoding", form))
    headers.append(("Content-Length", str(len(body))))
    return Form(entry.status, headers, body)


def _control(entry: Entry, at: datetime, tick: int) -> str:
    """Its Cache-Control now: while nothing moves and nothing is due soon, what it was."""
    stored = entry.control
    if stored is not None and stored[0] == tick and at < stored[1].before:
        return stored[1].text
    is_count = COUNTS in entry.tags
    control = lasting(at, sites_of(entry.tags), until=entry.ends_at, is_count=is_count)
    entry.control = tick, control
    return control.text


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
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
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
