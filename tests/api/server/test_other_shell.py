"""Commands in a shell without the service's environment: what is public stays, or both are named.

Every command of the README's table is run: `COMMANDS` says how.
"""

import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.server.processes import eventually
from tests.contract.test_settings import README

OURS, OTHER = "https://api.xa-yen-hoa.vn", "http://127.0.0.1:8000"
ARTICLE = "/v1/sites/yen-hoa/articles/khanh-thanh-cau-cau"
PATHS = (ARTICLE, "/v1/articles?limit=100", "/v1/home?site=yen-hoa", "/v1/changes", "/v1/sites")
CONFIG = 78
BODY = '<p><a href="https://bao.vn/1">Báo</a></p>'

COMMANDS = {
    "serve": None,  # A second node, below; it would not end by itself.
    "worker": None,  # Below, as well.
    "demo": None,  # Brings another commune's content.
    "migrate": ["migrate"],
    "import": ["import", "{bundle}"],
    "export": ["export", "{home}/out{number}"],
    "mirror": ["mirror", "{url}", "{home}/copy"],
    "prerender": ["prerender", "{home}/pages{number}"],
    "conform": ["conform", "{url}"],
    "reindex": ["reindex"],
    "settings": ["settings"],
    "setup": None,  # Of a machine: tests/api/setup.
    "configure": ["configure"],
    "withdraw": ["withdraw", "{id}", "--reason", "error"],
    "republish": ["republish", "{id}"],
    "trash": ["trash", "{draft}"],
    "recover": ["recover", "{draft}"],
    "purge": ["purge", "{draft}", "--yes"],
    "site": ["site", "two-person", "yen-hoa", "off"],
    "user": ["user", "create", "an@xa.example", "--name", "An", "--role", "author"],
    "token": ["token", "create", "an@xa.example", "--name", "Máy"],
    "backup": ["backup", "{home}/backups"],
    "restore": None,  # Into an empty place alone: tests/api/backups.
    "confirm": None,  # Of a token that a restore has disabled, as well.
    "doctor": ["doctor"],
    "disable": ["user", "disable", "an@xa.example"],
    "enable": ["user", "enable", "an@xa.example"],
    "reset": ["user", "reset", "an@xa.example"],
    "quarantine": ["quarantine", "an@xa.example", "--since", "2026-07-11T08:00:00+07:00"],
    "revoke": None,  # Of a token whose id only a list shows; it renders nothing.
    "audit": ["audit", "verify"],
    "openapi": ["openapi", "{home}/openapi"],
}
WITHOUT_DATA = {"mirror", "doctor", "conform", "openapi", "migrate", "configure"}
"""What renders nothing, or exists to be told another address."""
ALTERING = {"withdraw", "republish", "trash", "recover", "purge", "site"}


@pytest.fixture
def server(empty_database_url: str, tmp_path: Path) -> Iterator[serving.LiveServer]:
    """A service that was told its address and a host, with two articles, one of them a draft."""
    told = {"CONGXA_BASE_URL": OURS, "CONGXA_FREE_LINK_HOSTS": "bao.vn"}
    environ = serving.environment(
        tmp_path, CONGXA_DATABASE_URL=empty_database_url, CONGXA_WORKERS="1", **told
    )
    lines = [
        article("cau", body_html=BODY),
        article("dinh", state="draft", published_at=None),
    ]
    serving.quick(environ, "import", str(write_bundle(tmp_path / "bundle", lines)))
    with serving.serving(environ) as started:
        yield started


def shell(server: serving.LiveServer, **told: str) -> dict[str, str]:
    """A shell that knows where the installation lies and nothing else of the service."""
    known = {"PATH", "HOME", "CONGXA_CONFIG", "CONGXA_DATABASE_URL", "CONGXA_STATE_DIR"}
    known |= {"CONGXA_MEDIA_DIR"}
    return {name: value for name, value in server.environ.items() if name in known} | told


def arguments(server: serving.LiveServer, name: str, ids: dict[str, str]) -> list[str]:
    home = str(server.environ["HOME"])
    words = {"home": home, "bundle": f"{home}/bundle", "url": server.url, "number": "1", **ids}
    return [part.format(**words) for part in COMMANDS[name] or ()]


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as response:
        return bytes(response.read())


def public(server: serving.LiveServer) -> dict[str, bytes]:
    return {path: fetch(server.url + path) for path in PATHS}


