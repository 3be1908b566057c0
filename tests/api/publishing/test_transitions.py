"""The table of transitions, written here once more: there are no others."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from api.db.unit_of_work import transaction
from api.publishing import commands, errors, queries
from api.publishing.live.projection import Release
from api.publishing.models import MODELS, Document, Edition, Role
from api.publishing.workflow import OPERATOR, Actor
from api.runtime.errors import ApiError
from tests.api.publishing.kinds import Memo
from tests.api.publishing.people import ERROR, LATER, fresh, person
from tests.api.publishing.states import CHANGED, STATES
from tests.factories import NOON, make_site

AFTER_30_DAYS = NOON + timedelta(days=30)

COMMANDS: dict[str, Callable[[Document, Actor], Any]] = {
    "save": lambda memo, who: commands.save(memo, CHANGED, who, NOON),
    "restore": lambda memo, who: commands.restore(memo, first_edition(memo), who, NOON),
    "drop_draft": lambda memo, who: commands.drop_draft(memo, who, NOON),
    "submit": lambda memo, who: commands.submit(memo, who, NOON),
    "return": lambda memo, who: commands.return_to_author(memo, who, NOON, "Thiếu số hiệu."),
    "publish": lambda memo, who: commands.publish(memo, who, NOON),
    "schedule": lambda memo, who: commands.schedule(memo, who, NOON, LATER),
    "cancel_schedule": lambda memo, who: commands.cancel_schedule(memo, who, NOON),
    "correct": lambda memo, who: commands.correct(memo, who, NOON, Release(correction="Sửa.")),
    "confirm": lambda memo, who: commands.confirm(memo, who, NOON),
    "withdraw": lambda memo, who: commands.withdraw(memo, who, NOON, ERROR),
    "trash": lambda memo, who: commands.trash(memo, who, NOON),
    "recover": lambda memo, who: commands.recover(memo, who, NOON),
    "purge": lambda memo, who: commands.purge(memo, who, AFTER_30_DAYS),
}


def first_edition(memo: Document) -> Edition:
    """Its oldest words; of what was purged none are left, and nobody gets as far as that."""
    return queries.get_numbered(memo, 1) or Edition()


class Row(NamedTuple):
    """From which states a command leads to which (None: gone), and who may, for own work too."""

    command: str
    leads: dict[str, tuple[str, str, bool] | None]
    role: Role
    own: bool = False


DRAFT, REVIEW, APPROVED = "draft", "in_review", "approved"
_IN_REVIEW = {"in_review": "none", "live, in_review": "live", "withdrawn, in_review": "withdrawn"}
_DRAFTS = {
    "draft": "none",
    "live, draft": "live",
    "live, scheduled, draft": "live",
    "withdrawn, draft": "withdrawn",
}
_APPROVED = {
    "scheduled": "none",
    "live": "live",
    "live, scheduled": "live",
    "unconfirmed": "live",
    "withdrawn": "withdrawn",
}
_WAITING = {"scheduled": "none", "live, scheduled": "live"}
_LIVE = {
    "live": APPROVED,
    "live, draft": DRAFT,
    "live, in_review": REVIEW,
    "live, scheduled": APPROVED,
    "live, scheduled, draft": DRAFT,
    "unconfirmed": APPROVED,
}
_HIDDEN = {
    "draft": ("none", DRAFT),
    "in_review": ("none", REVIEW),
    "scheduled": ("none", DRAFT),
    "withdrawn": ("withdrawn", APPROVED),
    "withdrawn, draft": ("withdrawn", DRAFT),
    "withdrawn, in_review": ("withdrawn", REVIEW),
}
_TRASHED = {
    "trashed draft": ("none", DRAFT),
    "trashed in_review": ("none", REVIEW),
    "trashed scheduled": ("none", DRAFT),
    "trashed withdrawn": ("withdrawn", APPROVED),
}


def _to(stage: str, *states: dict[str, str]) -> dict[str, tuple[str, str, bool] | None]:
    return {name: (public, stage, False) for each in states for name, public in each.items()}


def _live(*names: str) -> dict[str, tuple[str, str, bool] | None]:
    return dict.fromkeys(names, ("live", APPROVED, False))


TABLE = (
    Row("save", _to(DRAFT, _DRAFTS, _APPROVED), Role.EDITOR, own=True),
    Row("save", _to(REVIEW, _IN_REVIEW), Role.EDITOR),
    Row("restore", _to(DRAFT, _DRAFTS, _APPROVED), Role.EDITOR, own=True),
    Row("restore", _to(REVIEW, _IN_REVIEW), Role.EDITOR),
    Row(
        "drop_draft",
        {
            name: (public, APPROVED, False)
            for name, public in (_DRAFTS | _IN_REVIEW).items()
            if public != "none"
        },
        Role.EDITOR,
        own=True,
    ),
    Row("correct", _live(*(_LIVE.keys() - {"live, scheduled"})), Role.PUBLISHER),
    Row(
        "cancel_schedule",
        {
            "scheduled": ("none", DRAFT, False),
            "live, scheduled": ("live", DRAFT, False),
            "live, scheduled, draft": ("live", DRAFT, False),
        },
        Role.PUBLISHER,
    ),
    Row("submit", _to(REVIEW, _DRAFTS), Role.EDITOR, own=True),
    Row("return", _to(DRAFT, _IN_REVIEW), Role.EDITOR),
    Row("publish", _live(*_DRAFTS, *_IN_REVIEW, *_WAITING, "withdrawn"), Role.PUBLISHER),
    Row("schedule", _to(APPROVED, _DRAFTS, _IN_REVIEW, _WAITING), Role.PUBLISHER),
    Row(
        "withdraw",
        {name: ("withdrawn", stage, False) for name, stage in _LIVE.items()},
        Role.PUBLISHER,
    ),
    Row("confirm", _live("unconfirmed"), Role.PUBLISHER),
    Row("trash", {name: (*kept, True) for name, kept in _HIDDEN.items()}, Role.EDITOR, own=True),
    Row("recover", {name: (*kept, False) for name, kept in _TRASHED.items()}, Role.EDITOR, True),
    Row("purge", dict.fromkeys(_TRASHED), Role.EDITOR, own=True),
)


def people(site: Document) -> dict[str, Actor]:
    """One person of each kind; `own` wrote every memo but the emergency."""
    elsewhere = make_site("tan-lap")
    return {
        "nobody": Actor("nobody"),
        "own": person(site, Role.AUTHOR),
        "another author": person(site, Role.AUTHOR, "another"),
        "editor": person(site, Role.EDITOR),
        "publisher": person(site, Role.PUBLISHER, "second"),
        "admin": person(site, Role.ADMIN),
        "admin of another site": person(elsewhere, Role.ADMIN),
        "admin of all sites": Actor("all", {None: Role.ADMIN}),
        "operator": OPERATOR,
    }


def expected(state: str, command: str, who: Actor, memo: Document) -> Any:
    """Where the table leads, or the class of the refusal."""
    if state == "purged":
        return errors.DocumentNotFound
    rows = [row for row in TABLE if row.command == command]
    before = state.removeprefix("trashed ")
    row = next((row for row in rows if {state, before} & row.leads.keys()), rows[0])
    needed = Role.AUTHOR if row.own and memo.author == who.id else row.role
    if who.role_on(memo.site) < needed and not who.is_operator:
        return errors.RoleRequired
    if state in row.leads:
        return row.leads[state]
    return _refusal(state, command)


def _refusal(state: str, command: str) -> type[ApiError]:
    if command in ("recover", "purge"):
        return errors.NotInTrash
    if state.startswith("trashed"):
        return errors.InTrash
    if command == "trash":
        return errors.WithdrawFirst
    return errors.InvalidTransition


def outcome(memo: Document, command: str, who: Actor) -> Any:
    """What the command leads to, all of it written and then undone, or the class it raises."""
    found: Any = None
    with suppress(Undone), transaction() as tx:
        try:
            COMMANDS[command](memo, who)
        except ApiError as refusal:
            return type(refusal)
        tx.finish()
        now = Document.get_or_none(Document.id == memo.id)
        if now is not None and now.purged_at is None:
            found = (now.public, now.stage, now.is_trashed)
        raise Undone
    return found


class Undone(Exception):
    """Ends a transaction that must leave nothing behind."""


def everything() -> dict[str, Any]:
    """All rows of the engine and of the memos."""
    return {model.__name__: sorted(map(repr, model.select().tuples())) for model in (*MODELS, Memo)}


@pytest.mark.parametrize("state", STATES)
def test_t25_only_the_table_leads_on_and_every_other_step_is_refused(
    site: Document, state: str
) -> None:
    everybody = people(site)
    memo = STATES[state](site)
    before = everything()

    wrong = []
    for command in COMMANDS:
        for name, who in everybody.items():
            wanted = expected(state, command, who, memo)
            got = outcome(fresh(memo), command, who)
            wrong += [(command, name, wanted, got)] if wanted != got else []

    assert wrong == []
    assert everything() == before


def test_every_state_and_every_command_is_in_the_table() -> None:
    named = {name for row in TABLE for name in row.leads}

    assert named == STATES.keys() - {"purged"}
    assert {row.command for row in TABLE} == COMMANDS.keys()


def test_a_refusal_is_a_403_or_a_409_with_a_code_of_its_own() -> None:
    rules = (errors.RoleRequired, errors.SecondPersonRequired)
    states = (errors.InvalidTransition, errors.InTrash, errors.NotInTrash, errors.WithdrawFirst)

    assert [each.status for each in (*rules, *states)] == [403] * 2 + [409] * 4
    assert len({each.code for each in (*rules, *states)}) == 6


def test_it_keeps_the_bin_for_30_days_but_not_from_an_admin(site: Document) -> None:
    memo = STATES["trashed draft"](site)
    a_day_early = AFTER_30_DAYS - timedelta(days=1)

    with pytest.raises(errors.TooEarlyToPurge):
        commands.purge(memo, person(site, Role.PUBLISHER), a_day_early)
    commands.purge(memo, person(site, Role.ADMIN), a_day_early)

    with pytest.raises(errors.DocumentNotFound):
        queries.get_document(memo.id)
