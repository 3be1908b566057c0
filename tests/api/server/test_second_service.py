"""One service on a node; its children keep nobody out; it goes on with the settings of now."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from http.client import RemoteDisconnected
from pathlib import Path

import pytest

from api import installation
from api.db import databases, service_lock
from api.db.service_lock import AlreadyServing
from api.settings import Settings, load
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.server.processes import children, eventually, is_alive, starting, ticker, workers

HOLDER = """
import os, sys, time
from pathlib import Path
from api.db import service_lock
service_lock.acquire(Path(sys.argv[1]), sys.argv[2])
child = os.fork()
print(child or "", flush=True)
time.sleep(60)
"""
URL = "sqlite:////srv/xa.db"


@pytest.fixture
def environ(empty_database_url: str, tmp_path: Path) -> dict[str, str]:
    """An installation of one's own on each kind of database."""
    return serving.environment(tmp_path, CONGXA_DATABASE_URL=empty_database_url, CONGXA_WORKERS="1")


def test_a_second_service_is_refused_in_one_line(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        for command in ("serve", "demo"):
            other = {**environ, "CONGXA_PORT": str(serving.free_port())}
            done = serving.congxa(other, command, check=False)

            assert done.returncode == 1
            said = f"congxa: a service of this database runs already (process {server.process.pid},"
            assert done.stderr.startswith(said)
            assert len(done.stderr.splitlines()) == 1
            assert done.stdout == ""
        assert serving.stop(server) == 0
    with serving.serving(environ) as again:
        assert again.process.poll() is None


def test_children_of_a_killed_service_keep_nobody_out(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path), URL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        child = int(holder.stdout.readline().strip() or holder.stdout.readline())
        with pytest.raises(AlreadyServing, match=f"process {holder.pid}"):
            service_lock.acquire(tmp_path, URL)
        service_lock.acquire(tmp_path, "sqlite:////srv/other.db")

        holder.kill()
        holder.wait()

        assert is_alive(child)
        service_lock.acquire(tmp_path, URL)
        os.kill(child, signal.SIGKILL)


def test_a_start_need_not_wait_for_the_children_of_a_killed_one(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        started = eventually(lambda: ticker(server.process.pid) and children(server.process.pid))

        server.process.kill()
        server.process.wait()

        assert any(is_alive(pid) for pid in started)
        with starting(environ) as second:
            serving.wait_until_ready(second)


def test_f34_a_file_of_settings_that_is_broken_meanwhile_changes_nothing(
    environ: dict[str, str],
) -> None:
    file = Path(environ["CONGXA_CONFIG"])
    del environ["CONGXA_BASE_URL"]
    file.write_text("CONGXA_BASE_URL=https://xa.vn\n")
    serving.congxa(environ, "import", str(write_bundle(file.parent / "bundle", [article()])))
    with serving.serving(environ) as server:
        first = eventually(lambda: ticker(server.process.pid))
        for wrong in ("CONGXA_BASE_URL=https://other.vn\n", "CONGXA_PROT=1\n"):
            before = server.log.read_text().count("the settings stay as they were")
            file.write_text(wrong)

            server.process.send_signal(signal.SIGHUP)

            told = "the settings stay as they were"
            eventually(lambda: server.log.read_text().count(told) > before)  # noqa: B023 - at once
        second = eventually(
            lambda: (found := ticker(server.process.pid)) and found != first and found
        )
        assert second
        serving.wait_until_ready(server)
        the_ticker_renders(environ["CONGXA_DATABASE_URL"])
        assert serving.stop(server) == 0
    said = server.log.read_text()
    assert f"{file}:1: CONGXA_PROT is not a setting" in said
    assert "CONGXA_BASE_URL is https://other.vn" in said


def the_ticker_renders(url: str) -> None:
    databases.connect(url)
    databases.execute('UPDATE "article" SET "render_version" = 0')
    count = 'SELECT count(*) FROM "article" WHERE "render_version" = 0'
    eventually(lambda: databases.execute(count).fetchone()[0] == 0)
    databases.close()


def test_what_only_a_restart_changes_stays(settings: Settings, database: str) -> None:
    running = replace(settings, base_url="http://127.0.0.1:8000", secret_key="k")
    given = load(
        {"CONGXA_PORT": "9000", "CONGXA_MEDIA_DIR": "/elsewhere", "CONGXA_PROXY_HOPS": "1"}
    )

    found = installation.renewed(running, replace(given, secret_key="k"))

    assert (found.proxy_hops, found.base_url) == (1, running.base_url)
    staying = ("host", "port", "workers", "database_url", "media_dir", "state_dir", "frontend_dir")
    assert [getattr(found, name) for name in staying] == [
        getattr(running, name) for name in staying
    ]


def test_a_service_goes_on_with_the_settings_of_now(environ: dict[str, str]) -> None:
    file = Path(environ["CONGXA_CONFIG"])
    with serving.serving(environ) as server:
        file.write_text("CONGXA_TRUSTED_HOSTS=xa.vn\nCONGXA_PORT=1\n")
        assert status(server, "xa.vn") == 400

        server.process.send_signal(signal.SIGHUP)

        eventually(lambda: status(server, "xa.vn") == 200)
        assert "Traceback" not in server.log.read_text()


def test_a_service_goes_on_with_the_pages_of_now_unless_they_are_broken(tmp_path: Path) -> None:
    folder = tmp_path / "frontend"
    environ = serving.environment(tmp_path, CONGXA_FRONTEND_DIR=str(folder))
    shutil.copytree(Path(__file__).parents[3] / "frontend", folder)
    icon = folder / "icon.svg"
    before, page = icon.read_bytes(), (folder / "index.html").read_text("utf-8")
    with serving.serving(environ) as server:
        first = {*workers(server.process.pid)}
        (folder / "index.html").write_text("<p>half a page")
        icon.write_bytes(b"<svg/>")
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: "the settings stay as they were" in server.log.read_text())
        eventually(lambda: not first & {*workers(server.process.pid)})
        eventually(lambda: read(server, "/icon.svg") == before)

        (folder / "index.html").write_text(page, "utf-8")
        server.process.send_signal(signal.SIGHUP)

        eventually(lambda: read(server, "/icon.svg") == b"<svg/>")
        assert "Traceback" not in server.log.read_text()


def read(server: serving.LiveServer, path: str) -> bytes | None:
    """What stands at a path; nothing while a worker that ends lets the connection go."""
    try:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=10) as answer:
            return bytes(answer.read())
    except RemoteDisconnected:
        return None


def status(server: serving.LiveServer, host: str) -> int:
    request = urllib.request.Request(f"{server.url}/v1", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except RemoteDisconnected:
        # A worker that ends closes what has asked nothing yet (RFC 9112 §9.3.1): to be asked again.
        return 0
