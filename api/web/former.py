"""Finds what stands now at an address of the former portal, and costs those nothing that have none.

An address of the home page with a query, `/?id=9`, is looked up before the response cache, which
leaves out what the home page does not read; any other only where no page stands.
"""

import logging
from typing import Any

from peewee import DatabaseError

from api.db import databases
from api.http import hosts
from api.http.old_addresses import is_reserved, keys_of
from api.publishing.live import old_urls
from api.publishing.live.old_urls import Standing
from api.runtime import change_signal
from api.runtime.failures import Floods
from api.runtime.runtime import Part

Environ = dict[str, Any]

STANDING = "congxa.standing"
"""The key of an environ under which lies what was found before the response cache."""
_READS = ("GET", "HEAD")
_floods = Floods(logging.getLogger(__name__))


class FormerPortal:
    """What an application knows of addresses of the former portal: whether there are any."""

    def __init__(self) -> None:
        self._seq = -1
        self._has_any = False

    def prepare(self, environ: Environ) -> None:
        """Note in a request what its query of the home page stands for, if anything."""
        if self.may_be_meant(environ):
            environ[STANDING] = self._standing_if_known(environ)

    def may_be_meant(self, environ: Environ) -> bool:
        """Whether the query of the home page may be an old address; asks nobody."""
        if environ["PATH_INFO"] != "/" or not environ["QUERY_STRING"]:
            return False
        is_none = self._seq == change_signal.state().seq and not self._has_any
        return not is_none and bool(keys_of("/", environ["QUERY_STRING"]))

    def standing(self, environ: Environ) -> Standing | None:
        """What stands now at the address that is asked for, if it is an old one."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in _READS or is_reserved(path) or not self._are_there():
            return None
        site, keys = hosts.site_of(environ), keys_of(path, environ["QUERY_STRING"])
        return old_urls.standing(site, keys) if site and keys else None

    def _standing_if_known(self, environ: Environ) -> Standing | None:
        try:
            return self.standing(environ)
        except DatabaseError as error:
            # Whoever asks gets the home page that is kept.
            _floods.met(logging.WARNING, "old addresses are not known", error)
            databases.close()
            return None

    def _are_there(self) -> bool:
        """Whether there are any: none comes without a change of what is public."""
        seq = change_signal.state().seq
        if seq != self._seq:
            self._has_any, self._seq = old_urls.are_there(), seq
        return self._has_any


former = Part(FormerPortal)
"""That of the current application."""
