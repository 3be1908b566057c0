"""The second factor: codes of an app and for recovery, each of them once."""

import re
from datetime import timedelta

import pyotp
import pytest

from api.accounts import commands
from api.accounts.entry import brake, credentials, second_factor, sessions
from api.accounts.entry.sessions import Kind
from api.accounts.errors import HasSecondFactor, WrongCode
from api.accounts.models import RecoveryCode, SecondFactor, Session
from api.db.databases import execute
from api.publishing.models import AuditEvent
from api.runtime import clock
from tests.api.accounts.conftest import BY, PAGE, PASSWORD
from tests.api.accounts.test_brake import limited  # noqa: F401 - a fixture
from tests.api.accounts.test_sessions import ADDRESS, ME, bearer, sign_in, status
from tests.api.accounts.test_tokens import token_of
from tests.api.delivery.world import NAMES, document
from tests.factories import NOON

MFA, TOTP, CODES = f"{ADDRESS}/mfa", f"{ME}/totp", f"{ME}/recovery-codes"
STEP = timedelta(seconds=30)


@pytest.fixture
def app_codes(member) -> pyotp.TOTP:
    """The authenticator app of a member, who has set it up long ago."""
    totp = pyotp.TOTP(second_factor.begin(member).secret)
    second_factor.confirm(member, totp.at(NOON), NOON)
    return totp


def now_code(totp: pyotp.TOTP) -> str:
    return totp.at(clock.now())


def show(client, code: str, token: str):
    return client.post(MFA, json={"code": code}, headers=bearer(token))


