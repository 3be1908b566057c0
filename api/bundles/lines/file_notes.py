"""What is to be told of the files that one line names, by field and kind."""

from collections.abc import Callable, Iterable

from api.media.commands import Note
from api.text.losses import FieldLosses, Losses


class FileNotes:
    """Gathers the files of one line; `notes` gives what is known of a file by its name."""

    def __init__(self, notes: Callable[[str], Iterable[Note]]) -> None:
        self._notes = notes
        self._files: dict[str, set[str]] = {}

    def add(self, field: str, file: str) -> None:
        """A file is named in a field, maybe more than once."""
        self._files.setdefault(field, set()).add(file)

    def losses(self) -> FieldLosses:
        """Each kind of note once for each field, with the files that it is about."""
        return [
            (f"/{field}", loss)
            for field, files in self._files.items()
            for loss in self._of(files).all()
        ]

    def _of(self, files: set[str]) -> Losses:
        losses = Losses()
        for file in sorted(files):
            for note in self._notes(file):
                losses.add(note.code, f"{file} ({note.detail})" if note.detail else file)
        return losses
