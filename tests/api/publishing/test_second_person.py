"""Nobody approves their own last words, while the site wants it so; emergencies wait for nobody."""

import pytest

from api.publishing import commands
from api.publishing.errors import InvalidTransition, RoleRequired, SecondPersonRequired
from api.publishing.live.projection import Release
from api.publishing.models import Document, Public, Role, Stage
from api.publishing.workflow import OPERATOR, Actor
from tests.api.publishing.kinds import Label, Memo
from tests.api.publishing.people import LATER, author, fresh, make_live_memo, make_memo, person
from tests.api.publishing.states import CHANGED, unconfirmed
from tests.factories import NOON, make_site

NOTE = Release(correction="Sửa số hiệu.")


def memo_of(who: Actor, site: Document, **content: object) -> Document:
    content = {"title": "Lịch tiếp công dân", **content}
    return commands.create("memo", site.id, content, (who, NOON))


def test_t25_nobody_publishes_or_schedules_their_own_last_words(site: Document) -> None:
    for role in (Role.PUBLISHER, Role.ADMIN):
        who = person(site, role)
        memo = memo_of(who, site)

        with pytest.raises(SecondPersonRequired):
            commands.publish(memo, who, NOON)
        with pytest.raises(SecondPersonRequired):
            commands.schedule(memo, who, NOON, LATER)

        assert (fresh(memo).public, fresh(memo).stage) == (Public.NONE, Stage.DRAFT)


def test_t25_handing_it_to_review_does_not_make_it_anothers(site: Document) -> None:
    who = person(site, Role.PUBLISHER)
    memo = memo_of(who, site)
    commands.submit(memo, who, NOON)

    with pytest.raises(SecondPersonRequired):
        commands.publish(memo, who, NOON)


def test_t25_only_the_last_hand_counts(site: Document) -> None:
    first, second = (person(site, Role.PUBLISHER, name) for name in ("first", "second"))
    memo = memo_of(first, site)
    commands.save(memo, CHANGED, second, NOON)

    with pytest.raises(SecondPersonRequired):
        commands.publish(memo, second, NOON)
    commands.publish(memo, first, NOON)

    assert fresh(memo).public == Public.LIVE


def test_t25_what_was_withdrawn_is_not_brought_back_by_its_author(site: Document) -> None:
    first, second = (person(site, Role.PUBLISHER, name) for name in ("first", "second"))
    memo = memo_of(first, site)
    commands.publish(memo, second, NOON)
    commands.withdraw(memo, first, NOON, commands.Withdrawal("error"))

    with pytest.raises(SecondPersonRequired):
        commands.publish(memo, first, NOON)


def test_t25_a_correction_does_not_bring_in_ones_own_words(site: Document) -> None:
    who = person(site, Role.PUBLISHER)
    memo = make_live_memo(site)
    commands.save(memo, CHANGED, who, NOON)

    with pytest.raises(SecondPersonRequired):
        commands.correct(memo, who, NOON, NOTE)

    assert fresh(memo).corrections == []


def test_a_publisher_puts_a_note_on_the_words_of_another(site: Document) -> None:
    memo = make_live_memo(site)

    commands.correct(memo, person(site, Role.PUBLISHER), NOON, NOTE)

    assert [each["note"] for each in fresh(memo).corrections] == ["Sửa số hiệu."]


def test_one_person_is_enough_where_the_site_says_so(kinds: None) -> None:
    site = make_site(two_person_rule=False)
    who = person(site, Role.PUBLISHER)
    memo = memo_of(who, site)

    commands.publish(memo, who, NOON)

    assert fresh(memo).public == Public.LIVE


def test_an_unpublished_site_wants_two(kinds: None) -> None:
    content = {"slug": "tan-lap", "name": "Xã Tân Lập", "two_person_rule": False}
    site = commands.create("site", None, content, (OPERATOR, NOON))
    who = person(site, Role.PUBLISHER)

    with pytest.raises(SecondPersonRequired):
        commands.publish(memo_of(who, site), who, NOON)


def test_an_emergency_goes_out_alone_and_waits_for_a_second_person(site: Document) -> None:
    memo = unconfirmed(site)
    assert (memo.public, memo.unconfirmed) == (Public.LIVE, True)

    with pytest.raises(SecondPersonRequired):
        commands.confirm(memo, person(site, Role.PUBLISHER, "alone"), NOON)
    commands.confirm(memo, person(site, Role.PUBLISHER, "second"), NOON)

    assert not fresh(memo).unconfirmed
    assert Memo.get_by_id(memo.id).version == memo.public_version
    with pytest.raises(InvalidTransition):
        commands.confirm(memo, person(site, Role.PUBLISHER, "second"), NOON)


def test_an_emergency_still_needs_the_role(site: Document) -> None:
    memo = make_memo(site, is_urgent=True)

    with pytest.raises(RoleRequired):
        commands.publish(memo, author(site), NOON)


@pytest.mark.parametrize("how", ["published by another", "withdrawn"])
def test_the_flag_goes_when_a_second_person_acts(site: Document, how: str) -> None:
    memo, second = unconfirmed(site), person(site, Role.PUBLISHER, "second")

    if how == "withdrawn":
        commands.withdraw(memo, second, NOON, commands.Withdrawal("error"))
    else:
        commands.save(memo, CHANGED, person(site, Role.EDITOR), NOON)
        commands.publish(memo, second, NOON)

    assert not fresh(memo).unconfirmed


def test_what_is_not_reviewed_goes_out_by_an_editors_save(site: Document) -> None:
    editor = person(site, Role.EDITOR)

    label = commands.create("label", site.id, {"name": "Tuyển quân"}, (editor, NOON))
    commands.save(label, {"name": "Nghĩa vụ quân sự"}, editor, NOON)

    assert Label.get_by_id(label.id).name == "Nghĩa vụ quân sự"


def test_what_is_not_reviewed_is_an_editors_altogether(site: Document) -> None:
    editor, writer = person(site, Role.EDITOR), author(site)
    label = commands.create("label", site.id, {"name": "Tuyển quân"}, (editor, NOON))

    with pytest.raises(RoleRequired):
        commands.create("label", site.id, {"name": "Tin"}, (writer, NOON))
    with pytest.raises(RoleRequired):
        commands.save(label, {"name": "Tin"}, writer, NOON)
    commands.withdraw(label, editor, NOON, commands.Withdrawal("error"))
    commands.publish(label, editor, NOON)
    commands.withdraw(label, editor, NOON, commands.Withdrawal("error"))
    commands.trash(label, editor, NOON)

    assert fresh(label).is_trashed


def test_the_identity_of_a_site_is_its_admins(site: Document) -> None:
    content = {"slug": "yen-hoa", "name": "Xã Yên Hòa mới"}
    other = {"slug": "tan-lap", "name": "Xã Tân Lập"}

    with pytest.raises(RoleRequired):
        commands.save(site, content, person(site, Role.PUBLISHER), NOON)
    commands.save(site, content, person(site, Role.ADMIN), NOON)
    with pytest.raises(RoleRequired):
        commands.create("site", None, other, (person(site, Role.ADMIN), NOON))
    commands.create("site", None, other, (Actor("all", {None: Role.ADMIN}), NOON))
