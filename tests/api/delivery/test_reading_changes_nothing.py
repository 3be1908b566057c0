"""T35: whoever can make a browser follow an address can make it change nothing."""

import re
from collections import Counter
from typing import Any

from flask.testing import FlaskClient

from api.publishing.models import Role
from tests.api.bundles.dumps import everything
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.world import NAMES, World, document
from tests.api.publishing.authoring.desk import Desk

ROOT = "/authoring/v1"
WEEK = "2026-W28"


def addresses(desk: Desk) -> list[str]:
    """Every address of the editors' API that is read, with what is there in place of an id."""
    found = []
    for path, item in document("authoring")["paths"].items():
        if "get" in item:
            collection, _, one = path.removeprefix(ROOT).partition("/{")
            listed = desk.get(collection)["items"] if one and "get" in _at(collection) else []
            name = listed[0]["id"] if listed else NAMES["uuid"]
            of_site = any(each["name"] == "site" for each in item["get"].get("parameters", ()))
            path = re.sub(r"\{\w+\}", name, path.replace("{week}", WEEK))
            found.append(f"{path}?site=yen-hoa" if of_site else path)
    return found


def _at(collection: str) -> dict[str, Any]:
    item: dict[str, Any] = document("authoring")["paths"].get(f"{ROOT}{collection}", {})
    return item


def test_t35_no_get_or_head_changes_a_row_or_a_file(reader: FlaskClient) -> None:  # noqa: F811
    world = World()
    desk = Desk(reader, None, Role.ADMIN)
    mine = {"Authorization": f"Bearer {desk.secret}"}
    asked = [(each, {}) for each in world.addresses.values()]
    asked += [(each, mine) for each in addresses(desk)]
    before, statuses = everything(), Counter[int]()

    for address, headers in asked:
        for method in ("GET", "HEAD"):
            answer = reader.open(address, method=method, headers=headers)
            statuses[answer.status_code] += 1

    assert statuses.keys() <= {200, 301, 403, 404}
    assert statuses[200] > 100
    assert everything() == before
