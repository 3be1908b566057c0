"""T52: no text that comes in, however odd, breaks a request on either database."""

from tests.api.accounts.conftest import PAGE
from tests.api.accounts.test_people import TOKENS, USERS, signed, town  # noqa: F401 - a fixture
from tests.api.accounts.test_sessions import ADDRESS, ME, sign_in

ODD = ["a\0b", "a\0b@xa.vn", "a\u202eb", "\U0010ffff", "ă" * 254, "İ@x.vn"]


def test_t52_a_text_that_no_database_takes_is_refused(client, member, town) -> None:  # noqa: F811
    held = signed(town["root"])

    for odd in ODD:
        role = {"site": odd, "role": "author"}
        answers = [
            sign_in(client, email=odd),
            sign_in(client, password=odd),
            sign_in(client, "sai", code=odd[:40]),
            client.post("/authoring/v1/password", json={"link": odd[:90], "password": odd}),
            client.post(USERS, json={"email": odd, "name": odd, "roles": [role]}, headers=held),
            client.patch(f"{USERS}/{member.id}", json={"roles": [role]}, headers=held),
            client.post(TOKENS, json={"name": odd, "days": 0}, headers=held),
            client.post(TOKENS, json={"name": "x", "site": odd}, headers=held),
            client.put(f"{ME}/totp", json={"code": odd[:40]}, headers=held),
            client.post(f"{ADDRESS}/passkey", json={"credential": {odd: odd}}, headers=PAGE),
        ]
        assert [each.status_code for each in answers if not 400 <= each.status_code < 500] == []
    halves = client.post(
        ADDRESS, data='{"email": "\\ud800", "password": "x"}', content_type="application/json"
    )
    assert halves.status_code in (400, 422)
