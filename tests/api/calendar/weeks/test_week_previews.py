"""Somebody sees a planned week as the public would, by a link that ends."""

from datetime import timedelta

import time_machine

from api.publishing.models import AuditEvent, Role
from tests.api.calendar import making
from tests.api.calendar.making import TUESDAY
from tests.api.calendar.weeks.planning import AT, entry, kept, plan, read, released, statuses
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make_site

LINKS = f"{AT}/preview-links"
NOTE = "XE-BIEN-SO-37A-CANARY"


def open_link(client, link):
    return client.get(f"/authoring/v1/previews/{link['url'].rpartition('/')[2]}")


def test_t22_a_planned_week_is_seen_as_the_public_will_and_without_notes(
    client, site, editor, publisher
) -> None:
    week = released(publisher, plan(editor, read(editor), entry("Họp"), entry("Đi cơ sở")))
    moved = {**kept(week)["Họp"], "location": "Hội trường", "internal_note": NOTE}
    week = plan(editor, week, moved, entry("Dự lễ", date=TUESDAY, internal_note=NOTE))
    public = making.week(client, site)

    link = editor.call("POST", LINKS).json

    answer = open_link(client, link)
    assert (answer.status_code, answer.json["type"]) == (200, "calendar_week")
    shown = answer.json["object"]
    assert statuses(shown) == {"Họp": "changed", "Đi cơ sở": "cancelled", "Dự lễ": "added"}
    assert shown.keys() == public.keys()
    assert shown["days"][0]["entries"][0].keys() == public["days"][0]["entries"][0].keys()
    assert NOTE not in answer.text + client.get(f"/xem-truoc/{link['url'][-20:]}").text
    assert making.week(client, site) == public
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        plan(editor, week, {**moved, "title": "Họp bất thường"})
        assert set(statuses(open_link(client, link).json["object"])) == set(statuses(shown))
        released(publisher, read(publisher))
        again = open_link(client, editor.call("POST", LINKS).json).json["object"]
        assert statuses(again) == statuses(making.week(client, site))


def test_t20_a_link_to_a_week_ends_and_is_its_sites_alone(client, site, editor) -> None:
    plan(editor, read(editor), entry("Họp"))
    first, second = (editor.call("POST", LINKS, {"hours": hours}).json for hours in (1, 72))
    elsewhere = Desk(client, make_site("tan-lap"), Role.ADMIN)
    unknown = client.get("/authoring/v1/previews/la")
    own = f"/sites/{site.id}/preview-links"

    for desk, at in ((elsewhere, f"{LINKS}/{second['id']}"), (editor, f"{own}/{second['id']}")):
        assert desk.call("DELETE", at).status_code == 404
    assert elsewhere.call("POST", f"{LINKS}?site={site.slug}").status_code == 404
    assert (elsewhere.get(LINKS)["items"], editor.get(own)["items"]) == ([], [])
    assert editor.call("POST", LINKS, {"hours": 73}).json["errors"][0]["pointer"] == "/hours"
    assert [each["id"] for each in editor.get(LINKS)["items"]] == [second["id"], first["id"]]

    assert editor.call("DELETE", f"{LINKS}/{second['id']}").status_code == 204
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        for link in (first, second):
            told = open_link(client, link)
            assert (told.status_code, told.data) == (404, unknown.data)
    told = [each.detail for each in AuditEvent.select() if "preview" in each.action]
    assert told == [{"week": making.WEEK}] * 3


def test_an_author_shows_of_a_week_what_they_see(client, site, editor) -> None:
    author = Desk(client, site, Role.AUTHOR)
    plan(editor, read(editor), entry("Họp"))
    plan(author, read(author), entry("Của tôi"))

    shown = open_link(client, author.call("POST", LINKS).json).json["object"]

    assert set(statuses(shown)) == {"Của tôi"}
