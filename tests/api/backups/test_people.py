"""Whoever was shut out since a backup is not let in by bringing it back; else that is told."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
import pytest

from api.accounts import commands, queries
from api.accounts.entry import credentials, second_factor
from api.accounts.models import Account, Passkey
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from tests.api.backups.portals import Places, Portal
from tests.factories import NOON

BY = (OPERATOR, NOON)
PEOPLE = ("an", "binh", "chi", "dung", "em", "giang", "ha", "khoa")


def email(name: str) -> str:
    return f"{name}@xa.example"


@pytest.fixture
def staffed(portal: Portal) -> Portal:
    """The portal with people, all admins with a password; Khoa is disabled."""
    with portal.opened():
        for name in PEOPLE:
            account = commands.create_account(email(name), name, None, BY)
            commands.lock(account, password_hash="of then")
            commands.grant(account, Role.ADMIN, None, BY)
        for name in ("dung", "em", "giang"):
            _give_more(queries.get_account(email(name)))
        commands.disable(queries.get_account(email("khoa")), BY)
    return portal


def _give_more(account: Account) -> None:
    code = pyotp.TOTP(second_factor.begin(account).secret).at(NOON)
    second_factor.confirm(account, code, NOON)
    Passkey.insert(
        id=account.id, account=account.id, name="máy", credential=account.email, data=b"d",
        counter=0, created_at=NOON,
    ).execute()  # fmt: skip


@contextmanager
def since(portal: Portal) -> Iterator[dict[str, Account]]:
    """The portal's people, to whom something is done after its backup."""
    with portal.opened():
        yield {name: queries.get_account(email(name)) for name in PEOPLE}


def restored(place: Portal, backup: Path, trust: str) -> str:
    return place.run("restore", str(backup), "--trust", trust).stdout


def test_t84_what_was_taken_from_somebody_since_is_taken_again(
    staffed: Portal, places: Places
) -> None:
    with since(staffed) as people:
        tokens = [commands.create_token(people["an"], name, 9999, BY)[0] for name in "abc"]
    backup, place = staffed.backup(), places("second")
    with since(staffed) as people:
        for name in ("an", "ha"):
            commands.disable(people[name], BY)
        commands.enable(people["ha"], BY)
        commands.grant(people["binh"], None, None, BY)
        commands.grant(people["chi"], Role.AUTHOR, None, BY)
        commands.enable(people["khoa"], BY)
        link = commands.make_link(people["dung"], BY)
        credentials.choose_password(link, "con đò mới sang sông", NOON)
        for token in tokens[:2]:
            commands.revoke_token(token, BY)
        commands.restore_token(tokens[1].id, BY)
        credentials.drop_second_factor(people["em"], BY)
        credentials.remove_passkey(people["giang"], people["giang"].id, NOON)

    said = restored(place, backup, staffed.key)

    assert re.findall("^Disabled again: (.*)", said, re.MULTILINE) == [email("an")]
    assert f"a role; now {email('binh')}  binh  no role" in said
    assert f"a role; now {email('chi')}  chi  author of every site" in said
    assert re.findall("link with congxa user reset (.*)", said) == [
        email("dung"),
        f"{email('em')} --second-factor",
        f"{email('giang')} --second-factor",
    ]
    waiting = set(re.findall("^Disabled token (\\S+) of", said, re.MULTILINE))
    assert waiting == {str(token.id) for token in tokens[1:]}
    with since(place) as people:
        shut = {name for name, account in people.items() if account.disabled_at}
        assert shut == {"an", "khoa"}  # A list gives nothing back.
        opening = {name for name, account in people.items() if account.password_hash}
        assert opening == {"an", "binh", "chi", "ha", "khoa"}
        assert not Passkey.select().exists()


def test_t84_a_list_that_somebody_has_altered_lets_nobody_in_and_is_told(
    staffed: Portal, places: Places
) -> None:
    with since(staffed) as people:
        commands.grant(people["chi"], Role.AUTHOR, None, BY)
    backup, place = staffed.backup(), places("second")
    file = staffed.backups / "revocations.jsonl"
    line = json.loads(file.read_text().splitlines()[-1])
    lines = [
        {**line, "seq": line["seq"] + 1, "role": "admin"},
        {**line, "seq": line["seq"] + 2, "role": "emperor"},
        {**line, "seq": "x"},
        {**line, "account": 5},
        {"epoch": "e"},
        [],
        5,
    ]
    file.write_text("".join(f"{json.dumps(each)}\n" for each in lines) + '{"epoch": "\n')

    said = restored(place, backup, staffed.key)

    named = said.partition("These may sign in")[2]
    assert [name for name in PEOPLE if email(name) in named] == [*PEOPLE[:-1]]
    with since(place) as people:
        assert queries.roles_of(people["chi"]) == {None: Role.AUTHOR}
