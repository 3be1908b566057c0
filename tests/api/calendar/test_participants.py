"""Entries follow the officials in them: new names, removal, return."""

from api.publishing import commands, queries
from api.publishing.commands import Withdrawal
from api.publishing.live import rendering
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.calendar.making import entries, make_entry, make_official, titles, week
from tests.api.delivery.world import at, revise


def save(official, hours: float, **content) -> None:
    commands.save(get_document(official.id), content, OPERATOR, at(hours))
    rendering.render_all_stale(at(hours))


def remove(official, hours: float) -> None:
    commands.withdraw(get_document(official.id), OPERATOR, at(hours), Withdrawal("other"))
    rendering.render_all_stale(at(hours))


def test_a_new_name_or_position_reaches_their_entries(reader, site) -> None:
    official, other = make_official(site), make_official(site, "Trần Thị Mai")
    entry = make_entry(site, chair=str(official.id))
    guest = make_entry(site, "Hai", officials=[str(other.id), str(official.id)])
    make_entry(site, "Không ai")
    seq, tag = queries.head_seq(), reader.get(f"/v1/home?site={site.slug}").headers["ETag"]

    save(official, 1, name="Lê Văn Phúc", position="Chủ tịch")

    first, second, _ = entries(reader, site)
    assert first["chair"]["position"] == second["officials"][1]["position"] == "Chủ tịch"
    changed = {each.document for each in queries.changes_after(seq, 10)}
    assert changed == {official.id, entry.id, guest.id}
    assert week(reader, site)["days"][0]["entries"][0] == first
    assert tag == reader.get(f"/v1/home?site={site.slug}").headers["ETag"]  # another week


def test_facts_that_no_entry_shows_leave_them_alone(reader, site) -> None:
    official = make_official(site)
    make_entry(site, chair=str(official.id))
    seq = queries.head_seq()

    save(official, 1, name="Lê Văn Phúc", phone="0238 3861 001", order=9)

    assert [each.document for each in queries.changes_after(seq, 10)] == [official.id]


def test_one_who_is_removed_leaves_their_entries_and_may_come_back(reader, site) -> None:
    official = make_official(site)
    make_entry(site, chair=str(official.id), officials=[str(official.id)])

    remove(official, 1)

    (found,) = entries(reader, site)
    assert (found["chair"], found["officials"]) == (None, [])
    change = Change.select().where(Change.document == official.id).order_by(Change.seq.desc())
    assert change.get().op == Op.DELETE
    commands.publish(get_document(official.id), OPERATOR, at(2))
    rendering.render_all_stale(at(2))
    (found,) = entries(reader, site)
    assert found["chair"]["name"] == "Lê Văn Phúc"


def test_whoever_is_taken_out_of_an_entry_is_not_found_by_it(reader, site) -> None:
    official = make_official(site)
    entry = make_entry(site, chair=str(official.id))
    assert titles(reader, site, official=str(official.id)) == ["Họp giao ban"]

    revise(get_document(entry.id), at(1), chair="Người khác")

    assert titles(reader, site, official=str(official.id)) == []


def test_a_list_of_entries_is_dropped_from_caches_with_the_officials_name(reader, site) -> None:
    official = make_official(site)
    make_entry(site, chair=str(official.id))
    assert entries(reader, site)[0]["chair"]["name"] == "Lê Văn Phúc"

    save(official, 1, name="Lê Văn Phúc (mới)")

    assert entries(reader, site)[0]["chair"]["name"] == "Lê Văn Phúc (mới)"
