"""Signing in to the real server, with nginx in front of it that ends TLS."""

import json
import ssl
import subprocess
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from tests import nginx, serving
from tests.api.accounts.conftest import PASSWORD

EMAIL = "mai@xa.example"
HOST = "api.xa.example"
CERTIFICATE = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
               "-subj", f"/CN={HOST}", "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip


def asked(line: HTTPConnection, method: str, path: str, **headers: str) -> tuple[int, Any, str]:
    """The status, the body and the cookie that come back; over a line as it is."""
    body = json.dumps({"email": EMAIL, "password": PASSWORD}) if method == "POST" else None
    sent = {"Host": HOST, "Content-Type": "application/json", **headers}
    line.request(method, f"/authoring/v1{path}", body, sent)
    answer = line.getresponse()
    told = answer.read()
    return answer.status, json.loads(told) if told else None, answer.getheader("Set-Cookie", "")


def test_over_tls_one_signs_in_and_over_plain_http_nobody_does(tmp_path: Path) -> None:
    subprocess.run(CERTIFICATE, cwd=tmp_path, check=True, capture_output=True)
    plain_port, tls_port = serving.free_port(), serving.free_port()
    told = {"CONGXA_BASE_URL": f"https://{HOST}", "CONGXA_PROXY_HOPS": "1", "CONGXA_WORKERS": "2"}
    environ = serving.environment(tmp_path, **told)
    serving.congxa(environ, "migrate")
    serving.congxa(environ, "user", "create", EMAIL, "--name", "Mai", "--role", "admin",
                   "--password-stdin", given=f"{PASSWORD}\n")  # fmt: skip
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    trusting.check_hostname = False

    with (
        serving.serving(environ) as server,
        nginx.ending_tls(server.url, plain_port, tls_port, tmp_path / "cert.pem"),
        closing(HTTPSConnection("127.0.0.1", tls_port, context=trusting)) as tls,
        closing(HTTPConnection("127.0.0.1", plain_port)) as plain,
    ):
        forged = {"X-Forwarded-Proto": "https", "Forwarded": "proto=https"}
        refused = [asked(plain, "POST", "/session", **more) for more in ({}, forged)]
        ours = {"Origin": f"https://{HOST}"}
        status, begun, cookie = asked(tls, "POST", "/session", **ours)
        held = {"Cookie": cookie.partition(";")[0]}
        read = [asked(tls, "GET", "/me", **held)[0] for _ in range(8)]
        foreign = asked(tls, "DELETE", "/session", **held, Origin=f"http://{HOST}")
        left = asked(tls, "DELETE", "/session", **held, **ours)
        after = [asked(tls, "GET", "/me", **held)[0] for _ in range(8)]

    assert [(code, body["code"]) for code, body, _ in refused] == [(403, "https_required")] * 2
    assert (status, begun["user"]["email"]) == (200, EMAIL)
    assert cookie.startswith("__Host-congxa=")
    assert read == [200] * 8
    assert (foreign[0], foreign[1]["code"]) == (403, "wrong_origin")
    assert left[0] == 204
    assert after == [401] * 8
