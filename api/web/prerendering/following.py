"""Keeps a prerendered site up to date: whatever the log of changes names is written anew."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial, reduce
from pathlib import Path
from urllib.parse import urlsplit

from api.http import hosts
from api.publishing import log, queries
from api.publishing.live.invalidation import changed_tags, changes_since, is_sweeping
from api.runtime import clock
from api.runtime.config import api_url, config, page_url
from api.sites import queries as sites
from api.web import files, pages, site_files
from api.web.internal_client import Answer, App, ask
from api.web.joined_pages import JoinedPages
from api.web.policy import POLICY
from api.web.prerendering import standing_in
from api.web.prerendering.folder import StaticFolder
from api.web.prerendering.site import Prerendered, configured

_MADE = ("index.html", "404.html")
_OF_OTHERS = ("desk/", "heads/", "pages.js", "preview.html", *site_files.NAMES)
"""What no reader of the site needs, or what the site has of its own."""
POLICY_FILE = "policy.conf"
"""What nginx includes, so that its policy names what stands inside these very pages."""


class NotShown(RuntimeError):
    """The address of a site shows another one, whose pages these would be."""


class Copy:
    """The files of one site, as of a place in the log of changes and of a day."""

    def __init__(self, app: App, frontend: Mapping[str, bytes], folder: Path, slug: str | None):
        site = sites.get_only(slug)
        own = {**frontend, "config.js": configured(frontend["config.js"], api_url(""), site.slug)}
        worker = frontend.get(files.WORKER, b"")
        own[files.WORKER] = files.switched(files.WORKER, worker, is_on=config().offline_pages)
        joined = JoinedPages(own)
        asked = partial(self._ask, app, joined.renamed(JoinedPages(frontend)))
        self._own = _needed(own) | joined.files | {POLICY_FILE: _policy(joined)}
        self._at: tuple[int, date] | None = None
        self._began = self._looked = clock.now()
        self.site = Prerendered(asked, pages.current(), site, StaticFolder(folder, site.slug))

    def catch_up(self, seconds: float = math.inf) -> bool:
        """Write what has changed since it was last called; whether there was anything.

        After about so many seconds what is left waits for the next call, which looks first at what
        has changed meanwhile. NotShown where its address shows another site.
        """
        log.follow(clock.now())
        at = clock.now()
        now = queries.head_seq(), clock.day_of(at)
        is_behind = now != self._at or bool(self.site.behind_since)
        if now != self._at or (is_behind and not self.site.is_waiting):
            self._expect(*now)
        self._looked = at
        if is_behind:
            self._tell()
            self.site.write(seconds)
        self._tell()
        return is_behind

    def _tell(self) -> None:
        """Let the pages say as of when all of them are: of the last look, unless some wait longer.

        Until what the first look has found is written, only an earlier run can tell.
        """
        behind, folder = self.site.behind_since, self.site.folder
        if self._began not in behind or not all(file in folder for file in standing_in.FILES):
            for note in standing_in.notes(min(behind, default=self._looked)):
                folder.put(*note)

    def look_through(self) -> list[str]:
        """The files that somebody else has changed or added; the next `catch_up` heals them."""
        changed = self.site.folder.changed_by_others()
        if changed:
            self.site.expect_soon(changed, self._looked)
            self._at = None
        return [*changed, *self.site.folder.set_strange_aside()]

    def _expect(self, seq: int, today: date) -> None:
        tags = self._changed(seq, today)
        self._require_shown()
        if tags is None:
            self.site.expect_all(self._own, self._looked)
        else:
            self.site.expect_changed(tags, self._looked)
        self._at = seq, today

    def _require_shown(self) -> None:
        shown = hosts.site_of({"HTTP_HOST": self._host})
        if shown != self.site.site.slug:
            raise NotShown(
                f"at {self._host} are the pages of {shown or 'no site'}: name another address as"
                f" base_url of {self.site.site.slug}"
            )

    @property
    def _host(self) -> str:
        return urlsplit(page_url(self.site.site.base_url, "/")).netloc

    def _ask(self, app: App, names: Sequence[tuple[bytes, bytes]], address: str) -> Answer:
        """An answer whose scripts know where the API is: joined with another `config.js`."""
        answer = ask(app, address, host=self._host)
        return answer._replace(raw=reduce(lambda raw, name: raw.replace(*name), names, answer.raw))

    def _changed(self, seq: int, today: date) -> set[str] | None:
        """The cache tags that are stale; None where all is, as after midnight."""
        if self._at is None or self._at[1] != today:
            return None
        if self._at[0] == seq:
            return set()
        changes = changes_since(self._at[0])
        if is_sweeping(changes):
            self.site.site = sites.get_only(self.site.site.slug)
            return None
        return {tag for change in changes for tag in changed_tags(change)}


def _needed(own: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: data
        for name, data in own.items()
        if name not in _MADE and not name.startswith(_OF_OTHERS)
    }


def _policy(joined: JoinedPages) -> bytes:
    policy = joined.allowed(POLICY.format(media=api_url("")))
    policy = policy.replace("connect-src 'self'", f"connect-src 'self' {api_url('')}")
    return f'add_header Content-Security-Policy "{policy}" always;\n'.encode()
