"""An editor's day over HTTP, from signing in to withdrawing, with what readers see at each step."""

from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient

from api.accounts import commands
from api.accounts.entry import credentials
from api.publishing import schedule
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.publishing.authoring.desk import new_key
from tests.factories import make_site

PASSWORD = "trâu vàng uống nước suối"
MORNING = datetime.fromisoformat("2026-07-13T08:00:00+07:00")
ORIGIN = {"Origin": "http://localhost"}


class Browser:
    """One person's browser, whose cookie says who it is."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self.client, self.email = client, email
        self.otp: pyotp.TOTP | None = None

    def call(self, method: str, path: str, said: Any = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if said is None and method != "DELETE" else said
        json = None if method == "GET" else body
        answer = self.client.open(
            f"/authoring/v1{path}", method=method, json=json, headers={**ORIGIN, **sent}
        )
        assert answer.status_code < 400, answer.text
        return answer.json

    def sign_in(self) -> None:
        said = self.call("POST", "/session", {"email": self.email, "password": PASSWORD})
        assert said["mfa_required"] == (self.otp is not None)
        if self.otp is not None:
            self.call("POST", "/session/mfa", {"code": self.otp.at(clock.now())})

    def set_up_codes(self) -> None:
        self.otp = pyotp.TOTP(self.call("POST", "/me/totp")["secret"])
        self.call("PUT", "/me/totp", {"code": self.otp.at(clock.now())})

    def write(self, method: str, article: Any, path: str = "", said: Any = None) -> Any:
        at = f"/articles/{article['id']}{path}"
        return self.call(method, at, said, If_Match=f'"v{article["version"]}"')


@pytest.fixture
def people(app) -> dict[str, Browser]:
    """An editor and a publisher of Yên Hòa, who have chosen their passwords."""
    site = make_site(at=MORNING - timedelta(days=1))
    by = OPERATOR, MORNING - timedelta(hours=1)
    found = {}
    for name, role in (("bien-tap", Role.EDITOR), ("duyet", Role.PUBLISHER)):
        account = commands.create_account(f"{name}@yenhoa.example", name, None, by)
        commands.grant(account, role, site.id, by)
        credentials.choose_password(commands.make_link(account, by), PASSWORD, by[1])
        found[name] = Browser(app.test_client(), account.email)
    return found


def test_an_editors_day(people, client) -> None:
    editor, publisher = people.values()

    def public() -> tuple[int, Any]:
        answer = client.get(f"/v1/articles/{article['id']}")
        return answer.status_code, answer.json

    with time_machine.travel(MORNING, tick=False) as now:
        # She signs in, sets up codes, and signs in once more with one.
        editor.sign_in()
        editor.set_up_codes()
        now.shift(60)
        editor.sign_in()
        publisher.sign_in()

        # She writes, with three saves in one sitting, and hands it in.
        said = {"title": "Khánh thành cầu Yên Hòa", "body_html": "<p>Sáng nay.</p>"}
        article = editor.call("POST", "/articles", said, Idempotency_Key=new_key())
        for minute in ("7 giờ", "7 giờ 15", "7 giờ 30"):
            now.shift(600)
            body = {"body_html": f"<p>Sáng nay, lúc {minute}.</p>"}
            article = editor.write("PATCH", article, said=body)
        assert article["edition"]["number"] == 1
        article = editor.write("POST", article, "/submission")
        assert public()[0] == 404

        # It comes back with a comment, is corrected, and goes in again.
        (waiting,) = publisher.call("GET", "/documents?waiting=me")["items"]
        assert (waiting["id"], waiting["waiting"]) == (article["id"], "review")
        article = publisher.write("POST", article, "/return", {"comment": "Cầu nào?"})
        (waiting,) = editor.call("GET", "/documents?waiting=me")["items"]
        assert (waiting["waiting"], waiting["edition"]["comment"]) == ("return", "Cầu nào?")
        article = editor.write("PATCH", article, said={"lead": "Cầu bắc qua sông Đáy."})
        article = editor.write("POST", article, "/submission")

        # Another approves it for ten o'clock; then it is there.
        at_ten = MORNING.replace(hour=10)
        article = publisher.write(
            "PUT", article, "/publication", {"publish_at": at_ten.isoformat()}
        )
        assert public()[0] == 404
        now.move_to(at_ten)
        schedule.perform_due(clock.now())
        status, seen = public()
        assert (status, seen["lead"]) == (200, "Cầu bắc qua sông Đáy.")

        # A mistake is corrected in public, by two people and with a note.
        article = editor.call("GET", f"/articles/{article['id']}")
        article = editor.write("PATCH", article, said={"lead": "Cầu bắc qua sông Nhuệ."})
        article = publisher.write("PUT", article, "/publication", {"correction": "Sửa tên sông."})
        status, seen = public()
        assert (seen["lead"], seen["corrections"][0]["note"]) == (
            "Cầu bắc qua sông Nhuệ.", "Sửa tên sông."
        )  # fmt: skip

        # That was the mistake: the publisher alone undoes it with two calls.
        editions = publisher.call("GET", f"/articles/{article['id']}/editions")["items"]
        before = next(each["number"] for each in editions[::-1] if not each["is_live"])
        article = publisher.write("POST", article, "/restoration", {"edition": before})
        article = publisher.write("PUT", article, "/publication")
        assert article["live"]["url"].endswith("/bai-viet/khanh-thanh-cau-yen-hoa")
        assert public()[1]["lead"] == "Cầu bắc qua sông Đáy."

        # At last it is taken away, and says why.
        article = publisher.write("POST", article, "/withdrawal", {"reason": "error"})
        status, gone = public()
        assert (status, gone["reason"]) == (410, "error")
        assert editor.call("GET", "/documents?waiting=me")["items"] == []
