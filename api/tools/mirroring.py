"""Keeps a folder identical to what a portal has public, by its change feed.

Files first, the index last: a run that is killed anywhere goes on from the page before. Nothing
is removed before the portal said that it is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from api.tools.client import Portal, good
from api.tools.errors import FolderError, Refused, TooLarge, Unanswered
from api.tools.feed import Change, Digest, Page, read_page
from api.tools.fetching import Media
from api.tools.folder import Folder
from api.tools.index import NAME, Index, State
from api.tools.revalidation import ask_afresh

PAGE = 200
_CURSOR_LOST = (400, 410)
_MOST_RESTARTS = 3


@dataclass
class Report:
    """What one sync did, and what the copy is then."""

    stored: int = 0
    removed: int = 0
    faults: list[str] = field(default_factory=list)
    held: Digest = field(default_factory=Digest)
    stated: Digest | None = None

    @property
    def is_identical(self) -> bool:
        """Whether the portal and the copy hold the same, media files included."""
        return self.held == self.stated and not self.faults


class Mirror:
    """A copy of `state.portal` in a folder; `progress` hears of every page."""

    def __init__(self, portal: Portal, folder: Path, state: State) -> None:
        self._portal = portal
        self._folder = Folder(folder)
        self._index = Index(_usable(folder), state)
        self._media = Media(portal, self._folder, self._index)
        self._limit = PAGE
        self._report = Report()
        self._seq = self._restarts = 0
        self._must_sweep = False

    def close(self) -> None:
        """Let go of the folder."""
        self._index.close()

    def sync(self, progress: Callable[[Report], object]) -> Report:
        """Bring the copy up to now; what comes out may still not be identical."""
        self._report, self._seq, self._restarts = Report(), 0, 0
        self._must_sweep = not self._index.state.is_clean
        while True:
            page = self._next_page()
            self._apply(page)
            progress(self._report)
            if page.digest is not None:
                return self._ended(page.digest)

    def begin_anew(self) -> None:
        """Sync from the beginning next time. What is there stays until the portal has told all."""
        round_ = self._index.state.round + 1
        self._index.save(cursor=None, round=round_, is_begun=True, is_clean=False)
        self._seq, self._must_sweep = 0, True

    def _next_page(self) -> Page:
        cursor = self._index.state.cursor
        try:
            answer = ask_afresh(self._portal, self._address(cursor))
        except TooLarge:
            if self._limit == 1:
                raise
            self._limit //= 2
            return self._next_page()
        if answer.status in _CURSOR_LOST and cursor is not None:
            return self._first_page()
        page = read_page(good(answer, "the change feed").body)
        self._check_order(page, cursor)
        return page

    def _first_page(self) -> Page:
        """Too old, of another life of the portal, or no cursor of its any more."""
        self._restarts += 1
        if self._restarts > _MOST_RESTARTS:
            raise Unanswered("the portal takes back the cursors that it has just given")
        self.begin_anew()
        return self._next_page()

    def _address(self, cursor: str | None) -> str:
        asked: dict[str, object] = {"limit": self._limit}
        if self._index.state.types:
            asked["types"] = ",".join(self._index.state.types)
        if self._index.state.site:
            asked["site"] = self._index.state.site
        if cursor:
            asked["cursor"] = cursor
        return f"/v1/changes?{urlencode(asked, safe=',')}"

    def _check_order(self, page: Page, cursor: str | None) -> None:
        if page.more and (page.cursor == cursor or not page.changes):
            raise Refused("the change feed breaks its contract: it says more and does not move on")
        if page.changes:
            if page.changes[0].seq <= self._seq:
                raise Refused("the change feed breaks its contract: it repeats what it told")
            self._seq = page.changes[-1].seq

    def _apply(self, page: Page) -> None:
        if page.changes and self._index.state.is_clean:
            self._index.save(is_clean=False)
        for change in page.changes:
            self._media.fetch(change.files)
            self._write(change)
        self._folder.settle()
        self._index.keep(page.changes, page.cursor, self._media.taken())

    def _write(self, change: Change) -> None:
        if change.data is None:
            self._report.removed += self._folder.remove(change.name)
        else:
            self._report.stored += self._folder.write(change.name, change.data)

    def _ended(self, digest: Digest) -> Report:
        if self._index.state.is_begun:
            self._drop_earlier_rounds()
        if not self._index.state.is_clean:
            self._drop_unnamed()
        self._report.faults = self._media.fetch(self._index.missing())
        self._folder.settle()
        self._index.add(self._media.taken())
        if self._must_sweep:
            sweep(self._folder, self._index)
        self._index.save(is_begun=False, is_clean=True)
        self._report.held, self._report.stated = self._index.digest(), digest
        return self._report

    def _drop_unnamed(self) -> None:
        while keys := self._index.unnamed():
            self._index.release(keys)
            for key in keys:
                self._folder.remove_media(key)

    def _drop_earlier_rounds(self) -> None:
        while names := self._index.of_earlier_rounds():
            for name in names:
                self._report.removed += self._folder.remove(name)
            self._index.forget(names)


def sweep(folder: Folder, index: Index) -> None:
    """Remove what a killed run left behind."""
    folder.drop_parts()
    for name in folder.objects():
        if not index.knows(name):
            folder.remove(name)
    for key in folder.media_keys():
        if not index.holds(key):
            folder.remove_media(key)
    folder.settle()


def _usable(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / NAME).exists() and any(folder.iterdir()):
        raise FolderError(f"{folder} is not empty and holds no copy of a portal")
    return folder
