"""The frontend on a static host of another origin, by the letter of docs/integrate/web.md."""

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
GUIDE = (ROOT / "docs/integrate/web.md").read_text("utf-8")
API_IN_GUIDE = "https://api.example.vn"
NO_API = "http://127.0.0.1:1"


def fenced(beginning: str) -> str:
    """The block of the guide that begins so."""
    found = re.search(rf"```\w*\n({re.escape(beginning)}.*?)```", GUIDE, re.DOTALL)
    assert found, f"the guide has no block that begins with {beginning!r}"
    return found[1]


# Address, file: the first that fits wins, and a file that is there wins over all.
REWRITES = [tuple(line.split()[:2]) for line in fenced("/bai-viet/*").splitlines()]
HEADERS = [line.strip().split(": ", 1) for line in fenced("/*\n").splitlines()[1:]]


@dataclass(frozen=True)
class StaticHost:
    """Where the pages answer."""

    url: str


@contextlib.contextmanager
def hosting(api: str, frontend: Path = FRONTEND) -> Iterator[StaticHost]:
    """The folder's files on a free port for as long as the block lasts, told to ask `api`."""
    handler = partial(_Files, api=api, frontend=frontend)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield StaticHost(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


def configured(api: str, frontend: Path = FRONTEND) -> str:
    """The one file that a deployer edits, as it is for this API."""
    text = (frontend / "config.js").read_text("utf-8")
    assert 'apiOrigin: ""' in text
    return text.replace('apiOrigin: ""', f'apiOrigin: "{api}"')


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, api: str, frontend: Path) -> None:
        self.api = api
        super().__init__(*args, directory=str(frontend))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file: as named, else the page of its address, else that of no address."""
        path = self.path.split("?")[0]
        if path == "/config.js":
            config = configured(self.api, Path(self.directory))
            return self._send(200, config.encode(), "text/javascript")
        if path == "/" or Path(self.translate_path(path)).is_file():
            return super().do_GET()
        page = _page_of(path)
        body = Path(self.directory, page or "404.html").read_bytes()
        return self._send(200 if page else 404, body, "text/html; charset=utf-8")

    def end_headers(self) -> None:
        """Add what every answer of the host carries."""
        for name, value in HEADERS:
            self.send_header(name, value.replace(API_IN_GUIDE, self.api))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: nobody reads a log of this host."""

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _page_of(path: str) -> str | None:
    return next((file[1:] for pattern, file in REWRITES if fnmatchcase(path, pattern)), None)
