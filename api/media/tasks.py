"""When files that may not be those that are public are looked at: at once, and in short pieces."""

import time
from collections.abc import Callable
from datetime import datetime

from peewee import PeeweeException

from api.media import commands, queries, showing
from api.runtime import alarms
from api.runtime.alarms import Alarm

DOCUMENTS_AT_ONCE = 5
PIECE_SECONDS = 0.2
"""So short that nothing due comes late."""


def catching_up() -> Callable[[datetime], bool]:
    """What looks at all files at the start: whoever was killed, or could not tell, may have left
    some that are public no more.
    """
    alarms.sound(Alarm.MEDIA)
    return CatchUp().run


class CatchUp:
    """Looks at every folder after an alarm, and at those that could not be put right again."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._number: int | None = None
        self._left: list[int] = []
        self._failed: list[int] = []

    def run(self, at: datetime) -> bool:
        """A piece of the work; whether more is waiting. Raise what failed when a round is over."""
        number = alarms.opened(Alarm.MEDIA)
        if number is None:
            return False
        if number != self._number:
            self._number, self._left, self._failed = number, list(range(showing.FOLDERS)), []
        until = self._seconds() + PIECE_SECONDS
        failure = None
        while self._left and self._seconds() < until:
            failure = self._put_right(self._left.pop()) or failure
        if self._left:
            return True
        self._left, self._failed = self._failed, []
        if failure is not None:
            raise failure
        if not self._left:
            alarms.answer(Alarm.MEDIA, number)
        return bool(self._left)

    def _put_right(self, folder: int) -> Exception | None:
        try:
            showing.put_right(folder)
        except (OSError, PeeweeException) as error:
            self._failed.append(folder)
            return error
        return None


def looking_into_documents() -> Callable[[datetime], None]:
    """What makes first pages of PDFs that were kept before there were such pictures, some at once.

    Of what is kept since, they are made at once; so when none is left, none will be.
    """
    is_done = False

    def run(at: datetime) -> None:
        nonlocal is_done
        if not is_done:
            is_done = not look_into_documents()

    return run


def look_into_documents() -> bool:
    """Look into some; whether there were any."""
    documents = queries.unseen_documents(DOCUMENTS_AT_ONCE)
    for document in documents:
        for key in commands.look_into(document):
            showing.put_right(int(key[:2], 16))
        commands.mark_showing(document.id)
    return bool(documents)
