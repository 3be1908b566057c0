"""Runs the views of `frontend/` in an embedded JavaScript engine, which can reach nothing else.

No files, no network and no clock of ours are in it; its memory and time are bounded. Whatever
happens in a view, whoever asked gets None and the page goes out unfilled.
"""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import quickjs

from api.runtime.canonical import digest
from api.web.javascript.joiner import NotJoined, joined
from api.web.pages import Pages

_ENTRY = "pages.js"
LANGUAGES = ("vi", "en")
_MEMORY_BYTES = 64 * 1024 * 1024
# It is the time of all threads of the process that counts.
_SECONDS = 1
_START = """
globalThis.begin = (words) => {
  globalThis.parts = (language, asked) => entry.parts(language, words, asked);
};
"""
# No text of a page holds it, so that one string brings all parts.
_BORDER = "\x1e"
_log = logging.getLogger(__name__)


class Parts(NamedTuple):
    """The parts of a page; `error` is what has failed where `main` was not made.

    At `until`, where it is known, the page is another one by itself.
    """

    status: int
    is_indexed: bool
    until: datetime | None
    title: str
    head: str
    data: str
    header: str
    emergency: str
    footer: str
    main: str
    error: str


class Engine:
    """The views of one frontend, and the contexts that run them: one thread at a time in each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Join the views and run them once, so that what is wrong with them stops the start."""
        self._script = joined(files, _ENTRY) + _START
        try:
            # As text, so that nothing of one context is shared with another.
            self._words = _words(files)
            context = self._made()
            self.pages = Pages(str(context.eval("entry.described")))
        except (KeyError, TypeError, ValueError, quickjs.JSException) as error:
            raise NotJoined(f"{_ENTRY}: its pages cannot be understood: {error}") from error
        self.digest = digest(f"{self._script}{self._words}".encode())
        self._idle = [context]
        self._failed: set[str] = set()

    def parts(self, name: str, language: str, asked: bytes) -> Parts | None:
        """The parts of the page of that name, from the JSON of what was asked and found.

        None when nothing could be made of it.
        """
        try:
            parts = self._run(language, asked.decode())
        except Exception as error:
            self._tell(name, str(error))
            return None
        if parts.error:
            self._tell(name, parts.error)
        return parts

    def _run(self, language: str, asked: str) -> Parts:
        context = self._taken()
        # The engine measures its stack from where it was last entered: another thread has another.
        context.eval("0")
        said = context.get("parts")(language, context.parse_json(asked))
        if not isinstance(said, str):
            raise TypeError(f"a view gives markup, not {type(said).__name__}")
        status, indexed, until, *texts = said.split(_BORDER)
        parts = Parts(int(status), indexed == "indexed", _moment(until), *texts)
        # Only now: after a failure, a full memory above all, a context is not used again.
        if not parts.error:
            self._idle.append(context)
        return parts

    def _taken(self) -> quickjs.Context:
        try:
            return self._idle.pop()
        except IndexError:
            return self._made()

    def _made(self) -> quickjs.Context:
        context = quickjs.Context()
        context.set_memory_limit(_MEMORY_BYTES)
        context.set_time_limit(_SECONDS)
        context.eval(self._script)
        context.get("begin")(context.parse_json(self._words))
        return context

    def _tell(self, name: str, error: str) -> None:
        """Once for each page: it would fail for every reader."""
        if name not in self._failed:
            self._failed.add(name)
            _log.error("the view of %s has failed, its page goes out unfilled: %s", name, error)


def _moment(milliseconds: str) -> datetime | None:
    return datetime.fromtimestamp(int(milliseconds) / 1_000, UTC) if milliseconds else None


def _words(files: Mapping[str, bytes]) -> str:
    members = (f'"{language}":{files[f"i18n/{language}.json"].decode()}' for language in LANGUAGES)
    return f"{{{','.join(members)}}}"
