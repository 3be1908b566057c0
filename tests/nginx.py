"""nginx in front of a portal, with a cache of its own or with TLS, where tests need a real one."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.no_skips import IS_CI
from tests.serving import free_port

START_SECONDS = 20
SHIPPED = Path(__file__).parents[1] / "deploy/nginx/congxa.conf"
_CERTIFICATE = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
RIGHT = """
proxy_cache_revalidate on;
proxy_cache_lock on;
proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
"""
"""A cache that keeps the rules: what may be stale it serves stale."""
WRONG = """
proxy_ignore_headers Cache-Control Expires;
proxy_cache_valid 200 1s;
proxy_cache_use_stale error timeout http_500 http_502 http_503 http_504;
"""
"""A cache that keeps what it was told not to, and serves it when the portal is down."""
_CONFIG = """
include /etc/nginx/modules-enabled/*.conf;
{user}daemon off; pid {folder}/pid; error_log {logs}/error.log; worker_processes 1;
worker_rlimit_nofile 20000; events {{ worker_connections 16384; }}
http {{
  include /etc/nginx/mime.types;
  access_log {logs}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=portal:1m;
  {server}
}}
"""
_CACHING = """
server {{
  listen 127.0.0.1:{port};
  location / {{
    proxy_pass {portal};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_cache portal;
    add_header X-Cache-Status $upstream_cache_status;
    {caching}
  }}
}}
"""
_TLS = """
server {{
  listen 127.0.0.1:{port};
  listen 127.0.0.1:{tls_port} ssl;
  ssl_certificate {cert}; ssl_certificate_key {key};
  location / {{
    proxy_pass {portal};
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
  }}
}}
"""


@contextlib.contextmanager
def in_front_of(portal: str, port: int, caching: str) -> Iterator[str]:
    """The address of nginx in front of a portal while the block lasts."""
    with running(_CACHING.format(port=port, portal=portal, caching=caching), port):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def ending_tls(portal: str, port: int, tls_port: int, certificate: Path) -> Iterator[None]:
    """nginx in front of a portal, which it tells whether it was asked over TLS.

    In the folder of `certificate` lies its key.
    """
    places = {"cert": certificate, "key": certificate.with_name("key.pem"), "portal": portal}
    with running(_TLS.format(port=port, tls_port=tls_port, **places), port):
        yield


class Shipped(NamedTuple):
    """The ports of `deploy/nginx/congxa.conf` in a test, and the certificate it has there."""

    plain: int
    tls: int
    purge: int
    certificate: Path

    @property
    def url(self) -> str:
        """Where readers ask."""
        return f"https://localhost:{self.tls}"

    @property
    def settings(self) -> dict[str, str]:
        """What the program behind it must know."""
        return {
            "CONGXA_BASE_URL": self.url,
            "CONGXA_PROXY_HOPS": "1",
            "CONGXA_PURGE_URLS": f"http://127.0.0.1:{self.purge}",
            "CONGXA_ACCEL_PREFIX": "/_media/",
        }

    def config(self, portal: str, media: Path) -> str:
        """The shipped file with what differs in a test: ports, names and folders."""
        text = (SHIPPED).read_text("utf-8")
        for ours, here in (
            ("127.0.0.1:8000", portal),
            ("127.0.0.1:8001", f"127.0.0.1:{self.purge}"),
            ("listen [::]:80", f"listen [::1]:{self.plain}"),
            ("listen [::]:443", f"listen [::1]:{self.tls}"),
            ("listen 80", f"listen 127.0.0.1:{self.plain}"),
            ("listen 443", f"listen 127.0.0.1:{self.tls}"),
            ("congxa.example.vn", "localhost"),
            ("/etc/congxa/tls/fullchain.pem", str(self.certificate)),
            ("/etc/congxa/tls/privkey.pem", str(self.certificate.with_name("key.pem"))),
            ("/var/lib/nginx/congxa", "{folder}/kept"),
            ("/var/log/nginx/", "{logs}/"),
            ("/srv/congxa/media", str(media)),
            ("/srv/congxa/site", str(media.with_name("site"))),
            ("/srv/congxa/state", str(media.with_name("state"))),
        ):
            assert ours in text, f"{ours} is not in the shipped configuration"
            text = text.replace(ours, here)
        return text


def ports(folder: Path) -> Shipped:
    """Free ports, and a certificate in `folder` for `localhost`."""
    subprocess.run(_CERTIFICATE, cwd=folder, check=True, capture_output=True)
    return Shipped(*(free_port() for _ in range(3)), folder / "cert.pem")


@contextlib.contextmanager
def shipped(
    asked: Shipped, environ: Mapping[str, str], *others: Mapping[str, str], log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """nginx with the shipped configuration in front of a portal of `serving.environment`.

    `others` are further nodes of the portal; in the folder `log` lie its logs.
    """
    nodes = [f"127.0.0.1:{each['CONGXA_PORT']}" for each in (environ, *others)]
    several = " fail_timeout=1s; server ".join(nodes)
    config = asked.config(several, Path(environ["CONGXA_MEDIA_DIR"]))
    with running(config, asked.purge, log) as process:
        yield process


@contextlib.contextmanager
def sending(folder: Path, port: int, config: str) -> Iterator[str]:
    """The address of nginx with what a guide says of a folder, which it names `/srv/congxa/site`.

    It sends a copy of the files, which whoever nginx runs as may read.
    """
    with tempfile.TemporaryDirectory(prefix="congxa-site-") as copy:
        Path(copy).chmod(0o755)
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        Path(copy).chmod(0o755)
        told = config.replace("/srv/congxa/site", copy)
        with running(told.replace("listen 80;", f"listen 127.0.0.1:{port};"), port):
            yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def running(server: str, port: int, log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """nginx with a `server` of that port, while the block lasts."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        reason = "no nginx: install the package nginx-light"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="congxa-nginx-"))
    folder.chmod(0o755)
    # Files of the portal are its account's, which is nobody else's here.
    user = "user root; " if os.geteuid() == 0 else ""
    logs = str(log or folder)
    server = server.replace("{folder}", str(folder)).replace("{logs}", logs)
    written = _CONFIG.format(folder=folder, logs=logs, server=server, user=user)
    (folder / "nginx.conf").write_text(written, "utf-8")
    command = [program, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    process = subprocess.Popen(command)
    try:
        _wait_for(f"http://127.0.0.1:{port}", process)
        yield process
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def status_of(address: str) -> str:
    """What nginx says of its cache for an address: MISS, HIT, EXPIRED, STALE."""
    with urllib.request.urlopen(address) as answer:
        return str(answer.headers.get("X-Cache-Status"))


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "nginx ended"
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            continue
        return
    raise AssertionError("nginx did not start")
