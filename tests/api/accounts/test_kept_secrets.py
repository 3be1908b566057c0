"""Whatever opens a door is kept nowhere: not in a database, a file, a log, or a copy of them."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyotp

from api.runtime import clock
from tests import serving
from tests.api.accounts.conftest import PASSWORD
from tests.api.bundles.dumps import whole

EMAIL = "mai@yenhoa.example"
Call = Callable[..., tuple[Any, str]]


def caller(url: str) -> Call:
    """Calls of a page of this server: what is answered, and the cookie that is set."""

    def call(method: str, path: str, said: Any = None, **headers: str) -> tuple[Any, str]:
        line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        sent = {"Content-Type": "application/json", "Origin": url, **headers}
        body = None if said is None else json.dumps(said)
        line.request(method, f"/authoring/v1{path}", body, sent)
        answer = line.getresponse()
        told = answer.read()
        line.close()
        assert answer.status < 300, (path, told)
        cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
        return json.loads(told) if told else None, cookie

    return call


def test_t33_no_secret_that_was_handed_out_is_kept(empty_database_url: str, tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=empty_database_url)
    serving.congxa(environ, "migrate")
    invited = serving.congxa(environ, "user", "create", EMAIL, "--name", "Mai", "--role", "admin")
    token = serving.congxa(environ, "token", "create", EMAIL, "--name", "Đồng bộ")
    secrets = {
        "link": invited.stdout.splitlines()[-1].partition("#")[2],
        "token": token.stdout.splitlines()[-1],
        "password": PASSWORD,
    }
    with serving.serving(environ) as server:
        secrets |= used(caller(server.url), secrets["link"])
        log = server.log.read_text("utf-8")

    assert all(len(each) > 5 for each in secrets.values())
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept[Path("rows")] = repr(whole(empty_database_url)).encode()
    found = {
        (name, str(path)) for name, each in secrets.items() for path in kept
        if each.encode() in kept[path] or repr(each)[1:-1].encode() in kept[path]
    }  # fmt: skip
    assert found == set()
    assert EMAIL.encode() in kept[Path("rows")]
    assert log


def used(call: Call, link: str) -> dict[str, str]:
    """Everything that is handed out to somebody who signs in in each way; and they are used."""
    call("POST", "/password", {"link": link, "password": PASSWORD})
    said = {"email": EMAIL, "password": PASSWORD}
    _, cookie = call("POST", "/session", said)
    begun, _ = call("POST", "/me/totp", Cookie=cookie)
    totp = pyotp.parse_uri(begun["uri"])
    codes, cookie_after = call("PUT", "/me/totp", {"code": totp.at(clock.now())}, Cookie=cookie)
    found = {"cookie": cookie.partition("=")[2], "second factor": begun["secret"]}
    found |= {f"code {number}": each for number, each in enumerate(codes["recovery_codes"])}
    held = cookie_after or cookie
    bearer, _ = call("POST", "/session", {**said, "bearer": True})
    passed, _ = call("POST", "/session/mfa", {"code": codes["recovery_codes"][0]},
                     Authorization=f"Bearer {bearer['token']}")  # fmt: skip
    found |= {"bearer": bearer["token"], "bearer after": passed["token"]}
    made, _ = call("POST", "/tokens", {"name": "Bản tin"}, Cookie=held)
    other, _ = call("POST", "/users", {"email": "thu@yenhoa.example", "name": "Thu",
                                       "roles": [{"role": "editor", "site": None}]},
                    Cookie=held)  # fmt: skip
    found |= {"made": made["token"], "invitation": other["link"]["link"].partition("#")[2]}
    return found
