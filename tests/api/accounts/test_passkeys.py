"""Passkeys: made by whoever is signed in, they sign in; each challenge is answered once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.accounts.entry import passkeys
from api.accounts.errors import WrongPasskey
from api.accounts.models import AnsweredChallenge, Passkey
from api.runtime import clock
from tests.api.accounts.authenticator import FLAG, Authenticator
from tests.api.accounts.conftest import PAGE
from tests.api.accounts.test_people import signed, town  # noqa: F401 - a fixture
from tests.api.accounts.test_sessions import ADDRESS, ME, sign_in

PASSKEYS, ENTRY = f"{ME}/passkeys", f"{ADDRESS}/passkey"
HERE = passkeys.Place("localhost", ("http://localhost",))


def made(client, device: Authenticator, headers=PAGE):
    options = client.post(f"{PASSKEYS}/options", headers=headers).json
    body = {"name": "Điện thoại", "credential": device.make(options)}
    return client.post(PASSKEYS, json=body, headers=headers)


def entered(client, device: Authenticator, **said):
    options = client.post(f"{ENTRY}/options", headers=PAGE).json
    return client.post(ENTRY, json={"credential": device.sign(options), **said}, headers=PAGE)


def test_a_passkey_is_made_signs_in_and_is_taken_away(client, member) -> None:
    sign_in(client)
    device = Authenticator(counter=7)

    kept = made(client, device)

    assert kept.status_code == 201
    assert client.get(PASSKEYS).json["items"] == [kept.json]
    assert (kept.json["name"], kept.json["used_at"]) == ("Điện thoại", None)
    client.delete(ADDRESS, headers=PAGE)
    device.counter = 8
    done = entered(client, device)
    assert (done.status_code, done.json["mfa_required"], done.json["token"]) == (200, False, None)
    assert client.get(ME).json["email"] == member.email
    assert client.get(PASSKEYS).json["items"][0]["used_at"] is not None
    gone = client.delete(f"{PASSKEYS}/{kept.json['id']}", headers=PAGE)
    assert gone.status_code == 204
    device.counter = 9
    assert entered(client, device).json["code"] == "wrong_passkey"
    again = client.delete(f"{PASSKEYS}/{kept.json['id']}", headers=PAGE)
    assert (again.status_code, again.json["code"]) == (404, "passkey_not_found")


@pytest.fixture
def device(member) -> Authenticator:
    """The phone of a member, who registered it long ago."""
    device, at = Authenticator(counter=7), clock.now() - timedelta(days=1)
    options = passkeys.creation_options(member, HERE, at)
    passkeys.register(member, "Điện thoại", passkeys.Said(device.make(options), HERE), at)
    return replace(device, counter=8)


WRONG = {
    "of another page": {"origin": "https://evil.example"},
    "of another host": {"host": "evil.example"},
    "without a finger": {"flags": FLAG.UP},
    "by a copy of the key": {"counter": 7},
    "of nobody": {"name": b"0123456789abcdef"},
    "by another key": {"key": Authenticator().key},
}


def test_t33_a_passkey_counts_only_as_its_owner_uses_it_here(client, device) -> None:
    for why, changed in WRONG.items():
        answer = entered(client, replace(device, **changed))
        assert (answer.status_code, answer.json["code"]) == (401, "wrong_passkey"), why
    assert entered(client, device, bearer=True).json["token"]


def test_t36_a_challenge_is_answered_once_in_time_and_by_its_own_kind(member, device) -> None:
    at, device = clock.now(), replace(device, counter=0)
    Passkey.update(counter=0).execute()  # As of those that count nothing.
    options = passkeys.request_options(HERE, at)
    said = passkeys.Said(device.sign(options), HERE)
    late = passkeys.Said(device.sign(passkeys.request_options(HERE, at)), HERE)
    other = passkeys.Said(device.sign(passkeys.creation_options(member, HERE, at)), HERE)
    own = passkeys.Said(device.sign({"publicKey": {"challenge": "A" * 76}}), HERE)

    assert passkeys.owner(said, at) == member.id
    with pytest.raises(WrongPasskey):
        passkeys.owner(passkeys.Said(device.sign(options), HERE), at)
    for each, moment in ((late, at + passkeys.LASTS), (other, at), (own, at)):
        with pytest.raises(WrongPasskey):
            passkeys.owner(each, moment)
    passkeys.sweep(at + passkeys.LASTS)
    assert AnsweredChallenge.select().count() == 0


def test_a_passkey_of_one_person_is_no_other_ones(client, town) -> None:  # noqa: F811
    device = Authenticator()
    kept = made(client, device, signed(town["editor"])).json

    twice = made(client, device, signed(town["other"]))
    foreign = client.delete(f"{PASSKEYS}/{kept['id']}", headers=signed(town["other"]))
    theirs = client.post(f"{PASSKEYS}/options", headers=signed(town["editor"])).json
    body = {"name": "x", "credential": Authenticator().make(theirs)}
    stolen = client.post(PASSKEYS, json=body, headers=signed(town["other"]))

    assert (twice.status_code, twice.json["code"]) == (409, "passkey_exists")
    assert (foreign.status_code, stolen.status_code) == (404, 401)
    assert Passkey.select().count() == 1


ENCODED = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA",
           "attestationObject": "AA"}  # fmt: skip
GARBAGE = [
    {},
    {"id": 1},
    {"id": "x", "rawId": "x", "response": {}, "type": "public-key"},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": ENCODED},
    {"rawId": ["x"], "id": {}, "response": []},
    {"response": {"clientDataJSON": "!"}},
]


def test_t52_what_is_no_credential_is_refused(client, member) -> None:
    sign_in(client)

    for each in GARBAGE:
        entry = client.post(ENTRY, json={"credential": each}, headers=PAGE)
        new = client.post(PASSKEYS, json={"credential": each, "name": "x"}, headers=PAGE)
        assert [entry.json["code"], new.json["code"]] == ["wrong_passkey"] * 2
