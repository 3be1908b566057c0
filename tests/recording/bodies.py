"""How a body is written down: to the byte, and in lines that a person can compare.

JSON in lines where they say the same bytes, a page as its tree, what is no text by its digest.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b

from tests.recording.trees import tree

_LONGEST = 60_000
"""The contract alone is longer; it is kept in `openapi/`."""


def written(body: bytes, mimetype: str) -> Iterator[str]:
    """The lines of a body."""
    if not body:
        yield "(nothing)"
    elif mimetype == "text/html":
        yield from tree(body.decode())
    elif mimetype == "application/gzip":
        yield from _lines(body)
    elif not _is_text(mimetype) or len(body) > _LONGEST:
        yield f"({len(body)} bytes, {blake2b(body, digest_size=16).hexdigest()})"
    else:
        yield from _lines(body)


def _is_text(mimetype: str) -> bool:
    return mimetype.startswith("text/") or mimetype.endswith(("json", "xml"))


def _lines(body: bytes) -> Iterator[str]:
    """Lines that tell every byte."""
    text = body.decode()
    if text.endswith("\r\n") and text.count("\r\n") == text.count("\n"):
        yield "(lines end with CR LF)"
        text = text.replace("\r\n", "\n")
    for line in text.split("\n"):
        yield from (
            _json(line) if line[:2] in ('{"', "[{") else line.replace("><", ">\n <").split("\n")
        )


def _json(line: str) -> list[str]:
    found = json.loads(line)
    packed = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(found, ensure_ascii=False, indent=1).split("\n") if packed == line else [line]
