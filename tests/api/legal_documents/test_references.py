"""Documents that replace or amend each other say so on both sides, at every time."""

from datetime import timedelta

import pytest

from api.legal_documents.models import LegalReference
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live.rendering import render_all_stale
from api.publishing.models import Change
from api.publishing.queries import get_document, head_seq
from api.publishing.schedule import perform_due
from api.publishing.workflow import OPERATOR
from api.runtime.clock import begin_of, day_of
from api.runtime.errors import InvalidContent
from tests.api.delivery.world import revise
from tests.api.legal_documents.making import item, make_document, titles
from tests.factories import NOON

LATER = day_of(NOON) + timedelta(days=9)
AFTER = NOON + timedelta(hours=1)


@pytest.fixture
def old(site):
    """A document in force."""
    return make_document(site, "Cũ", number="01/QĐ-UBND", effective_on="2025-07-01")


def named(client, document, member: str) -> list[str]:
    return [each["title"] for each in item(client, document)[member]]


def test_a_successor_replaces_from_its_own_day_on(reader, site, old) -> None:
    new = make_document(site, "Mới", replaces=[str(old.id)], effective_on=LATER.isoformat())
    render_all_stale(NOON)
    before = (item(reader, old)["status"], item(reader, new)["status"])
    seq = head_seq()

    assert perform_due(begin_of(LATER) - timedelta(seconds=1)) == 0
    assert perform_due(begin_of(LATER)) == 1
    render_all_stale(begin_of(LATER))

    assert before == ("in_force", "not_yet")
    assert (item(reader, old)["status"], item(reader, new)["status"]) == ("replaced", "in_force")
    assert item(reader, old)["active"] is False
    assert (named(reader, old, "replaced_by"), named(reader, new, "replaces")) == (["Mới"], ["Cũ"])
    assert titles(reader, site=site.slug, status="replaced") == ["Cũ"]
    assert {each.document for each in Change.select().where(Change.seq > seq)} == {old.id, new.id}


def test_it_ends_by_itself_and_is_found_as_ended(reader, site) -> None:
    old = make_document(site, "Tạm", effective_on="2025-07-01", expired_on=LATER.isoformat())
    assert item(reader, old)["status"] == "in_force"

    perform_due(begin_of(LATER))

    assert item(reader, old)["status"] == "expired"
    assert titles(reader, site=site.slug, status="expired") == ["Tạm"]
    hits = reader.get(f"/v1/search?q=tam&site={site.slug}").json["items"]
    assert [each["active"] for each in hits] == [False]


def test_what_names_nobody_any_more_frees_them(reader, site, old) -> None:
    new = make_document(site, "Mới", replaces=[str(old.id)], amends=[str(old.id)])
    render_all_stale(NOON)
    assert named(reader, old, "amended_by") == named(reader, old, "replaced_by") == ["Mới"]

    revise(new, AFTER, replaces=[])
    render_all_stale(AFTER)

    assert (item(reader, old)["status"], named(reader, old, "amended_by")) == ("in_force", ["Mới"])


def test_a_withdrawn_one_is_named_by_nobody(reader, site, old) -> None:
    new = make_document(site, "Mới", replaces=[str(old.id)])
    render_all_stale(NOON)

    commands.withdraw(get_document(new.id), OPERATOR, AFTER, Withdrawal("error"))
    render_all_stale(AFTER)
    assert (item(reader, old)["status"], item(reader, old)["replaced_by"]) == ("in_force", [])
    assert not LegalReference.select().where(LegalReference.source == new.id).exists()

    commands.publish(get_document(new.id), OPERATOR, AFTER)
    commands.withdraw(get_document(old.id), OPERATOR, AFTER, Withdrawal("error"))
    render_all_stale(AFTER)
    assert item(reader, new)["replaces"] == []


def test_a_new_name_is_shown_on_both_sides(reader, site, old) -> None:
    new = make_document(site, "Mới", replaces=[str(old.id), str(old.id)])

    revise(new, AFTER, title="Mới hơn")
    revise(old, AFTER, title="Cũ hơn")
    render_all_stale(AFTER)

    assert named(reader, old, "replaced_by") == ["Mới hơn"]
    assert named(reader, new, "replaces") == ["Cũ hơn"]


@pytest.mark.parametrize("by", ["replaces", "amends"])
def test_none_replaces_itself_by_any_way(site, old, by) -> None:
    between = make_document(site, "Giữa", replaces=[str(old.id)])
    new = make_document(site, "Mới", replaces=[str(between.id)])

    with pytest.raises(InvalidContent) as refused:
        revise(old, AFTER, **{by: [str(new.id)]})

    assert [each.code for each in refused.value.errors] == ["circular_reference"]
