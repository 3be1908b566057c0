"""Schemathesis reads the delivery document and asks everything it can think of, with all checks."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from werkzeug.wsgi import ClosingIterator

from tests.api.delivery.standing import standing_app  # noqa: F401 - a fixture
from tests.api.delivery.world import TOLERANT, World, operations
from tests.api.push.devices import Device
from tests.sizes import SIZES

CONFIG = {
    "seed": 20_260_711,
    # In process nobody takes the compression off again, as a client would.
    "headers": {"Accept-Encoding": "identity"},
    "generation": {
        "mode": "all",
        "deterministic": True,
        "max-examples": SIZES["hypothesis"].examples,
    },
    # There a parameter that nobody knows is no fault.
    "operations": [
        {
            "include-operation-id": sorted(TOLERANT),
            "generation": {"allow-extra-parameters": False},
        }
    ],
}


CHECKS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "unsupported_method",
}


DEVICE = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/x",
    "keys": Device("x").said()["keys"],
    "site": "yen-hoa",
    "areas": [],
}


@schemathesis.hook("before_call")
def forget_what_no_schema_tells(_context: Any, case: Any, _kwargs: Any) -> None:
    """A made-up cursor is not signed, a made-up device at no push service; `fields` leaves out."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for name in ("cursor", "fields"):
        (case.query or {}).pop(name, None)
    if case.path == "/v1/push/subscriptions":
        case.body |= {name: DEVICE[name] for name in case.body.keys() & DEVICE}


def test_schemathesis_finds_no_fault_in_any_operation(
    standing_app: Flask,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    World()
    monkeypatch.setattr(standing_app, "wsgi_app", Closing(standing_app.wsgi_app))
    schema = schemathesis.openapi.from_wsgi(
        "/v1/openapi.json", standing_app, config=SchemathesisConfig.from_dict(CONFIG)
    )

    ran = list(scenarios(schema))

    assert [fault for each in ran for fault in faults(each)] == []
    asked = {label for each in ran for label in str(each.label).split(" -> ")}
    assert asked >= {f"GET {each.path}" for each in operations()}
    assert sum(len(each.recorder.cases) for each in ran) > 20 * len(operations())
    assert {check.name for each in ran for check in checks(each)} >= CHECKS


class Closing:
    """Takes each answer whole, as a server does, so that nothing of it stays open."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        with closing(ClosingIterator(self.app(environ, start_response))) as body:
            return list(body)


def scenarios(schema: Any) -> Iterator[events.ScenarioFinished]:
    """What comes of all phases, operation by operation."""
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            yield event


def checks(scenario: events.ScenarioFinished) -> Iterator[Any]:
    for made in scenario.recorder.checks.values():
        yield from made


def is_rightly_refused(scenario: events.ScenarioFinished, case: str) -> bool:
    """Whether it is a refusal that no schema can foretell: which site, which span of days."""
    answer = scenario.recorder.interactions[case].response
    said = answer.json() if answer is not None and answer.status_code == 400 else {}
    named = {each.get("parameter") for each in said.get("errors", ())}
    return said.get("code") == "site_required" or bool(named and named <= {"to", "week"})


def is_sent_on(scenario: events.ScenarioFinished, case: str) -> bool:
    """Whether only capitals or accents break the pattern of a slug: it leads to the right one."""
    answer = scenario.recorder.interactions[case].response
    return answer is not None and answer.status_code == 308


def faults(scenario: events.ScenarioFinished) -> Iterator[str]:
    for case, made in scenario.recorder.checks.items():
        for check in made:
            if check.name == "positive_data_acceptance" and is_rightly_refused(scenario, case):
                continue
            if check.name == "negative_data_rejection" and is_sent_on(scenario, case):
                continue
            if check.failure_info is not None:
                asked = scenario.recorder.cases[case].value.as_curl_command()
                yield f"{check.name}: {check.failure_info.failure} of {asked}"
