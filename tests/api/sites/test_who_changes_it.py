"""A portal's identity is its admins' to change, and no admin's alone."""

from typing import Any

import pytest

from api.publishing import commands
from api.publishing.models import AuditEvent, Document, Role
from api.publishing.workflow import OPERATOR, Actor
from api.sites.cli import site as site_command
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site

FOOTER = {"phone": "0900 000 000"}


@pytest.fixture
def site(app) -> Document:
    """The commune of the application of a test, which has one of its own here."""
    return make_site()


def test_t66_two_admins_change_a_footer_and_only_the_shell_lets_one(
    client, site, runner, editor: Desk, publisher: Desk
) -> None:
    first, second = (Desk(client, site, Role.ADMIN) for _ in range(2))
    at, known = f"/sites/{site.id}", first.get(f"/sites/{site.id}")

    def publish(desk: Desk, document: Any) -> tuple[int, str | None]:
        answer = desk.call("PUT", f"{at}/publication", {}, version=document["version"])
        return answer.status_code, answer.json.get("code")

    for desk in (editor, publisher):
        refused = desk.call("PATCH", at, FOOTER, version=known["version"])
        assert refused.status_code == 403
    changed = first.write("PATCH", at, known, FOOTER)
    assert publish(first, changed) == (403, "second_person_required")
    assert client.get(f"/v1/sites/{site.slug}").json["phone"] is None
    assert publish(second, changed) == (200, None)
    assert client.get(f"/v1/sites/{site.slug}").json["phone"] == FOOTER["phone"]

    lone = {"fax": "0900 000 001", "two_person_rule": False}
    alone = first.write("PATCH", at, first.get(at), lone)
    assert publish(first, alone) == (403, "second_person_required")
    for state, answered in (("off", (200, None)), ("on", (403, "second_person_required"))):
        done = runner.invoke(site_command, ["two-person", site.slug, state])
        assert done.exit_code == 0, done.output
        kept = first.get(at)
        assert kept["content"]["fax"] == "0900 000 001"
        assert kept["edition"]["author"]["id"] == first.id
        assert publish(first, kept) == answered
        first.write("PATCH", at, first.get(at), {"phone": "0900 000 002"})
    rule = AuditEvent.select().where(AuditEvent.action.contains("two_person"))
    assert [each.actor for each in rule] == ["operator"] * 2


def test_the_rule_is_changed_with_the_draft_or_not_at_all(
    client, site, runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, at = Desk(client, site, Role.ADMIN), f"/sites/{site.id}"
    before = admin.write("PATCH", at, admin.get(at), FOOTER)
    save = commands.save

    def fail(document: Document, content: Any, actor: Actor, moment: Any) -> None:
        if actor != OPERATOR:
            raise OSError
        save(document, content, actor, moment)

    monkeypatch.setattr(commands, "save", fail)
    done = runner.invoke(site_command, ["two-person", site.slug, "off"])

    assert isinstance(done.exception, OSError)
    assert admin.get(at) == before


def test_t66_over_http_nobody_lifts_the_two_person_rule(client, site, runner) -> None:
    first, second = (Desk(client, site, Role.ADMIN) for _ in range(2))
    at = f"/sites/{site.id}"
    for state in ("off", "on"):
        assert runner.invoke(site_command, ["two-person", site.slug, state]).exit_code == 0
    *_, lifted, _ = (each["number"] for each in reversed(first.get(f"{at}/editions")["items"]))

    def refused(desk: Desk, document: Any) -> tuple[int, list[str]]:
        answer = desk.call("PUT", f"{at}/publication", {}, version=document["version"])
        return answer.status_code, [each["pointer"] for each in answer.json["errors"]]

    # The operator's words, which one admin alone could let out.
    restored = first.write("POST", f"{at}/restoration", first.get(at), {"edition": lifted})
    assert restored["content"]["two_person_rule"] is False
    assert refused(first, restored) == (422, ["/two_person_rule"])
    first.write("DELETE", f"{at}/draft", restored)
    by_two = first.write("PATCH", at, first.get(at), {"two_person_rule": False})
    assert refused(second, by_two) == (422, ["/two_person_rule"])
    made = first.write("PATCH", at, by_two, {"two_person_rule": True, "fax": "0900 1"})
    assert second.write("PUT", f"{at}/publication", made, {})["public"] == "live"
