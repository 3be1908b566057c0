"""People and tokens over HTTP: an admin reaches those whose every role is on own sites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.accounts import commands, reach
from api.accounts.commands import Scope
from api.accounts.entry import credentials, sessions
from api.accounts.entry.sessions import Kind
from api.accounts.errors import TokenNotFound
from api.accounts.models import Account, MachineToken
from api.accounts.queries import get_account, roles_of
from api.publishing.models import AuditEvent, Role
from api.publishing.workflow import OPERATOR, Actor
from api.runtime import clock
from tests.api.accounts.conftest import PASSWORD
from tests.api.accounts.test_sessions import bearer, sign_in, status
from tests.api.delivery.world import NAMES
from tests.factories import make_site

USERS, TOKENS = "/authoring/v1/users", "/authoring/v1/tokens"
A, B = "yen-hoa", "hoa-binh"


def by():
    return OPERATOR, clock.now()


@pytest.fixture
def town(site):
    """Two sites, and somebody of each kind: an admin of one, of the other, of all, of none."""
    sites = {A: site, B: make_site(B, name="Xã Hòa Bình"), None: None}
    people = {
        "admin": {A: Role.ADMIN},
        "editor": {A: Role.EDITOR},
        "other": {B: Role.EDITOR},
        "other-admin": {B: Role.ADMIN},
        "both": {A: Role.EDITOR, B: Role.AUTHOR},
        "everywhere": {None: Role.AUTHOR},
        "root": {None: Role.ADMIN},
        "nobody": {},
    }
    found = {}
    for name, roles in people.items():
        found[name] = commands.create_account(f"{name}@xa.vn", f"Người {name}", None, by())
        for slug, role in roles.items():
            commands.grant(found[name], role, slug and sites[slug].id, by())
    return found


REACHED = {
    "admin": {"admin", "editor"},
    "other-admin": {"other", "other-admin"},
    "root": {"admin", "editor", "other", "other-admin", "both", "everywhere", "root", "nobody"},
}


def signed(account):
    return bearer(sessions.begin(account, Kind(is_bearer=True), clock.now()).secret)


@pytest.mark.parametrize("who", REACHED)
def test_t29_an_admin_sees_whom_he_reaches_and_nobody_else(client, town, who: str) -> None:
    held = signed(town[who])
    reached = {each for each in town if each in REACHED[who]}

    listed = client.get(f"{USERS}?total=true&limit=100", headers=held).json

    assert {each["email"] for each in listed["items"]} == {f"{each}@xa.vn" for each in reached}
    assert listed["total"] == len(reached)
    unknown = client.get(f"{USERS}/{NAMES['uuid']}", headers=held)
    for name, account in town.items():
        address = f"{USERS}/{account.id}"
        told = [client.get(address, headers=held),
                client.patch(address, json={"name": "Tên khác"}, headers=held),
                client.delete(f"{address}/sessions", headers=held),
                client.post(f"{address}/reset", json={}, headers=held)]  # fmt: skip
        if name in reached:
            assert [each.status_code for each in told] == (
                [200, 403, 403, 403] if name == who else [200, 200, 204, 200]
            )
        else:
            assert [each.data for each in told] == [unknown.data] * 4


def test_t20_who_administers_nothing_sees_nobody(client, town) -> None:
    body = {"email": "moi@xa.vn", "name": "Mới", "roles": [{"site": A, "role": "author"}]}

    for who in ("editor", "both", "everywhere", "nobody"):
        held = signed(town[who])
        told = [client.get(USERS, headers=held), client.post(USERS, json=body, headers=held)]
        assert [each.json["code"] for each in told] == ["role_required"] * 2
        assert client.get(f"{USERS}/{town[who].id}", headers=held).status_code == 404


def test_an_admin_lets_somebody_in_who_chooses_a_password(client, town) -> None:
    body = {"email": "Moi@xa.vn", "name": "Trần Văn Mới",
            "roles": [{"site": A, "role": "publisher"}]}  # fmt: skip

    done = client.post(USERS, json=body, headers=signed(town["admin"]))

    user, link = done.json["user"], done.json["link"]["link"]
    assert done.status_code == 201
    assert (user["email"], user["is_invited"], user["roles"]) == ("moi@xa.vn", True, body["roles"])
    assert link.startswith("http://portal.test/desk/moi#")
    credentials.choose_password(link.partition("#")[2], PASSWORD, clock.now())
    assert sign_in(client, email="moi@xa.vn").status_code == 200
    event = AuditEvent.select().where(AuditEvent.actor == str(town["admin"].id))
    assert [each.action for each in event] == ["create_account", "grant_role", "make_link"]


BEYOND = [[{"site": B, "role": "author"}], [{"site": None, "role": "author"}],
          [{"role": "author"}], [{"site": "khong-co", "role": "author"}],
          [{"site": A, "role": "author"}, {"site": B, "role": "author"}]]  # fmt: skip


def test_t29_an_admin_gives_no_role_beyond_his_own(client, town) -> None:
    held, address = signed(town["admin"]), f"{USERS}/{town['editor'].id}"
    new = {"email": "m@xa.vn", "name": "M"}

    for roles in BEYOND:
        told = [client.post(USERS, json={**new, "roles": roles}, headers=held),
                client.patch(address, json={"roles": roles}, headers=held)]  # fmt: skip
        assert [each.json["code"] for each in told] == ["site_not_found"] * 2, roles
    assert Account.select().where(Account.email == "m@xa.vn").count() == 0
    assert list(roles_of(town["editor"]).values()) == [Role.EDITOR]


def test_an_address_that_somebody_has_is_let_in_no_second_time(client, town) -> None:
    held, roles = signed(town["admin"]), [{"site": A, "role": "author"}]
    people = {"EDITOR": "email_taken", "other": "account_not_found",
              "nobody": "account_not_found", "both": "account_not_found"}  # fmt: skip

    for name, code in people.items():
        body = {"email": f"{name}@xa.vn", "name": "M", "roles": roles}
        assert client.post(USERS, json=body, headers=held).json["code"] == code


def test_roles_and_names_change_and_whoever_is_disabled_is_out(client, town) -> None:
    held, address = signed(town["admin"]), f"{USERS}/{town['editor'].id}"
    his = signed(town["editor"])
    roles = [{"site": A, "role": "publisher"}]

    done = client.patch(address, json={"name": "Mai  Anh", "roles": roles}, headers=held).json

    assert (done["name"], done["roles"], done["disabled_at"]) == ("Mai Anh", roles, None)
    assert client.get("/authoring/v1/me", headers=his).status_code == 401
    his = signed(get_account("editor@xa.vn"))
    same = client.patch(address, json={"roles": roles, "disabled": False}, headers=held)
    assert same.status_code == 200
    assert client.get("/authoring/v1/me", headers=his).status_code == 200
    assert client.delete(f"{address}/sessions", headers=held).status_code == 204
    assert client.get("/authoring/v1/me", headers=his).status_code == 401
    his = signed(get_account("editor@xa.vn"))
    out = client.patch(address, json={"disabled": True}, headers=held).json
    assert out["disabled_at"] is not None
    assert client.get("/authoring/v1/me", headers=his).status_code == 401
    assert client.post(f"{address}/reset", json={}, headers=held).json["code"] == "account_disabled"
    assert client.patch(address, json={"disabled": False}, headers=held).json["disabled_at"] is None


NO_CHANGES = [
    {"id": NAMES["uuid"]}, {"email": "x@xa.vn"}, {"password_hash": "x"}, {"second_factor": False},
    {"roles": []}, {"roles": [{"site": A, "role": "root"}]}, {"disabled": "true "},
    {"roles": [{"site": A, "role": "author"}, {"site": A, "role": "admin"}]},
    {"roles": [{"site": {"$ne": 0}, "role": "author"}]}, {"name": ""}, {"name": "a\u202eb"},
]  # fmt: skip


def test_t23_t26_what_is_no_change_is_refused(client, town) -> None:
    before = Account.get_by_id(town["editor"].id).__data__
    held, address = signed(town["root"]), f"{USERS}/{town['editor'].id}"

    told = [client.patch(address, json=each, headers=held).status_code for each in NO_CHANGES]

    assert told == [422] * len(NO_CHANGES)
    assert Account.get_by_id(town["editor"].id).__data__ == before


def test_nobody_administers_their_own_account(client, town) -> None:
    held, address = signed(town["root"]), f"{USERS}/{town['root'].id}"

    told = [client.patch(address, json={"disabled": True}, headers=held),
            client.delete(f"{address}/sessions", headers=held),
            client.post(f"{address}/reset", json={}, headers=held)]  # fmt: skip

    assert [(each.status_code, each.json["code"]) for each in told] == [(403, "own_account")] * 3


def test_a_person_makes_a_token_that_can_do_no_more_than_they(client, town) -> None:
    held = signed(town["both"])
    body = {"name": "Một cửa", "scope": "author", "site": A, "days": 7}

    made = client.post(TOKENS, json=body, headers=held)

    assert made.status_code == 201
    secret = made.json["token"]
    me = client.get("/authoring/v1/me", headers=bearer(secret)).json
    assert me["roles"] == [{"site": A, "role": "author"}]
    listed = client.get(TOKENS, headers=held)
    assert secret not in listed.text
    (shown,) = listed.json["items"]
    assert shown == {name: value for name, value in made.json.items() if name != "token"}
    assert shown["known_by"] == f"congxa_…{secret[-4:]}"
    beyond = {"name": "x", "site": B}
    foreign = client.post(TOKENS, json=beyond, headers=signed(town["editor"]))
    assert (foreign.status_code, foreign.json["code"]) == (404, "site_not_found")
    old = sessions.begin(town["both"], Kind(is_bearer=True), clock.now() - sessions.RECENTLY)
    late = client.post(TOKENS, json=body, headers=bearer(old.secret))
    assert late.json["code"] == "code_required"
    by_token = client.post(TOKENS, json=body, headers=bearer(secret))
    assert by_token.json["code"] == "session_required"
    assert client.delete(f"{TOKENS}/{shown['id']}", headers=held).status_code == 204
    assert status(client, secret) == 401


def test_t38_tokens_are_listed_and_ended_as_far_as_one_reaches(town) -> None:
    made = {each: commands.create_token(town[each], "Máy", 9, by(), Scope(0))[0] for each in town}
    query = {"limit": 9, "cursor": None, "total": True, "asked": {}}

    for who in ("admin", "editor", "root"):
        actor = Actor(str(town[who].id), roles_of(town[who]))
        reached = {who, *REACHED.get(who, ())}
        page, listed = reach.tokens(actor, query)
        assert {each["id"] for each in listed} == {made[each].id for each in reached}
        assert page.total == len(reached)
        assert {each for each in town if is_reached(actor, made[each])} == reached


def is_reached(actor: Actor, token: MachineToken) -> bool:
    try:
        return reach.get_token(actor, token.id).id == token.id
    except TokenNotFound:
        return False


def test_a_token_for_reading_changes_nobody(client, town) -> None:
    _made, secret = commands.create_token(town["root"], "Máy", 9, by(), Scope(0))
    token = MachineToken.get()
    address = f"{USERS}/{town['editor'].id}"
    body = {"email": "m@xa.vn", "name": "M", "roles": [{"site": A, "role": "author"}]}

    told = [client.post(USERS, json=body, headers=bearer(secret)),
            client.patch(address, json={"disabled": True}, headers=bearer(secret)),
            client.post(f"{address}/reset", json={}, headers=bearer(secret)),
            client.delete(f"{address}/sessions", headers=bearer(secret)),
            client.delete(f"{TOKENS}/{token.id}", headers=bearer(secret))]  # fmt: skip

    assert [each.json["code"] for each in told] == ["read_only"] * 5
    assert client.get(USERS, headers=bearer(secret)).status_code == 200


SITES = st.sampled_from([None, A, B, "c"])
ROLES = st.dictionaries(SITES, st.sampled_from(list(Role)), max_size=4)


@given(mine=ROLES, theirs=ROLES)
def test_t29_reach_is_no_more_than_what_one_administers(mine, theirs) -> None:
    actor = Actor("a", mine)

    covers = reach.covers(actor, theirs)

    everywhere = mine.get(None) == Role.ADMIN
    own = {site for site, role in mine.items() if role == Role.ADMIN}
    assert covers == (everywhere or (bool(theirs) and set(theirs) <= own - {None}))
    # Whoever reaches somebody has at least that person's role everywhere.
    if covers:
        assert all(actor.role_on(site) >= role for site, role in theirs.items() if site)
