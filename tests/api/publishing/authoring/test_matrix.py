"""Who may do what over HTTP: each operation of the document × each state × each kind of person."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from api.db.unit_of_work import transaction
from api.publishing import queries
from api.publishing.models import Document, Edition, Role
from api.publishing.workflow import Actor
from tests.api.publishing.authoring.desk import Desk
from tests.api.publishing.authoring.test_factory import later
from tests.api.publishing.people import author
from tests.api.publishing.states import STATES
from tests.api.publishing.test_transitions import expected
from tests.factories import make_site

PATHS = json.loads(Path("openapi/authoring.json").read_text("utf-8"))["paths"]
ONE = "/authoring/v1/articles/{document_id}"
REVIEWED = ("articles", "notices", "banners", "pages", "calendar/entries", "sites")
UNREVIEWED = ("categories", "officials")

# What is said to an operation, and the command of the transition table that it then is.
WRITES: dict[str, list[tuple[Any, str]]] = {
    "patch ": [({"title": "Khác"}, "save")],
    "post /restoration": [({"edition": 1}, "restore")],
    "delete /draft": [(None, "drop_draft")],
    "post /submission": [({}, "submit")],
    "post /return": [({"comment": "Thiếu số hiệu."}, "return")],
    "put /publication": [
        ({}, "publish"),
        ({"publish_at": later(days=9)}, "schedule"),
        ({"correction": "Sửa."}, "correct"),
    ],
    "delete /publication": [(None, "cancel_schedule")],
    "post /withdrawal": [({"reason": "error"}, "withdraw")],
    "post /confirmation": [({}, "confirm")],
    "delete ": [(None, "trash")],
    "post /recovery": [({}, "recover")],
}
READS = {"get ", "get /editions", "post /check"}


def operations(collection: str) -> set[str]:
    """Every operation on one document of a type, as the document tells them."""
    root = f"/authoring/v1/{collection}/{{document_id}}"
    return {
        f"{method} {path.removeprefix(root)}"
        for path, methods in PATHS.items()
        if path == root or path.startswith(f"{root}/")
        for method in methods
        # Links to previews have a test of their own (tests/api/previews).
        if method != "parameters" and "/preview-links" not in path
    }


def test_the_document_has_the_same_operations_for_every_type() -> None:
    for each in REVIEWED:
        assert operations(each) == READS | WRITES.keys(), each
    for each in UNREVIEWED:
        assert operations(each) == {"get ", "patch ", "delete "}, each


@pytest.fixture
def people(client, site: Document) -> dict[str, tuple[Desk, Actor]]:
    """Everybody, and the actor that each of them is."""
    elsewhere = make_site("tan-lap")
    kinds: dict[str, tuple[Document | None, Role | None]] = {
        "nobody": (None, None),
        "own": (site, Role.AUTHOR),
        "another author": (site, Role.AUTHOR),
        "editor": (site, Role.EDITOR),
        "publisher": (site, Role.PUBLISHER),
        "admin": (site, Role.ADMIN),
        "admin of another site": (elsewhere, Role.ADMIN),
        "admin of all sites": (None, Role.ADMIN),
    }
    found = {}
    for name, (where, role) in kinds.items():
        desk = Desk(client, where, role)
        roles = {} if role is None else {where and where.id: role}
        found[name] = desk, Actor(desk.id, roles)
    return found


class Undone(Exception):
    """Ends a transaction that must leave nothing behind."""


# The rules know no database; `test_transitions.py` asks them on both.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_t29_every_cell_is_as_the_table_has_it(site: Document, people, state: str) -> None:
    memo = STATES[state](site)
    own = people["own"][1].id
    for table in (Document, Edition):
        table.update(author=own).where(table.author == author(site).id).execute()

    wrong = []
    for name, (desk, actor) in people.items():
        memo = queries.get_document(memo.id)
        is_seen = sees(actor, memo)
        for operation in READS | WRITES.keys():
            for said, command in WRITES.get(operation, [(None, "read")]):
                wanted = wanted_status(is_seen, state, command, actor, memo)
                got = status(desk, operation, memo, said)
                wrong += [(name, operation, command, wanted, got)] if wanted != got else []

    assert wrong == []
    assert queries.get_document(memo.id).version == memo.version


def sees(actor: Actor, memo: Document) -> bool:
    """Authors see what they began, editors and up all of their sites; nobody what is gone."""
    least = Role.AUTHOR if memo.author == actor.id else Role.EDITOR
    return memo.purged_at is None and actor.role_on(memo.site) >= least


def wanted_status(is_seen: bool, state: str, command: str, actor: Actor, memo: Document) -> int:
    if not is_seen:
        return 404
    if command == "read":
        return 200
    found = expected(state, command, actor, memo)
    return found.status if isinstance(found, type) else 200


def status(desk: Desk, operation: str, memo: Document, said: Any) -> int:
    """What an operation answers; all that it does is undone."""
    method, _, path = operation.partition(" ")
    version = memo.version if operation in WRITES else None
    found = 0
    with suppress(Undone), transaction():
        answer = desk.call(method.upper(), f"/memos/{memo.id}{path}", said, version=version)
        found = answer.status_code
        raise Undone
    return found
