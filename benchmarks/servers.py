"""The servers that are compared, all running at once on the same articles."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks import plain
from benchmarks.make_bundle import make
from benchmarks.questions import Question
from tests import nginx, postgres, serving
from tests.api.server.processes import ticker, workers

NAMES = (ALONE, BEHIND, UNCACHED, FILES, FILES_TLS, PLAIN, PEER) = (
    "congxa", "behind nginx", "cache off", "nginx, files", "files, TLS", "plain Flask", "Wagtail",
)  # fmt: skip
ROOT = Path(__file__).parents[1]
GUNICORN, WAGTAIL = ROOT / "build/gunicorn", ROOT / "build/wagtail"
_FILES = """
server {{
  listen 127.0.0.1:{port}; listen 127.0.0.1:{tls} ssl;
  ssl_certificate {certificate}; ssl_certificate_key {key};
  root /site; default_type application/json; sendfile on; tcp_nopush on;
}}
"""


class Running(NamedTuple):
    """Addresses of servers by their names, and the folder that nginx sends as files."""

    urls: Mapping[str, str]
    files: Path
    server: serving.LiveServer

    def keep_as_files(self, questions: Mapping[str, Question]) -> None:
        """Lay down the bytes of every answer of ours for nginx."""
        for name, question in questions.items():
            for number, path in enumerate(question.paths):
                address = self.urls[ALONE] + path
                with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - ours
                    (self.files / f"{name}-{number}").write_bytes(answer.read())

    def question(self, server: str, name: str, asked: Mapping[str, Question]) -> Question | None:
        """What a server is asked by that name, if it is."""
        own = asked.get(name)
        if own is None or server not in (FILES, FILES_TLS):
            return own
        paths = [f"/{name}-{number}" for number in range(len(own.paths))]
        if not own.headers:
            return Question(paths)
        with urllib.request.urlopen(self.urls[FILES] + paths[0], timeout=30) as answer:  # noqa: S310
            return Question(paths, {"If-None-Match": answer.headers["ETag"]})


def memory(server: serving.LiveServer) -> int:
    """Megabytes of all processes of a server; what they share counts once."""
    rolled = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in processes(server)]
    return sum(int(each.partition("Pss:")[2].split()[0]) for each in rolled) // 1024


def processes(server: serving.LiveServer) -> set[int]:
    """The supervisor of a server, its workers and its ticker."""
    supervisor = server.process.pid
    return {supervisor, *workers(supervisor), ticker(supervisor) or supervisor}


def running(folder: Path, articles: int, stack: ExitStack, *, on_postgres: bool) -> Running:
    """Start them all; they end with the stack."""
    make(folder / "bundle", articles)
    front = nginx.ports(folder)
    # One address for all, so that all say the same bytes.
    environs = {
        ALONE: _environ(folder / "alone", front, CONGXA_PURGE_URLS="", CONGXA_PROXY_HOPS="0"),
        BEHIND: _environ(folder / "behind", front),
        UNCACHED: _environ(folder / "uncached", front, CONGXA_RESPONSE_CACHE="0"),
    }
    database = stack.enter_context(postgres.running()) if on_postgres else None
    if database is not None:
        environs[ALONE]["CONGXA_DATABASE_URL"] = database.create()
    serving.congxa(environs[ALONE], "import", str(folder / "bundle"))
    for each in (BEHIND, UNCACHED):
        shutil.copytree(environs[ALONE]["HOME"], environs[each]["HOME"], dirs_exist_ok=True)
        if database is not None:
            template = environs[ALONE]["CONGXA_DATABASE_URL"].rpartition("/")[2]
            environs[each]["CONGXA_DATABASE_URL"] = database.create(template)
    servers = {name: stack.enter_context(serving.serving(each)) for name, each in environs.items()}
    stack.enter_context(nginx.shipped(front, environs[BEHIND]))
    urls = {name: each.url for name, each in servers.items()}
    urls |= {BEHIND: front.url, PLAIN: _plain(folder, stack), **_files(folder, front, stack)}
    urls[PEER] = _peer(folder, stack, database.create() if database else str(folder / "peer.db"))
    return Running(urls, folder / "files", servers[ALONE])


def _environ(folder: Path, front: nginx.Shipped, **more: str) -> dict[str, str]:
    folder.mkdir()
    return serving.environment(folder, CONGXA_RATE_LIMITS="0", **{**front.settings, **more})


def _files(folder: Path, front: nginx.Shipped, stack: ExitStack) -> dict[str, str]:
    (folder / "files").mkdir()
    plain_port, tls = serving.free_port(), serving.free_port()
    pair = front.certificate, front.certificate.with_name("key.pem")
    config = _FILES.format(port=plain_port, tls=tls, certificate=pair[0], key=pair[1])
    stack.enter_context(nginx.running(config.replace("/site", str(folder / "files")), plain_port))
    return {FILES: f"http://127.0.0.1:{plain_port}", FILES_TLS: f"https://localhost:{tls}"}


def _plain(folder: Path, stack: ExitStack) -> str:
    """The plain application in gunicorn."""
    if not GUNICORN.exists():
        _run(sys.executable, "-m", "pip", "install", "-q", "--target", str(GUNICORN), "gunicorn")
    plain.load(folder / "bundle", folder / "plain.db")
    environ = {"PYTHONPATH": str(GUNICORN), "PLAIN_DATABASE": str(folder / "plain.db")}
    return _gunicorn(sys.executable, "benchmarks.plain:create_app()", environ, stack)


def _peer(folder: Path, stack: ExitStack, database: str) -> str:
    """Wagtail in gunicorn, in an environment of its own."""
    python = str(WAGTAIL / "bin/python")
    if not WAGTAIL.exists():
        _run(sys.executable, "-m", "venv", str(WAGTAIL))
        _run(python, "-m", "pip", "install", "-q", "wagtail>=8,<9", "gunicorn", "psycopg[binary]")
    environ = {"PYTHONPATH": str(ROOT), "PEER_DATABASE": database}
    _run(python, "-m", "benchmarks.peer.load", str(folder / "bundle"), **environ)
    return _gunicorn(python, "benchmarks.peer.wsgi:application", environ, stack)


def _run(*command: str, **environ: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, **environ})  # noqa: S603 - of ours alone


def _gunicorn(python: str, app: str, environ: Mapping[str, str], stack: ExitStack) -> str:
    """An application with as many processes and threads as ours has."""
    at = f"127.0.0.1:{serving.free_port()}"
    command = [python, "-m", "gunicorn", "--workers=2", "--threads=4", "--log-level=error",
               f"--bind={at}", app]  # fmt: skip
    process = stack.enter_context(
        subprocess.Popen(command, env={**os.environ, **environ})  # noqa: S603 - our own
    )
    stack.callback(process.terminate)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://{at}/", timeout=30).close()
        except urllib.error.HTTPError:
            return f"http://{at}"  # Nothing is there, says whoever answers.
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{app} did not start")
