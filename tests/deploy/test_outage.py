"""The shipped nginx with nobody behind it, and what it forgets when another log begins."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from api.web.prerendering import standing_in
from tests import nginx, serving
from tests.deploy.front import Answer, Front

DIGEST = "ab" + "0" * 38
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
SHOWN = {"jpg": "image/jpeg", "jpe": "image/jpeg", "pdf": "application/pdf"}


class Standing(NamedTuple):
    """nginx before a port at which nobody answers, unless a test does."""

    front: Front
    process: subprocess.Popen[bytes]
    folder: Path
    port: int


def page(text: str, folder: str = "") -> str:
    return standing_in.with_room(text.encode(), folder).decode()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """nginx with a copy of a site, its files, and no program."""
    folder = tmp_path_factory.mktemp("outage")
    at = nginx.ports(folder)
    environ = serving.environment(folder, **at.settings)
    written = {
        "site/moved.map": '"/bai-viet/cu" "/bai-viet/moi";\n"/tin?id=7" "/bai-viet/moi";\n',
        "site/gone.map": '"/bai-viet/da-go" "/410/abc.html";\n',
        "site/410/abc.html": page("<title>Đã gỡ</title><main>"),
        "site/bai-viet/cau/index.html": page("<main>Cầu"),
        "site/en/bai-viet/cau/index.html": page("<main>Cầu", "/en"),
        "site/copied.html": "<p>Bản lưu lúc 10:30</p>",
        "site/en/copied.html": "<p>Copy saved at 10:30</p>",
        "site/.set-aside/la.html": "<title>Lạ</title>",
        "site/.prerendered": "congxa prerender yen-hoa\n",
        "site/.well-known/security.txt": "Contact: mailto:ubnd@yenhoa.example\n",
        "site/policy.conf": "add_header Content-Security-Policy \"default-src 'self'\" always;\n",
        **{f"media/public/ab/{DIGEST}.{each}": each for each in (*SHOWN, "docx", "zip", "txt")},
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    with nginx.shipped(at, environ) as process:
        server = serving.LiveServer("", process, environ, folder)
        yield Standing(Front(at, server), process, folder, int(environ["CONGXA_PORT"]))


def test_f27_what_moved_and_what_is_gone_is_told_without_the_program(standing: Standing) -> None:
    front = standing.front

    moved = [front.unfollowed(path) for path in ("/bai-viet/cu", "/tin?id=7")]
    gone = front.get("/bai-viet/da-go")

    to = f"{front.at.url}/bai-viet/moi"
    assert moved == [(301, to), (301, to)]
    assert (gone.status, gone.body.decode()) == (
        410, "<title>Đã gỡ</title><p>Bản lưu lúc 10:30</p><main>",
    )  # fmt: skip
    assert gone.headers["Content-Type"] == "text/html; charset=utf-8"
    assert gone.headers["Content-Security-Policy"] == "default-src 'self'"
    assert front.get("/410/abc.html").status != 200
    assert front.get("/bai-viet/khong-co").status == 503


def test_f27_a_page_of_the_copy_says_as_of_when_it_is(standing: Standing) -> None:
    said = [standing.front.get(f"/bai-viet/cau{query}").body.decode() for query in ("", "?lang=en")]

    assert said == ["<p>Bản lưu lúc 10:30</p><main>Cầu", "<p>Copy saved at 10:30</p><main>Cầu"]
    assert standing.front.get("/copied.html").status == 404
    (standing.folder / "site/en/copied.html").unlink()
    without = standing.front.get("/bai-viet/cau?lang=en")
    assert (without.status, without.body.decode()) == (200, "<main>Cầu")


def test_t63_nothing_is_had_of_a_copy_but_what_is_for_readers(standing: Standing) -> None:
    paths = ("/.set-aside/la.html", "/.set-aside/la", "/.prerendered", "/moved.map", "/policy.conf")

    found = {path: standing.front.get(path).status for path in paths}

    assert found == dict.fromkeys(paths, 503)
    assert standing.front.get("/.well-known/security.txt").status == 200


def test_f27_every_public_file_is_had_and_none_is_run(standing: Standing) -> None:
    found = {
        path.suffix[1:]: standing.front.get(f"/media/{path.name}")
        for path in (standing.folder / "media/public/ab").iterdir()
    }

    assert len(found) == 6
    for kind, answer in found.items():
        assert answer.body.decode() == kind
        assert {name: answer.headers[name] for name in GUARDS} == GUARDS
        assert answer.headers["Content-Type"] == SHOWN.get(kind, "application/octet-stream")
        assert answer.headers["Content-Disposition"] == (None if kind in SHOWN else "attachment")
    assert standing.front.get("/media/../../etc/passwd").status == 400


class _Program(BaseHTTPRequestHandler):
    says = b"before"

    def do_GET(self) -> None:
        self.send_response(200)
        for name, value in (("Cache-Control", "max-age=60"), ("Content-Length", "6")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.says)

    def log_message(self, *_: object) -> None:
        pass


def test_after_a_restore_nothing_of_before_is_shown(standing: Standing) -> None:
    def answers() -> Answer:
        return standing.front.get("/v1/articles/1")

    program = ThreadingHTTPServer(("127.0.0.1", standing.port), _Program)
    threading.Thread(target=program.serve_forever, daemon=True).start()
    epoch = standing.folder / "state/epoch.map"
    epoch.parent.mkdir()
    try:
        kept = answers().body
        _Program.says = b"after!"
        still = answers().body
        epoch.write_text("epoch 0123abcd;\n")
        standing.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 10
        while answers().body != b"after!":
            assert time.monotonic() < deadline
    finally:
        program.shutdown()
        program.server_close()

    assert (kept, still) == (b"before", b"before")
