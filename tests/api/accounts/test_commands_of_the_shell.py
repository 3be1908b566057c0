"""`congxa user`, `congxa token` and `congxa site`, as an operator types them."""

import re

import pytest

from api.accounts.cli import token, user
from api.accounts.entry import passwords
from api.accounts.errors import WeakPassword
from api.accounts.models import Account, OneTimeLink
from api.accounts.roles import ROLES
from api.publishing import workflow
from api.publishing.models import AuditEvent, Role
from api.sites.cli import site as site_
from api.sites.queries import get_reference

GOOD = "trâu vàng uống nước suối"


def say(runner, command, *words: str, **options):
    return runner.invoke(command, words, **options)


def test_the_names_of_roles_are_those_of_the_engine() -> None:
    assert [Role[name.upper()] for name in ROLES] == list(Role)


def test_a_person_is_let_in_by_a_link_that_is_the_last_line(runner, site) -> None:
    words = ["MAI@yenhoa.example", "--name", "Mai", "--role", "editor", "--site", "yen-hoa"]

    done = say(runner, user, "create", *words)

    link = done.output.splitlines()[-1]
    assert re.fullmatch(r"http://portal\.test/desk/moi#[\w-]{43}", link)
    assert (row := OneTimeLink.get()).is_invitation
    assert (row.expires_at - row.created_at).total_seconds() == 72 * 3600
    listed = say(runner, user, "list").output
    assert listed == "mai@yenhoa.example  Mai  editor of yen-hoa\n"


def test_a_password_comes_from_standard_input_and_is_kept_as_argon2(runner, site) -> None:
    words = ["a@xa.vn", "--name", "A", "--role", "admin", "--password-stdin"]

    done = say(runner, user, "create", *words, input=f"{GOOD}\n")

    assert done.output == "a@xa.vn may sign in as admin of every site.\n"
    assert Account.get().password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    reset = say(runner, user, "reset", "a@xa.vn").output.splitlines()
    assert reset[-1].startswith("http://portal.test/desk/moi#")
    row = OneTimeLink.get()
    assert (row.expires_at - row.created_at).total_seconds() == 3600
    assert not row.drops_second_factor
    say(runner, user, "reset", "a@xa.vn", "--second-factor")
    assert OneTimeLink.get().drops_second_factor


def test_who_cannot_be_let_in_leaves_no_account(runner, site) -> None:
    bad = ["b@xa.vn", "--name", "B", "--role", "editor", "--password-stdin"]

    weak = say(runner, user, "create", *bad, input="Matkhau@2026!\n")
    lost = say(runner, user, "create", "b@xa.vn", "--name", "B", "--role", "editor", "--site", "x")
    none = say(runner, user, "create", "b-xa.vn", "--name", "B", "--role", "editor")

    codes = [each.exception.code for each in (weak, lost, none)]
    assert codes == ["weak_password", "site_not_found", "invalid_email"]
    assert Account.select().count() == 0


@pytest.mark.parametrize("name", ["", "  ", "Mai\u202e", "Mai\x00", "M" * 101])
def test_a_name_is_shown_beside_texts_so_it_can_be_seen(runner, site, name: str) -> None:
    words = ["e@xa.vn", "--name", name, "--role", "author"]

    assert say(runner, user, "create", *words).exception.code == "invalid_name"
    assert say(runner, user, "list").output == ""


def test_a_password_that_is_no_text_is_refused(runner, site) -> None:
    words = ["e@xa.vn", "--name", "E", "--role", "author", "--password-stdin"]

    done = say(runner, user, "create", *words, input=b"\xff\xfe khong phai chu\n")

    assert done.exit_code == 2
    assert "not UTF-8" in done.output


def test_a_link_made_anew_ends_the_one_before_and_disabling_ends_it(runner, site) -> None:
    say(runner, user, "create", "c@xa.vn", "--name", "C", "--role", "author")
    say(runner, user, "reset", "c@xa.vn")
    assert OneTimeLink.select().count() == 1

    say(runner, user, "disable", "C@xa.vn")

    assert OneTimeLink.select().count() == 0
    assert say(runner, user, "reset", "c@xa.vn").exception.code == "account_disabled"
    assert "(disabled)" in say(runner, user, "list").output
    say(runner, user, "enable", "c@xa.vn")
    say(runner, user, "grant", "c@xa.vn", "--role", "none")
    assert say(runner, user, "list").output == "c@xa.vn  C  no role\n"
    again = say(runner, user, "create", "C@XA.vn", "--name", "C", "--role", "author")
    assert again.exception.code == "email_taken"


def test_a_token_is_the_last_line_and_is_listed_by_its_end(runner, site) -> None:
    say(runner, user, "create", "d@xa.vn", "--name", "D", "--role", "author")

    made = say(runner, token, "create", "d@xa.vn", "--name", "Đồng bộ", "--scope", "read")

    secret = made.output.splitlines()[-1]
    assert re.fullmatch(r"congxa_[\w-]{43}", secret)
    listed = say(runner, token, "list").output
    assert secret not in listed
    assert f"congxa_…{secret[-4:]}" in listed
    assert say(runner, token, "revoke", listed.split()[0]).exit_code == 0
    assert say(runner, token, "list").output == ""


def test_a_portal_is_begun_and_freed_of_the_second_person(runner, app) -> None:
    assert say(runner, site_, "create", "xa-moi", "--name", "Xã Mới").exit_code == 0

    done = say(runner, site_, "two-person", "xa-moi", "off")

    assert done.output == "The rule of the second person is off for xa-moi.\n"
    assert not workflow.has_two_person_rule(get_reference("xa-moi").id)
    assert AuditEvent.select().where(AuditEvent.action == "set_two_person_rule").count() == 1
    bad = say(runner, site_, "create", "Xã A", "--name", "Xã A")
    assert [each.pointer for each in bad.exception.errors] == ["/slug"]
    again = say(runner, site_, "create", "xa-moi", "--name", "Xã Khác")
    assert again.exception.code == "site_exists"
    say(runner, site_, "two-person", "xa-moi", "off")
    assert AuditEvent.select().where(AuditEvent.action == "set_two_person_rule").count() == 1
    say(runner, site_, "two-person", "xa-moi", "on")
    assert workflow.has_two_person_rule(get_reference("xa-moi").id)


EASY = [
    "", "ngắn quá", "password1234", "Matkhau@2026!", "123456789012", "aaaaaaaaaaaa",
    "abababababab1", "Yenhoa@123456", "lethimai2026!", "bien-tap#2026", "adminadmin123",
    "x" * 201, "Sunshine#2026", "1qaz2wsx3edc4rfv", "Hà Nội-123456", "HDND-UBND-2026",
    "!ThiMai.2026-2027", "Yên Hòa 2026 #1", "xayenhoa@2026", "UBND.yenhoa.2026",
    "Quan-Tri-He-Thong-1",
    "dragon dragon 1", "Manchester@1999", "CongChuc-2026#",
]  # fmt: skip


def test_t30_easy_passwords_are_refused() -> None:
    for each in EASY:
        with pytest.raises(WeakPassword):
            passwords.hashed(each, "bien-tap@yenhoa.example", "Lê Thị Mai", "Xã Yên Hòa")


def test_others_are_good() -> None:
    good = [GOOD, "chín con mèo mun 7", "tR9#kw2!pQzu", "x k c d e f g h i j",
            "correct horse battery", "ruộng lúa yên hòa mùa gặt về"]  # fmt: skip
    for each in good:
        assert passwords.hashed(each, "mai@yenhoa.example", "Mai", "Xã Yên Hòa")