def test_a_person_sets_it_up_and_is_asked_for_it_from_then_on(client, member) -> None:
    other = sign_in(client, bearer=True).json["token"]
    token = sign_in(client, bearer=True).json["token"]
    begun = client.post(TOTP, headers=bearer(token)).json
    totp = pyotp.parse_uri(begun["uri"])
    assert (totp.secret, totp.name, totp.issuer) == (begun["secret"], member.email, "Cổng Xã")
    assert begun["qr"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert sign_in(client, bearer=True).json["mfa_required"] is False

    wrong = client.put(TOTP, json={"code": "000000"}, headers=bearer(token))
    done = client.put(TOTP, json={"code": totp.at(clock.now() - STEP)}, headers=bearer(token))

    assert (wrong.status_code, wrong.json["code"]) == (401, "wrong_code")
    assert len(set(done.json["recovery_codes"])) == 10
    assert (status(client, token), status(client, other)) == (200, 401)
    waiting = sign_in(client, bearer=True).json
    assert waiting["mfa_required"] is True
    assert status(client, waiting["token"]) == 401
    inside = show(client, now_code(totp), waiting["token"]).json
    assert (inside["mfa_required"], inside["user"]["email"]) == (False, member.email)
    assert inside["token"] != waiting["token"]
    assert (status(client, inside["token"]), status(client, waiting["token"])) == (200, 401)
    me = client.get(ME, headers=bearer(inside["token"])).json
    assert (me["second_factor"], me["recovery_codes_left"]) == (True, 10)


def test_a_browser_gets_another_cookie_with_the_second_factor(client, member, app_codes) -> None:
    sign_in(client, own_device=True)
    before = client.get_cookie("__Host-congxa").value

    done = client.post(MFA, json={"code": now_code(app_codes)}, headers=PAGE)

    assert "Max-Age=2592000" in done.headers["Set-Cookie"]
    assert client.get_cookie("__Host-congxa").value != before
    assert client.get(ME).status_code == 200
    foreign = client.post(MFA, json={"code": "1"}, headers={"Origin": "https://evil.example"})
    assert foreign.json["code"] == "wrong_origin"


def test_t36_a_code_is_taken_once_and_only_near_its_time(member, app_codes) -> None:
    at = NOON + timedelta(days=1)

    told = [second_factor.is_right(member.id, app_codes.at(at + STEP * each), at)
            for each in (-2, 2, -1, -1, 0, 0, -1, 1, 1, 0)]  # fmt: skip

    assert told == [False, False, True, False, True, False, False, True, False, False]


def test_t36_a_recovery_code_is_good_once_however_it_is_written(member) -> None:
    totp = pyotp.TOTP(second_factor.begin(member).secret)
    first, second, *_ = second_factor.confirm(member, totp.at(NOON), NOON)

    told = [second_factor.is_right(member.id, code, NOON)
            for code in (first.upper().replace("-", " "), first, second, "", "abcd")]  # fmt: skip

    assert told == [True, False, True, False, False]
    assert second_factor.recovery_codes_left(member.id) == 8


def test_t36_ten_thousand_guesses_are_not_looked_at(client, member, app_codes, limited) -> None:  # noqa: F811
    token = sign_in(client, bearer=True).json["token"]

    told = [show(client, f"{each:06}", token).status_code for each in range(brake.FREE + 2)]

    assert told == [401] * brake.FREE + [429] * 2
    assert show(client, now_code(app_codes), token).status_code == 429


def operations() -> list[tuple[str, str]]:
    """All that one must be signed in for, by the document."""
    paths = document("authoring")["paths"]
    return [
        (method, re.sub("{[a-z]+_id}", NAMES["uuid"], path))
        for path, item in paths.items()
        for method, operation in item.items()
        if method in {"get", "put", "post", "patch", "delete"} and operation.get("security") != []
    ]


def test_t36_who_owes_the_second_factor_reaches_nothing_else(client, member, app_codes) -> None:
    token = sign_in(client, bearer=True).json["token"]
    assert len(operations()) > 5

    for method, path in operations():
        answer = client.open(path, method=method.upper(), headers=bearer(token))
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in"), (method, path)


def test_a_code_beside_the_password_signs_in_with_one_request(client, member, app_codes) -> None:
    done = sign_in(client, bearer=True, code=now_code(app_codes)).json
    again = sign_in(client, bearer=True, code=now_code(app_codes)).json

    assert (done["mfa_required"], again["mfa_required"]) == (False, True)


def test_t30_the_owner_with_a_code_comes_in_from_anywhere_while_others_guess(
    client, member, app_codes, limited  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    at = clock.now()
    for each in range(2 * brake.FREE):
        elsewhere = brake.tries(member.email, bytes([10, 0, 0, each]), at)
        brake.SignInBrake.update(until=at).execute()
        brake.take(elsewhere, at)
    assert sign_in(client).status_code == 429

    done = sign_in(client, code=now_code(app_codes))

    assert done.status_code == 200


def test_a_session_that_is_long_ago_gives_a_code_again(client, member, app_codes) -> None:
    old = clock.now() - timedelta(hours=13)
    begun = sessions.begin(member, Kind(is_long=True, is_bearer=True), old)
    held = bearer(begun.secret)
    asked = [client.post(TOTP, headers=held), client.delete(TOTP, headers=held),
             client.post(CODES, headers=held)]  # fmt: skip
    assert [each.json["code"] for each in asked] == ["code_required"] * 3
    assert sessions.by_secret(begun.secret, clock.now()).needs_code_again

    token = show(client, now_code(app_codes), begun.secret).json["token"]

    assert not sessions.by_secret(token, clock.now()).needs_code_again
    codes = client.post(CODES, headers=bearer(token))
    assert len(codes.json["recovery_codes"]) == 10
    assert client.post(TOTP, headers=bearer(token)).json["code"] == "second_factor_exists"
    assert client.delete(TOTP, headers=bearer(token)).status_code == 204
    assert client.post(CODES, headers=bearer(token)).json["code"] == "no_second_factor"
    assert show(client, "000000", token).json["code"] == "no_second_factor"
    assert sign_in(client).json["mfa_required"] is False
    told = [each.action for each in AuditEvent.select().order_by(AuditEvent.number)]
    assert told[-4:] == ["sign_in", "renew_recovery_codes", "drop_second_factor", "sign_in"]


def test_a_program_with_a_machine_token_changes_nothing_of_its_owner(client, member) -> None:
    _made, secret = token_of(member)

    told = [client.open(path, method=method, json=body, headers=bearer(secret)).json["code"]
            for method, path, body in (
                ("PATCH", ME, {"name": "Khác"}), ("POST", TOTP, None), ("DELETE", TOTP, None),
                ("PUT", TOTP, {"code": "000000"}), ("POST", CODES, None))]  # fmt: skip

    assert told == ["session_required"] * 5


@pytest.mark.parametrize(("drops", "is_asked"), [(False, True), (True, False)])
def test_t32_a_reset_passes_the_second_factor_only_where_it_says_so(
    client, member, app_codes, drops: bool, is_asked: bool
) -> None:
    link = commands.make_link(member, BY, drops_second_factor=drops)
    assert sign_in(client).json["mfa_required"] is True

    credentials.choose_password(link, f"{PASSWORD} 2", NOON)

    assert sign_in(client, f"{PASSWORD} 2").json["mfa_required"] is is_asked
    assert (RecoveryCode.select().count() > 0) is is_asked


def test_a_copy_of_the_database_makes_no_codes(member) -> None:
    secret = second_factor.begin(member).secret
    codes = second_factor.confirm(member, pyotp.TOTP(secret).at(NOON), NOON)

    rows = repr([execute(f'SELECT * FROM "{each}"').fetchall()
                 for each in ("second_factor", "recovery_code", "audit_event")])  # fmt: skip

    assert secret not in rows
    assert not any(each in rows or each.replace("-", "") in rows for each in codes)


def test_only_one_is_set_up_and_only_by_a_code_that_was_not_taken(member) -> None:
    first = pyotp.TOTP(second_factor.begin(member).secret)
    second = pyotp.TOTP(second_factor.begin(member).secret)

    with pytest.raises(WrongCode):
        second_factor.confirm(member, first.at(NOON), NOON)
    second_factor.confirm(member, second.at(NOON), NOON)

    with pytest.raises(WrongCode):
        second_factor.confirm(member, second.at(NOON + STEP), NOON)
    with pytest.raises(HasSecondFactor):
        second_factor.begin(member)
    assert SecondFactor.select().count() == 1


def test_somebody_changes_name_and_password(client, member) -> None:
    held = sign_in(client, bearer=True).json["token"]
    sign_in(client)
    before = client.get_cookie("__Host-congxa").value
    new = {"current_password": PASSWORD, "password": f"{PASSWORD} 2", "name": "Lê  Mai"}

    wrong = client.patch(ME, json={**new, "current_password": "sai"}, headers=PAGE)
    half = client.patch(ME, json={"password": "x"}, headers=PAGE)
    weak = client.patch(ME, json={**new, "password": "lethimai2026!"}, headers=PAGE)
    assert [each.json["code"] for each in (wrong, half, weak)] == [
        "wrong_password", "invalid_content", "weak_password"]  # fmt: skip
    assert client.get(ME).json["name"] == "Lê Thị Mai"
    done = client.patch(ME, json=new, headers=PAGE)

    assert (done.status_code, done.json["name"]) == (200, "Lê Mai")
    assert client.get_cookie("__Host-congxa").value != before
    assert client.get(ME).json["session"] == done.json["session"]
    assert (status(client, before), status(client, held)) == (401, 401)
    assert Session.select().count() == 1
    assert sign_in(client, f"{PASSWORD} 2").status_code == 200


def test_t23_nobody_gives_themselves_what_is_not_theirs_to_change(client, member) -> None:
    sign_in(client)

    for name in ("id", "email", "roles", "means", "disabled_at", "password_hash"):
        answer = client.patch(ME, json={name: "admin"}, headers=PAGE)
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [f"/{name}"]
