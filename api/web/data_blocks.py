"""JSON inside a page: a block of data that no text in it can end, and no script of its own."""

from collections.abc import Mapping

from api.runtime.config import api_url
from api.runtime.jsons import dumps
from api.web.internal_client import Answer

# They only stand inside strings of JSON, where an escape says the same (RFC 8259 §7).
_ESCAPES = (
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    (b"&", b"\\u0026"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)


def escaped(json: bytes) -> bytes:
    """The same JSON without a character that HTML or an old script reader looks at."""
    for character, escape in _ESCAPES:
        json = json.replace(character, escape)
    return json


def hydration_data(site: str | None, answers: Mapping[str, Answer]) -> bytes:
    """The API's answers for the page's own scripts, by the address that these would ask."""
    return handed({"site": site, "api": api_url("")}, answers)


def handed(about: Mapping[str, object], answers: Mapping[str, Answer]) -> bytes:
    """What a page is given along: facts `about` it, and answers by their address."""
    members = [
        b'%s:{"status":%d,"body":%s}' % (dumps(address), answer.status, answer.raw)
        for address, answer in answers.items()
    ]
    json = b'%s,"answers":{%s}}' % (dumps(about)[:-1], b",".join(members))
    return block("application/json", json, b' id="handed"')


def block(kind: str, json: bytes, attributes: bytes = b"") -> bytes:
    """A script element that holds data, and is none that a browser would run."""
    return b'<script type="%s"%s>%s</script>' % (kind.encode(), attributes, escaped(json))
