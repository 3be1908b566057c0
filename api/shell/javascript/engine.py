"""Runs the views of `frontend/` in an embedded JavaScript engine, which can reach nothing else.

No files, no network and no clock of ours are in it; its memory and time are bounded. Whatever
happens in a view, whoever asked gets None and the page goes out unfilled.
"""

import logging
from collections.abc import Mapping

import quickjs

from api.http.representation import digest
from api.shell.javascript.joiner import joined

ENTRY = "pages.js"
LANGUAGES = ("vi", "en")
_MEMORY_BYTES = 64 * 1024 * 1024
# It is the time of all threads of the process that counts.
_SECONDS = 1
_START = """
globalThis.begin = (words) => {
  globalThis.markup = (name, language, found) => entry.markup(name, language, words, found);
};
"""
_log = logging.getLogger(__name__)


class Engine:
    """The views of one frontend, and the contexts that run them: one thread at a time in each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Join the views and run them once, so that what is wrong with them stops the start."""
        self._script = joined(files, ENTRY) + _START
        # As text, so that nothing of one context is shared with another.
        self._words = _words(files)
        self.digest = digest(f"{self._script}{self._words}".encode())
        first = self._made()
        self.pages = frozenset(first.eval("entry.names()").split())
        self._idle = [first]
        self._failed: set[str] = set()

    def markup(self, name: str, language: str, found: str) -> bytes | None:
        """What stands in `<main>` of a page, from JSON; None when its view has failed."""
        try:
            return self._run(name, language, found).encode()
        except Exception as error:
            self._tell(name, error)
            return None

    def _run(self, name: str, language: str, found: str) -> str:
        context = self._taken()
        # The engine measures its stack from where it was last entered: another thread has another.
        context.eval("0")
        said = context.get("markup")(name, language, context.parse_json(found))
        if not isinstance(said, str):
            raise TypeError(f"a view gives markup, not {type(said).__name__}")
        # Only now: after a failure, a full memory above all, a context is not used again.
        self._idle.append(context)
        return said

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

    def _tell(self, name: str, error: Exception) -> None:
        """Once for each page: it would fail for every reader."""
        if name not in self._failed:
            self._failed.add(name)
            _log.error("the view of %s has failed, its page goes out unfilled: %s", name, error)


def _words(files: Mapping[str, bytes]) -> str:
    members = (f'"{each}":{files[f"i18n/{each}.json"].decode()}' for each in LANGUAGES)
    return f"{{{','.join(members)}}}"