def ids_of(server: serving.LiveServer) -> dict[str, str]:
    """The ids of the article and of the draft; the export names both, the API only one."""
    shown = json.loads(fetch(f"{server.url}/v1/articles?fields=id"))["items"][0]["id"]
    sql = "from api.db import databases as db; import sys; db.connect(sys.argv[1]);"
    sql += "from api.publishing.models import Document as D;"
    sql += "print(*[d.id for d in D.select().where(D.public == 'none')])"
    program = [str(serving.CONGXA.with_name("python")), "-c", sql]
    url = server.environ["CONGXA_DATABASE_URL"]
    draft = subprocess.check_output([*program, url], text=True).strip()
    return {"id": shown, "draft": draft}


def test_every_command_of_the_readme_is_tried_here() -> None:
    table = README[README.index("| Command | What it does |") :]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {word for row in rows for word in re.findall(r"`(?:congxa )?([a-z]+)", row)}

    assert named == set(COMMANDS)


def test_f34_a_plain_shell_changes_no_public_byte(server: serving.LiveServer) -> None:
    before, plain = public(server), shell(server)
    assert OURS.encode() in before[ARTICLE]
    assert b"bao.vn" in before[ARTICLE]
    assert b"nofollow" not in before[ARTICLE]
    ids = ids_of(server)

    with subprocess.Popen([serving.CONGXA, "worker"], env=plain) as worker:
        for name in [each for each in COMMANDS if COMMANDS[each] and each not in ALTERING]:
            done = serving.quick(plain, *arguments(server, name, ids), check=False)
            assert done.returncode == (2 if name == "configure" else 0), (name, done.stderr)
            assert public(server) == before, name
        for name in ("withdraw", "republish", "trash", "recover", "trash", "purge", "site"):
            serving.quick(plain, *arguments(server, name, ids))
        assert worker.poll() is None
        worker.terminate()

    assert worker.returncode == 0
    after = public(server)
    links = {path: body.count(OURS.encode()) for path, body in before.items()}
    assert {path: body.count(OURS.encode()) for path, body in after.items()} == links
    assert not [path for path, body in after.items() if OTHER.encode() in body]
    assert b"nofollow" not in after[ARTICLE]


def test_f34_a_shell_that_was_told_otherwise_is_refused(server: serving.LiveServer) -> None:
    before, ids = public(server), ids_of(server)
    names = [each for each in COMMANDS if COMMANDS[each] and each not in WITHOUT_DATA]
    tried = [arguments(server, name, ids) for name in names]
    tried += [["worker"], ["import", "--dry-run", f"{server.environ['HOME']}/bundle"]]

    for command in tried:
        refused(shell(server, CONGXA_BASE_URL=OTHER), command, OURS, OTHER)
    # A second node: its own state and port, the same database.
    node = {"CONGXA_STATE_DIR": f"{server.environ['HOME']}/node"}
    node["CONGXA_PORT"] = str(serving.free_port())
    Path(node["CONGXA_STATE_DIR"]).mkdir()
    refused(shell(server, CONGXA_BASE_URL=OTHER, **node), ["serve"], OURS, OTHER)
    refused(shell(server, CONGXA_FREE_LINK_HOSTS=""), ["reindex"], "bao.vn", "none")
    assert public(server) == before


def refused(environ: dict[str, str], command: list[str], *both: str) -> None:
    done = serving.quick(environ, *command, check=False)
    last = done.stderr.splitlines()[-1]
    assert done.returncode == CONFIG, (command, done.stderr)
    assert last.startswith("congxa: CONGXA_")
    assert all(each in last for each in both)


def test_f34_the_address_is_changed_on_purpose_and_for_all(server: serving.LiveServer) -> None:
    new = "https://api.xa-moi.vn"
    assert new.encode() not in public(server)[ARTICLE]

    done = serving.quick(shell(server), "configure", "--base-url", new)

    assert done.stdout == f"CONGXA_BASE_URL is {new} now; it was {OURS}.\n"
    # The ticker of the running service renders, though it was started with the old one.
    eventually(lambda: new.encode() in fetch(f"{server.url}/v1/articles"))
    assert OURS.encode() not in fetch(f"{server.url}/v1/articles")
    serving.quick(shell(server), "import", f"{server.environ['HOME']}/bundle")
    assert OURS.encode() not in fetch(f"{server.url}/v1/articles")
    assert serving.stop(server) == 0
    refused = serving.quick(server.environ, "serve", check=False)
    assert refused.returncode == CONFIG
    assert new in refused.stderr
    assert OURS in refused.stderr
    with serving.serving({**server.environ, "CONGXA_BASE_URL": new}) as again:
        assert new.encode() in public(again)[ARTICLE]
