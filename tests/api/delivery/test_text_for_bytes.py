"""Bytes of public rows that somebody's `replace()` has made a text of, as SQLite does."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from api.content_types import CONTENT_TYPES
from api.db.databases import execute
from tests.api.delivery.world import World, operations


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_they_are_read_as_before_at_every_address(client: FlaskClient, database: str) -> None:
    addresses = World().addresses
    asked = [addresses[each.name] for each in operations() if each.name != "get_readiness"]
    uncached = Client(client.application.extensions["cache"].app)
    before = {path: uncached.get(path).data for path in asked}

    for each in CONTENT_TYPES:
        table = each.model._meta.table_name
        for column in {"whole", "summary"} & each.model._meta.columns.keys():
            execute(f'UPDATE "{table}" SET "{column}" = CAST("{column}" AS TEXT)')

    after = {path: uncached.get(path) for path in asked}
    assert {path: each.status_code for path, each in after.items()} == dict.fromkeys(asked, 200)
    assert {path: each.data for path, each in after.items()} == before
