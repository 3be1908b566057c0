"""People at their desks: each calls the authoring API with a token of their own."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.accounts import commands
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock

_numbers = count(1)


class Desk:
    """One person's calls; `id` is theirs."""

    def __init__(self, client: FlaskClient, site: Document | None, role: Role | None,
                 scope: commands.Scope = commands.ALL) -> None:  # fmt: skip
        by = OPERATOR, clock.now()
        number = next(_numbers)
        account = commands.create_account(f"p{number}@yenhoa.example", f"Người {number}", None, by)
        if role is not None:
            commands.grant(account, role, site and site.id, by)
        self.id = str(account.id)
        self.secret = commands.create_token(account, "Bàn làm việc", 90, by, scope)[1]
        self._client = client

    def call(self, method: str, path: str, said: Any = None, *, version: int | None = None,
             data: Any = None, **headers: str) -> TestResponse:  # fmt: skip
        """One call below `/authoring/v1`, on a version where one is named; `data` as it is."""
        sent = {"Authorization": f"Bearer {self.secret}"}
        if version is not None:
            sent["If-Match"] = f'"v{version}"'
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        body = {} if said is None and data is None and method not in {"GET", "DELETE"} else said
        return self._client.open(
            f"/authoring/v1{path}", method=method, json=body, data=data,
            headers=sent, base_url="http://127.0.0.1",
        )  # fmt: skip

    def get(self, path: str) -> Any:
        """What is answered to a GET that succeeds."""
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def create(self, path: str, said: Any, key: str | None = None) -> TestResponse:
        """A POST that creates something, with a key of its own."""
        return self.call("POST", path, said, Idempotency_Key=key or new_key())

    def write(self, method: str, path: str, document: Any, said: Any = None) -> Any:
        """A write on what an answer brought, which must succeed; the document after it."""
        answer = self.call(method, path, said, version=document["version"])
        assert answer.status_code == 200, answer.text
        assert answer.headers["ETag"] == f'"v{answer.json["version"]}"'
        return answer.json


def new_key() -> str:
    """An Idempotency-Key that was not used before."""
    return f"key-{next(_numbers):016}"
