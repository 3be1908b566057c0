"""What somebody should know of a file that is taken: a code, and where in the file it stands.

They come from a process that read hostile bytes: nothing but known codes and one short line passes.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from api.text import personal_data
from api.text.losses import shortened

CODES = (
    "photo_cut_off",
    "photo_reduced",
    "photo_stilled",
    "photo_author_removed",
    "photo_place_removed",
    "file_unread",
    "file_encrypted",
    "file_restricted",
    "file_broken",
    "file_author",
    "file_path",
    personal_data.CODE,
)


class Note(NamedTuple):
    """`code` is of CODES and a kind of loss (`text/losses.py`); `detail` may be empty."""

    code: str
    detail: str = ""


def read_notes(pairs: Iterable[Any]) -> tuple[Note, ...]:
    """The notes in a worker's answer, each once. Raise ValueError where they are none."""
    notes = [Note(*pair) for pair in pairs]
    if not all(isinstance(part, str) for note in notes for part in note):
        raise ValueError
    return tuple(
        Note(note.code, shortened(note.detail))
        for note in dict.fromkeys(notes)
        if note.code in CODES
    )
