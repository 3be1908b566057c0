"""What a PDF tells about itself: pages, text and traces of its author. Runs in the worker only.

The bytes are hostile: whatever goes wrong, and whatever takes too long, is simply not known.
"""

import contextlib
import gc
import json
import logging
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from api.media.inspect.notes import Note

if TYPE_CHECKING:
    from pypdf import PdfReader

# The text is for a search: what a document is about stands on its first pages.
MAX_TEXT = 200_000
# After this much CPU time what was found so far is the answer; honest pages take some 0.02 s each.
READ_SECONDS = 0.6
# A call into C that does not come back in time ends the process.
MAX_CPU_SECONDS = 2

_ENCRYPTED = b"/Encrypt"
_PATH = re.compile(r"\b[A-Za-z]:[\\/]|\\\\\w|file:/|/(?:home|Users)/")


@dataclass
class Facts:
    """`pages` is None when unknown, `texts` goes by page.

    `is_costly` says that time was up, or that the first page unpacks to more than is read.
    """

    pages: int | None = None
    is_costly: bool = False
    texts: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class _TimeIsUp(BaseException):
    """Not an Exception: a parser that goes on after any error must not go on after this one."""


def answer(data: bytes) -> list[bytes]:
    """The worker's answer: a JSON head, then the text in UTF-8 (empty when there is none)."""
    facts = read(data)
    # Its objects refer to one another in circles; the next file needs their memory.
    gc.collect()
    head = json.dumps({"pages": facts.pages, "notes": facts.notes, "is_costly": facts.is_costly})
    return [head.encode(), "\n".join(facts.texts)[:MAX_TEXT].encode("utf-8", "replace")]


def read(data: bytes) -> Facts:
    """What can be found out in a moment. Never fails."""
    # It is large, so only a process that gets a PDF loads it.
    from pypdf import PdfReader

    # A broken file makes it log a line for each of its faults.
    logging.disable()
    facts = Facts()
    try:
        with contextlib.suppress(Exception), _time_limit(READ_SECONDS):
            _read_into(facts, PdfReader(BytesIO(data)))
    except _TimeIsUp:
        facts.is_costly = True
    if not facts.pages and not facts.notes:
        # What its parser cannot decrypt it may not even open.
        facts.notes.append(Note("file_encrypted" if _ENCRYPTED in data else "file_broken"))
    return facts


def _read_into(facts: Facts, reader: "PdfReader") -> None:
    if reader.is_encrypted:
        # Many are encrypted under no password, only to forbid copying or printing.
        is_open = bool(reader.decrypt(""))
        facts.notes.append(Note("file_restricted" if is_open else "file_encrypted"))
        if not is_open:
            return
    facts.pages = len(reader.pages)
    facts.notes += _traces(reader)
    room = MAX_TEXT
    for text in _texts(reader, facts):
        facts.texts.append(text)
        room -= len(text)
        if room <= 0:
            return


def _traces(reader: "PdfReader") -> Iterator[Note]:
    """Who wrote it, and where, with the fields that say so."""
    metadata = _metadata(reader)
    authors = ["/Author"] if metadata.get("/Author", "").strip() else []
    authors += ["dc:creator"] if _xmp_names_author(reader) else []
    if authors:
        yield Note("file_author", ", ".join(authors))
    if paths := [name for name, value in metadata.items() if _PATH.search(value)]:
        yield Note("file_path", ", ".join(paths))


def _metadata(reader: "PdfReader") -> dict[str, str]:
    with contextlib.suppress(Exception):
        if info := reader.metadata:
            values = {str(name): value.get_object() for name, value in info.items()}
            return {name: value for name, value in values.items() if isinstance(value, str)}
    return {}


def _xmp_names_author(reader: "PdfReader") -> bool:
    with contextlib.suppress(Exception):
        if xmp := reader.xmp_metadata:
            return any(name and name.strip() for name in xmp.dc_creator or [])
    return False


def _texts(reader: "PdfReader", facts: Facts) -> Iterator[str]:
    from pypdf.errors import LimitReachedError

    for number, page in enumerate(reader.pages):
        # A page that cannot be read is left out; the others are worth having.
        with contextlib.suppress(Exception):
            try:
                yield page.extract_text()
            except LimitReachedError:
                facts.is_costly |= number == 0


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise _TimeIsUp after `seconds` of CPU time.

    It is raised again, as the first one is lost within a destructor, where nothing can be raised.
    """
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds / 4)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _give_up(_signal: int, _frame: object) -> None:
    raise _TimeIsUp
