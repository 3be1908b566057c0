"""The same through the real server and shell: what readers get is byte for byte what it was."""

import json
import time
from typing import Any
from urllib.request import urlopen

import pytest

from api.accounts import commands
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites.commands import set_two_person_rule
from tests import serving
from tests.api.publishing.authoring.desk import new_key
from tests.api.publishing.authoring.test_writers import Writer
from tests.api.quarantine.stolen import PASSING, SPAM
from tests.api.quarantine.test_quarantine import SECONDS
from tests.api.server.processes import eventually
from tests.factories import make_article, make_site
from tests.sizes import IS_FULL, SIZES

EMAIL = "trom@yenhoa.example"
HERE = b"http://portal.test/"
"""Where the test has made what the server makes anew under its own address."""
KNOWN = {"acknowledged": ["new_link_host", "spam_words"]}


@pytest.fixture
def secret(database: str) -> str:
    """The token of an admin of everything, on a portal where one may publish alone."""
    by = OPERATOR, clock.now()
    make_site(at=by[1], phone="0208 3123 456")
    set_two_person_rule("yen-hoa", False, by)
    account = commands.create_account(EMAIL, "Quản trị", None, by)
    commands.grant(account, Role.ADMIN, None, by)
    return commands.create_token(account, "Bàn làm việc", 1, by)[1]


def read(url: str, articles: list[Document]) -> dict[str, bytes]:
    """What readers get, but for versions, times of change and views."""
    paths = [
        "/v1/home",
        "/v1/sites/yen-hoa",
        "/v1/articles?limit=100",
        "/v1/tags",
        "/v1/categories",
    ]
    paths += [f"/v1/articles/{each.id}" for each in articles]
    return {path: PASSING.sub(b"", urlopen(url + path).read()) for path in paths}


def deface(writer: Writer, path: str, said: Any) -> None:
    known = json.loads(writer.call("GET", path)[1])
    for method, to, body in (("PATCH", path, said), ("PUT", f"{path}/publication", KNOWN)):
        status, answer, _ = writer.call(method, to, body, If_Match=f'"v{known["version"]}"')
        assert status == 200, answer
        known = json.loads(answer)


def may_enter(url: str, secret: str) -> int:
    """The status of who comes anew: a connection that was silent meanwhile may be cut."""
    with Writer(url, secret) as writer:
        return writer.call("GET", "/me")[0]


def test_t65_a_server_gives_what_it_gave_and_the_shell_undoes_it(served, secret) -> None:
    now = clock.now()
    site = Document.get(Document.type == "site")
    articles = [make_article(site, f"Bài {n}", at=now) for n in range(SIZES["T65"].items)]
    with served(CONGXA_RATE_LIMITS="0") as server, Writer(server.url, secret) as thief:
        eventually(lambda: HERE not in b"".join(read(server.url, articles).values()))
        before = read(server.url, articles)
        since = clock.now()
        for number, each in enumerate(articles):
            deface(thief, f"/articles/{each.id}", {"title": f"Nổ hũ {number}", "body_html": SPAM})
        deface(thief, f"/sites/{site.id}", {"phone": "0900 000 000"})
        mate = {"email": "moi@xa.vn", "name": "Mới", "roles": [{"site": None, "role": "admin"}]}
        assert thief.call("POST", "/users", mate, Idempotency_Key=new_key())[0] == 201
        bad = read(server.url, articles)

        began = time.monotonic()
        said = serving.congxa(server.environ, "quarantine", EMAIL, "--since", since.isoformat())
        took = time.monotonic() - began

        assert read(server.url, articles) == before != bad
        assert may_enter(server.url, secret) == 401
        assert not IS_FULL or took <= SECONDS
        event = said.stdout.splitlines()[-1]
        serving.congxa(server.environ, "quarantine", "--undo", event)
        assert read(server.url, articles) == bad
        assert may_enter(server.url, secret) == 200
