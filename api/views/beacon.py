"""In front of Flask: takes the view that a page sends, when it is as pages send it.

Everything else goes on to the operation in `delivery.py`, which answers the same and says what is
wrong. There is no limit and no database on this way, so that a rush on one article is cheap.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from api.http import hosts, security_headers
from api.http.watched.watch import OPERATION
from api.runtime.clock import now
from api.runtime.ids import parse_id
from api.runtime.jsons import loads
from api.views.journal import KINDS
from api.views.recording import Item, record
from api.views.schemas import MOST_BYTES, VIEW_TYPES

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]

PATH = "/v1/views"
EXPOSED = (
    *("Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link", "RateLimit"),
    *("Retry-After", "X-Request-Id"),
)
"""What scripts of other origins may read of an answer, beside what they always may."""
HEADERS = [
    ("Vary", "Accept-Encoding"),
    ("Cache-Control", "no-store"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", ", ".join(EXPOSED)),
]
"""Those that Flask's operation sends, beside the guards; a test holds them equal."""


class Beacon:
    """A WSGI layer around `app`."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        is_view = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == PATH
        # Flask refuses a stranger's.
        item = _item(environ) if is_view and hosts.is_ours(environ) else None
        if item is None:
            return self.app(environ, start_response)
        environ[OPERATION] = "record_view"
        record(item, environ, now())
        start_response("204 No Content", [*HEADERS, *security_headers.headers()])
        return ()


def _item(environ: Environ) -> Item | None:
    """What a well-formed request says was read; its body can be read again afterwards."""
    length = environ.get("CONTENT_LENGTH") or ""
    is_usual = length.isdecimal() and int(length) <= MOST_BYTES and not environ["QUERY_STRING"]
    media_type = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if not is_usual or media_type not in VIEW_TYPES:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return _parsed(body)


def _parsed(body: bytes) -> Item | None:
    try:
        beacon = loads(body)
    except ValueError:
        return None
    if not isinstance(beacon, dict) or beacon.keys() != {"type", "id"}:
        return None
    kind, id_ = beacon["type"], beacon["id"]
    if not isinstance(kind, str) or kind not in KINDS() or not isinstance(id_, str):
        return None
    item = parse_id(id_)
    return None if item is None else Item(kind, item)
