"""The demo's two people: made once, told at each start, and nobody else's to read."""

import re
import stat

from api.accounts import demo_people
from api.accounts.entry import credentials
from api.accounts.models import Account
from api.accounts.queries import get_account, roles_of
from api.publishing.models import Role
from api.runtime import clock
from api.runtime.config import config
from tests.api.accounts.conftest import PASSWORD
from tests.api.accounts.test_one_time_links import link
from tests.api.accounts.test_sessions import sign_in

EDITOR, PUBLISHER = "bien-tap@yenhoa.example", "duyet@yenhoa.example"


def told() -> list[str]:
    return demo_people.demo_people(clock.now())


def test_both_sign_in_with_what_each_start_tells(client, site) -> None:
    first = told()

    again = told()

    assert again == first
    assert [line.split()[:2] for line in first] == [["Editor:", EDITOR], ["Publisher:", PUBLISHER]]
    for line, role in zip(first, (Role.EDITOR, Role.PUBLISHER), strict=True):
        email, password = line.split()[1:]
        assert re.fullmatch(r"[a-z]{4}(-[a-z]{4}){3}", password)
        assert sign_in(client, password, email).status_code == 200
        assert roles_of(get_account(email)) == {site.id: role}


def test_the_passwords_lie_in_a_file_of_the_owner_alone_and_are_random(site) -> None:
    first = told()
    path = config().state_dir / demo_people.FILE_NAME
    mode = stat.S_IMODE(path.stat().st_mode)
    path.unlink()
    Account.delete().execute()

    other = told()

    assert mode == 0o600
    assert {line.split()[2] for line in first}.isdisjoint(line.split()[2] for line in other)


def test_a_password_that_was_changed_is_not_told_and_nobody_is_let_in_again(client, site) -> None:
    told()
    editor = get_account(EDITOR)
    credentials.choose_password(link(editor), PASSWORD, clock.now())

    first, second = told()

    assert first == f"Editor:    {EDITOR}  (chose a password: congxa user reset {EDITOR})"
    assert second.startswith(f"Publisher: {PUBLISHER}  ")
    assert sign_in(client, PASSWORD, EDITOR).status_code == 200
