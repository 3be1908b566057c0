"""However many notices are active, those that every page asks for are found along an index."""

import re
from datetime import date

from api.notices import queries
from tests.api.delivery.statements import plan_of

DAY = date(2026, 7, 14)


def test_emergencies_are_found_by_their_rank(reader, site) -> None:
    plan = plan_of(lambda: reader.get(f"/v1/notices?site={site.slug}&urgency=emergency"))

    assert re.search(r"AND rank=\?\)|rank = '?3", plan)


def test_those_of_a_day_are_found_by_its_two_indexes(reader, site) -> None:
    plan = plan_of(lambda: queries.of_day(site.slug, DAY, 6))

    assert re.search(r"begins_on ?=[^|]+ends_on ?=", plan)
    assert " OR " not in plan
