"""While the secret key is rotated, what was signed and sealed with the one of before is good."""

from dataclasses import replace

import pyotp
from flask.testing import FlaskClient

from api.accounts.entry import passkeys, second_factor
from api.accounts.models import Account
from api.runtime import clock
from api.runtime.config import config, configure
from tests.api.accounts.test_passkeys import HERE, device  # noqa: F401 - a fixture
from tests.api.accounts.test_sessions import ME, sign_in
from tests.factories import NOON, make_article, make_site

OLD, NEW = "o1d-0123456789-ABCDEFGHIJKLMNOPQRSTUV", "new-0123456789-ABCDEFGHIJKLMNOPQRSTUV"


def sign_with(key: str, *fallbacks: str) -> None:
    configure(replace(config(), secret_key=key, secret_key_fallbacks=fallbacks))


def test_next_links_and_sessions_live_on(client: FlaskClient, member: Account) -> None:
    other = make_site("hoa-binh")
    for _ in range(3):
        make_article(other)
    sign_with(OLD)
    sign_in(client)
    first, unasked = (client.get(f"/v1/articles?limit={each}").json["next"] for each in (1, 2))

    sign_with(NEW, OLD)
    second = client.get(first).json["next"]
    sign_with(OLD, NEW)  # as a node does that is not there yet
    statuses = [client.get(each).status_code for each in (second, ME)]
    sign_with(NEW)
    after = [client.get(each).status_code for each in (unasked, ME)]

    assert statuses == [200, 200]
    assert after == [400, 200]


def test_a_second_factor_is_sealed_with_the_new_key_once_it_is_shown(member: Account) -> None:
    sign_with(OLD)
    totp = pyotp.TOTP(second_factor.begin(member).secret)
    second_factor.confirm(member, totp.at(NOON), NOON)
    at = clock.now()

    sign_with(NEW, OLD)
    shown = second_factor.is_right(member.id, totp.at(at), at)
    sign_with(NEW)
    later = at.replace(year=at.year + 1)

    assert shown
    assert second_factor.is_right(member.id, totp.at(later), later)


def test_a_challenge_of_before_is_answered(member: Account, device) -> None:  # noqa: F811
    sign_with(OLD)
    said = passkeys.Said(device.sign(passkeys.request_options(HERE, clock.now())), HERE)

    sign_with(NEW, OLD)

    assert passkeys.owner(said, clock.now()) == member.id
