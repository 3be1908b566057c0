"""A page of the desk brings what its screen asks first, for whoever is signed in alone."""

import re

import orjson

from tests.api.accounts.conftest import PAGE
from tests.api.accounts.test_sessions import ME, sign_in

RATINGS = "/authoring/v1/statistics/ratings?reasons=true"
WAITING = "/authoring/v1/documents?waiting=me&limit=100"
UGLY = "</script><script>alert(1)</script><!-- known -->"


def brought(client, path):
    page = client.get(f"/desk/{path}")
    assert page.headers["Cache-Control"] == "private, no-store"
    found = re.findall(r'<script type="application/json" id="handed">(.*?)</script>', page.text)
    assert len(found) == 1
    return orjson.loads(found[0])


def test_a_page_brings_what_its_screen_asks_first(client, member) -> None:
    sign_in(client)

    home, listed = brought(client, ""), brought(client, "noi-dung")

    assert list(home["answers"]) == [ME, WAITING]
    assert list(listed["answers"]) == [ME, WAITING, RATINGS]
    for address, answer in listed["answers"].items():
        assert answer == {"status": 200, "body": client.get(address).json}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*\+00:00", home["at"])


def test_t15_no_words_end_the_block_that_brings_them(client, member) -> None:
    sign_in(client)
    renamed = client.patch(ME, json={"name": UGLY}, headers=PAGE)

    assert renamed.status_code == 200
    assert brought(client, "")["answers"][ME]["body"]["name"] == UGLY


def test_nothing_stands_at_the_door_or_for_a_session_that_has_ended(client, member) -> None:
    sign_in(client)
    kept = client.get_cookie("__Host-congxa")

    at_the_door = brought(client, "vao")
    client.delete("/authoring/v1/session", headers=PAGE)
    client.set_cookie("__Host-congxa", kept.decoded_value)

    assert at_the_door["answers"] == {}
    assert brought(client, "")["answers"] == {}
