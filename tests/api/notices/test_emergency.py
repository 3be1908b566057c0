"""An emergency may go out on one person's word; a second one confirms it afterwards."""

import pytest

from api.publishing import commands
from api.publishing.errors import SecondPersonRequired
from api.publishing.models import Role
from api.publishing.queries import get_document
from tests.api.notices.making import item
from tests.api.publishing.people import person
from tests.factories import NOON


def written(site, urgency: str):
    """A draft by somebody who may publish, and that person."""
    alone = person(site, Role.PUBLISHER, "alone")
    content = {"title": "Bão số 3", "urgency": urgency}
    return commands.create("notice", site.id, content, (alone, NOON)), alone


def test_one_person_publishes_it_and_another_confirms(reader, site) -> None:
    notice, alone = written(site, "emergency")

    commands.publish(notice, alone, NOON)

    assert item(reader, notice)["urgency"] == "emergency"
    with pytest.raises(SecondPersonRequired):
        commands.confirm(get_document(notice.id), alone, NOON)
    commands.confirm(get_document(notice.id), person(site, Role.PUBLISHER, "other"), NOON)
    assert not get_document(notice.id).unconfirmed
    assert item(reader, notice)["urgency"] == "emergency"


@pytest.mark.parametrize("urgency", ["normal", "important"])
def test_any_other_urgency_waits_for_the_second_person(reader, site, urgency) -> None:
    notice, alone = written(site, urgency)

    with pytest.raises(SecondPersonRequired):
        commands.publish(notice, alone, NOON)

    assert reader.get(f"/v1/notices/{notice.id}").status_code == 404
