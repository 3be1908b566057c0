"""Machine tokens: who acts with them, what they may do, and when they are no good any more."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.accounts import commands, queries
from api.accounts.commands import Scope
from api.db.databases import execute
from api.publishing import workflow
from api.publishing.commands import save
from api.publishing.errors import ReadOnly
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.factories import NOON, make_article, make_site

SITE, OTHER = UUID(int=1), UUID(int=2)


def by():
    return OPERATOR, clock.now()


def token_of(account, scope=commands.ALL, days=90):
    return commands.create_token(account, "Đồng bộ", days, by(), scope)


def me(client, secret, **headers):
    return client.get("/authoring/v1/me", headers={"Authorization": f"Bearer {secret}", **headers})


def test_a_program_sees_for_whom_it_acts_and_nobody_keeps_the_answer(client, editor) -> None:
    made, secret = token_of(editor)

    answer = me(client, secret)

    assert answer.status_code == 200
    assert answer.json == {
        "id": str(editor.id),
        "email": "bien-tap@yenhoa.example",
        "name": "Lê Thị Mai",
        "means": "token",
        "may_write": True,
        "roles": [{"site": "yen-hoa", "role": "editor"}],
        "sites": [{"slug": "yen-hoa", "name": "Xã Yên Hòa"}],
        "token": {
            "id": str(made.id),
            "name": "Đồng bộ",
            "expires_at": clock.local(made.expires_at),
        },
        "session": None,
        "second_factor": False,
        "recovery_codes_left": 0,
    }
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"
    assert not {"ETag", "Surrogate-Key", "Set-Cookie", "Content-Encoding"} & {
        *answer.headers.keys()
    }


@pytest.mark.parametrize(
    "said",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic {}", "{}", "Bearer {}x", "Bearer congxa_",
     "Token {}", "Bearer {0} {0}", "Bearer \u00e9"],
)  # fmt: skip
def test_t33_whoever_sends_no_good_token_is_a_stranger(client, editor, said: str) -> None:
    _made, secret = token_of(editor)

    answer = client.get("/authoring/v1/me", headers={"Authorization": said.format(secret)})

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"


def test_t33_what_is_revoked_or_over_is_refused_at_the_next_request(client, editor) -> None:
    made, secret = token_of(editor)
    assert me(client, secret).status_code == 200

    commands.revoke_token(made, by())

    assert me(client, secret).status_code == 401
    other, secret = token_of(editor, days=1)
    assert queries.by_token(secret, other.expires_at - timedelta(microseconds=1)) is not None
    assert queries.by_token(secret, other.expires_at) is None


def test_t34_a_disabled_account_or_a_role_taken_away_counts_at_once(client, editor, site) -> None:
    _made, secret = token_of(editor)

    commands.grant(editor, Role.AUTHOR, site.id, by())
    lower = me(client, secret).json["roles"]
    commands.grant(editor, None, site.id, by())
    none = me(client, secret).json["roles"]
    commands.disable(editor, by())

    assert (lower, none) == ([{"site": "yen-hoa", "role": "author"}], [])
    assert me(client, secret).status_code == 401
    commands.enable(editor, by())
    assert me(client, secret).status_code == 200


def test_t33_no_row_holds_a_secret(editor) -> None:
    _made, secret = token_of(editor)
    link = commands.make_link(editor, by())

    tables = ("account", "account_role", "machine_token", "one_time_link", "audit_event")
    rows = repr([execute(f'SELECT * FROM "{each}"').fetchall() for each in tables])

    assert str(editor.id).replace("-", "") in rows.replace("-", "")
    assert secret not in rows
    assert link not in rows


def test_a_token_for_reading_shows_its_owners_roles_and_changes_nothing(client, editor) -> None:
    site = make_site("hoa-binh", name="Xã Hòa Bình")
    commands.grant(editor, Role.ADMIN, site.id, by())
    article = make_article(site, published=False)
    _made, secret = token_of(editor, Scope(0))
    signed = queries.by_token(secret, clock.now())

    with pytest.raises(ReadOnly):
        save(article, {"title": "Khác"}, signed.actor, NOON)

    assert signed.actor.role_on(site.id) == Role.ADMIN
    assert me(client, secret).json["may_write"] is False


@pytest.mark.parametrize(
    ("roles", "ceiling", "site", "left"),
    [
        ({SITE: Role.EDITOR}, None, None, {SITE: Role.EDITOR}),
        ({SITE: Role.EDITOR}, Role.ADMIN, None, {SITE: Role.EDITOR}),
        ({SITE: Role.ADMIN, OTHER: Role.AUTHOR}, Role.EDITOR, None,
         {SITE: Role.EDITOR, OTHER: Role.AUTHOR}),
        ({SITE: Role.ADMIN, OTHER: Role.AUTHOR}, None, OTHER, {OTHER: Role.AUTHOR}),
        ({None: Role.ADMIN}, Role.PUBLISHER, SITE, {SITE: Role.PUBLISHER}),
        ({None: Role.AUTHOR, SITE: Role.EDITOR}, None, SITE, {SITE: Role.EDITOR}),
        ({SITE: Role.ADMIN}, None, OTHER, {}),
    ],
)  # fmt: skip
def test_the_scope_of_a_token_is_a_ceiling(roles, ceiling, site, left) -> None:
    assert queries.under_ceiling(roles, ceiling, site) == left


def test_an_actor_with_a_role_everywhere_has_it_on_each_site() -> None:
    actor = workflow.Actor("a", {None: Role.EDITOR})

    assert actor.role_on(SITE) == Role.EDITOR
