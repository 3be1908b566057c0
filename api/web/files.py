"""The files of `frontend/`, read once: what is not among them has no address.

A page of them has slots: places whose content is replaced by what was filled in for them.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from api.runtime.canonical import digest
from api.web.javascript.module import NotJoined

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".webmanifest": "application/manifest+json",
}
PREVIEW = "preview.html"
"""The page to which links to previews lead; it shows what `/v1` does not know."""
WORKER = "service-worker.js"
_SWITCH = (b"const IS_ON = true;", b"const IS_ON = false;")
# A slot is what is named, between what opens and what closes it.
_SLOT = re.compile(
    rb'(?=<)(?:<html lang="(?P<language>.*?)"'
    rb"|<title>(?P<title>.*?)</title>"
    rb"|(?P<head><!-- head -->)"
    rb"|<!-- scripts -->(?P<scripts>.*?)<!-- end of scripts -->"
    rb'|<header class="site-header"[^>]*>(?P<header>.*?)</header>'
    rb"|<div data-emergency[^>]*>(?P<emergency>.*?)</div>"
    rb"|<main\b[^>]*>(?P<main>.*?)</main>"
    rb'|<footer class="site-footer"[^>]*>(?P<footer>.*?)</footer>'
    rb"|(?P<end>)</body>)",
    re.DOTALL,
)


class StaticPage:
    """A page of the frontend, cut at its slots."""

    def __init__(self, source: bytes) -> None:
        self.digest = digest(source)
        self._parts = list(_parts(source))
        own = dict(self._parts).get("scripts", b"")
        # Inert where it stands: `early.js` brings it in once the page has been painted.
        self.held_scripts = b"<template data-scripts>%s</template>" % own

    def filled(self, slots: Mapping[str, bytes]) -> bytes:
        """The page with the slots that are given in place of its own."""
        return b"".join(slots.get(slot, own) for slot, own in self._parts)


def switched(name: str, source: bytes, *, is_on: bool) -> bytes:
    """A file, and if it is the worker as it is switched: off, it takes its copies away and goes."""
    return source.replace(*_SWITCH) if name == WORKER and not is_on else source


def missing_slots(source: bytes) -> list[str]:
    """The slots that a page should have and does not."""
    slots = {slot for slot, _ in _parts(source)}
    return [slot for slot in _SLOT.groupindex if slot not in slots]


class Files(dict[str, bytes]):
    """Files by their path; NotJoined where one is taken that is not there."""

    def __missing__(self, path: str) -> bytes:
        raise NotJoined(f"{path}: there is no such file")


def read(folder: Path) -> Files:
    """The files of a folder by their path in it."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix in TYPES]
    return Files({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def _parts(source: bytes) -> Iterator[tuple[str, bytes]]:
    """The page as (slot, content); what is in no slot has no name."""
    after = 0
    for match in _SLOT.finditer(source):
        slot = match.lastgroup or ""
        start, end = match.span(slot)
        yield "", source[after:start].replace(b' aria-busy="true"', b"")
        yield slot, match[slot]
        after = end
    yield "", source[after:]
