"""T35: a cookie counts only in what a page of this very address asks."""

from api.accounts.models import Session
from tests.api.accounts.conftest import PAGE, PASSWORD
from tests.api.accounts.test_sessions import ADDRESS, ME, bearer, sign_in

FOREIGN = {
    "no origin": {},
    "null": {"Origin": "null"},
    "another": {"Origin": "https://evil.example"},
    "its own name within": {"Origin": "http://localhost.evil.example"},
    "a sibling": {"Origin": "http://sub.localhost"},
    "another port": {"Origin": "http://localhost:8080"},
    "another scheme": {"Origin": "https://localhost"},
    "a page of the same site": {**PAGE, "Sec-Fetch-Site": "same-site"},
    "a page of another site": {**PAGE, "Sec-Fetch-Site": "cross-site"},
}


def test_t35_no_other_page_acts_by_a_cookie(client, member) -> None:
    sign_in(client)

    for who, headers in FOREIGN.items():
        as_json = client.delete(ADDRESS, headers=headers)
        as_form = client.delete(ADDRESS, headers=headers, data="{}", content_type="text/plain")
        told = [(each.status_code, each.json["code"]) for each in (as_json, as_form)]
        assert told == [(403, "wrong_origin")] * 2, who
    assert Session.select().count() == 1


OURS = [PAGE, {"Origin": "http://portal.test"}, {**PAGE, "Sec-Fetch-Site": "same-origin"}]


def test_a_page_of_ours_acts_by_a_cookie(client, member) -> None:
    for headers in OURS:
        sign_in(client)
        assert client.delete(ADDRESS, headers=headers).status_code == 204
        assert Session.select().count() == 0


def test_t35_reading_needs_no_origin_but_no_sibling_may(client, member) -> None:
    sign_in(client)

    told = [client.get(ME, headers=headers).status_code for headers in (
        {}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"})]  # fmt: skip

    assert told == [200, 200, 200, 403, 403]


def test_a_token_in_a_header_is_no_pages_to_send(client, member) -> None:
    token = sign_in(client, bearer=True, headers={}).json["token"]
    headers = {**bearer(token), "Origin": "https://soan.example", "Sec-Fetch-Site": "cross-site"}

    assert client.get(ME, headers=headers).status_code == 200


def test_t35_nobody_is_signed_in_by_another_page_or_by_a_form(client, member) -> None:
    foreign = sign_in(client, headers=FOREIGN["another"])
    form = client.post(
        ADDRESS, headers=PAGE, content_type="text/plain",
        data=f'{{"email": "{member.email}", "password": "{PASSWORD}"}}',
    )  # fmt: skip

    assert (foreign.status_code, form.status_code) == (403, 415)
    assert Session.select().count() == 0
