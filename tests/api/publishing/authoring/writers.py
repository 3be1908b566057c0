"""Somebody who writes over the network, through one connection that stays open."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from api.accounts import commands
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock

Answer = tuple[int, Any, dict[str, str]]


def publisher_of(site: Document) -> str:
    """The token of a new publisher of a site."""
    by = OPERATOR, clock.now()
    account = commands.create_account("duyet@yenhoa.example", "Người duyệt", None, by)
    commands.grant(account, Role.PUBLISHER, site.id, by)
    return commands.create_token(account, "Bàn làm việc", 1, by)[1]


class Writer:
    """One connection of somebody who writes."""

    def __init__(self, url: str, secret: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._secret = secret

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def call(self, method: str, path: str, said: Any = None, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        body = None if said is None else json.dumps(said)
        self._connection.request(method, f"/authoring/v1{path}", body, sent)
        answer = self._connection.getresponse()
        return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}


def version_of(answer: Answer) -> tuple[str, int]:
    """Which document was answered, at which version; AssertionError for a refusal."""
    assert answer[0] < 300, answer
    said = json.loads(answer[1])
    return said["id"], said["version"]
