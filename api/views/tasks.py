"""What the ticker does for view counts: it folds, forgets once a window, and renews the salt."""

import logging
from datetime import datetime

from peewee import DatabaseError

from api.views import commands, recording

_log = logging.getLogger(__name__)


class Fold:
    """Counts what waits; what is no longer needed goes once a window."""

    def __init__(self) -> None:
        self._tidied: int | None = None

    def run(self, at: datetime) -> bool:
        """Count some of it; whether more is left."""
        if commands.fold(at):
            return True
        # Not before all is counted: what was seen tells the late ones from the new.
        window = recording.window_of(at)
        if window != self._tidied:
            commands.forget(at)
            self._tidied = window
        return False


def fold_rest(at: datetime) -> None:
    """Count all that is left, now that nobody adds to it; the next start does what cannot be."""
    try:
        while commands.fold(at):
            pass
    except DatabaseError as error:
        _log.error("views wait for the next start: %s", error)


def renew_salts(at: datetime) -> None:
    """See that the salts of this moment are there, and that no older one is."""
    commands.renew_salts(at)
