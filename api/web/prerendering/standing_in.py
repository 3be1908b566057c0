"""What a page of the copy says while it stands in for the program's: as of when it is.

nginx puts it into each page (`deploy/nginx/congxa.conf`); for any other server a page has a comment
there.
"""

from collections.abc import Iterator
from datetime import datetime

from api.runtime.clock import VIETNAM

FILES = {
    "copied.html": "Cổng đang tạm ngừng. Bản lưu lúc {}.",
    "en/copied.html": "The portal is down for now. Copy saved at {}.",
}
"""By the folder of their language."""


def notes(at: datetime) -> Iterator[tuple[str, bytes]]:
    """The files that say so, and what stands in them."""
    when = at.astimezone(VIETNAM).strftime("%H:%M %d-%m-%Y")
    for file, words in FILES.items():
        said = f'<p class="kept-copy" role="status">{words.format(when)}</p>'
        yield file, said.encode()


def with_room(page: bytes, folder: str) -> bytes:
    """A page of a language's folder with room for it, where the worker says the same.

    Whatever else in it nginx would take for an order of ours is none.
    """
    order = f'<!--# include virtual="{folder}/copied.html" --><main'.encode()
    return page.replace(b"<!--#", b"<!-- #").replace(b"<main", order, 1)
