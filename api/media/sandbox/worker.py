"""The process that reads hostile files: `python -m api.media.sandbox.worker`, started by `pool.py`.

It limits itself before it reads the first byte and opens no connection and no file afterwards, but
the module for PDFs. Each request is a task and the bytes of a file. An image is answered by one
message: a JSON head, the cleaned bytes (empty where they are those that came), then the bytes of
the renditions in the order of the head; a PDF by a JSON head and its text; any other file by a JSON
head.
"""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from io import FileIO, RawIOBase

from PIL import Image

from api.media.errors import BrokenImage, ImageTooLarge, TooCostly, TooManyPixels, UnsupportedImage
from api.media.images import cut_off, link_preview, pixels, site_icons, sniff
from api.media.images.clean import is_clean
from api.media.images.renditions import Derived, derive
from api.media.inspect import docx, inspection, office, ole, pdf, pdf_page, texts, zips
from api.media.inspect.notes import Note
from api.media.sandbox import limits
from api.media.sandbox.protocol import read_message, write_message

MAX_CPU_SECONDS = 10
# After an import there are thousands of them.
_NOBODY_WAITS = ("link_preview",)


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    requests, answers = _take_pipes()
    limits.limit_process()
    write_message(answers, [])
    for task, data in _tasks(requests):
        seconds, answer = TASKS[task]
        if task in _NOBODY_WAITS:
            limits.give_way()
        limits.allow_cpu_seconds(seconds)
        write_message(answers, answer(data))


def _take_pipes() -> tuple[RawIOBase, RawIOBase]:
    """Move the pipes away from 0 and 1, so that a library that prints cannot break the protocol."""
    requests, answers = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, answers


def _tasks(requests: RawIOBase) -> Iterator[tuple[str, bytes]]:
    while True:
        try:
            task, data = read_message(requests)
        except EOFError:
            return
        yield task.decode(), data


def _answer_image(data: bytes) -> list[bytes]:
    try:
        return _process(data)
    except (ImageTooLarge, UnsupportedImage) as refusal:
        return _refusal(type(refusal))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _refusal(TooManyPixels)
    except MemoryError:
        # A WebP needs 16 bytes for each pixel, so this comes at some 30 megapixels.
        return _refusal(TooCostly)
    except Exception:
        # Decoders raise whatever comes to them on bytes that were made to confuse them.
        return _refusal(BrokenImage)


def _process(data: bytes) -> list[bytes]:
    kind = sniff.image_type(data)
    if kind is None:
        raise UnsupportedImage
    with limits.ended_after(limits.HEADER_SECONDS):
        sniff.check_header(data, kind)
    clean, notes = _cleaned(data, kind)
    derived = derive(clean, sniff.image_type(clean) or kind)
    renditions = (rendition.data for rendition in derived.renditions)
    return [_head(derived, notes), b"" if clean == data else clean, *renditions]


def _cleaned(data: bytes, kind: str) -> tuple[bytes, list[Note]]:
    whole, missing = cut_off.mended(data) if kind == "jpeg" else (data, [])
    if is_clean(whole, kind):
        return whole, missing
    clean, notes = pixels.cleaned(whole, kind)
    return clean, missing + notes


def _head(derived: Derived, notes: list[Note]) -> bytes:
    return json.dumps(
        {
            "width": derived.width,
            "height": derived.height,
            "placeholder": derived.placeholder,
            "renditions": [
                (rendition.format, rendition.width, rendition.height)
                for rendition in derived.renditions
            ],
            "notes": notes,
        }
    ).encode()


def _refusal(refusal: type[Exception]) -> list[bytes]:
    return [json.dumps({"refused": refusal.__name__}).encode()]


TASKS: dict[str, tuple[int, Callable[[bytes], list[bytes]]]] = {
    "image": (MAX_CPU_SECONDS, _answer_image),
    "link_preview": (link_preview.MAX_CPU_SECONDS, link_preview.answer),
    "site_icons": (site_icons.MAX_CPU_SECONDS, site_icons.answer),
    "pdf": (pdf.MAX_CPU_SECONDS, pdf.answer),
    "pdf_page": (pdf_page.MAX_CPU_SECONDS, pdf_page.answer),
    "office": (office.MAX_CPU_SECONDS, partial(inspection.answer, office.inspect)),
    "docx": (docx.MAX_CPU_SECONDS, docx.answer),
    "ole": (ole.MAX_CPU_SECONDS, partial(inspection.answer, ole.inspect)),
    "rtf": (texts.MAX_CPU_SECONDS, partial(inspection.answer, texts.inspect_rtf)),
    "text": (texts.MAX_CPU_SECONDS, partial(inspection.answer, texts.inspect)),
    "zip": (zips.MAX_CPU_SECONDS, partial(inspection.answer, zips.inspect)),
}

if __name__ == "__main__":
    main()
