"""Schemathesis reads the authoring document and asks everything, in each role, of what is there."""

import re
from itertools import cycle
from typing import Any
from uuid import uuid4

import orjson
import pytest
import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig

from api.publishing import commands
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR, Actor
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk
from tests.contract.test_schemathesis import Closing, checks, scenarios
from tests.factories import make_category, make_site
from tests.sizes import IS_FULL, SIZES

ROOT = "/authoring/v1"
# All types have their routes from one factory.
PATHS = ".*" if IS_FULL else f"^{ROOT}/(articles|categories|documents)"
FORESEEN = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
}
"""What is asked rightly may still be refused: by a role, a state, a rule."""

# A role on one kind of database each: together they ask on both. At full size all, on both.
ROLES = (
    (Role.AUTHOR, "sqlite"),
    (Role.EDITOR, "postgresql"),
    (Role.PUBLISHER, "sqlite"),
)
ALL = [(role, kind) for role in Role for kind in ("sqlite", "postgresql")]
_there: dict[str, Any] = {}


@schemathesis.hook("before_call")
def ask_of_what_is_there(_context: Any, case: Any, _kwargs: Any) -> None:
    """A made-up id or version says little: three in four name a document as it is."""
    kind = case.path.removeprefix(f"{ROOT}/").partition("/{document_id}")[0]
    ids = _there.get(kind)
    if not ids or "document_id" not in (case.path_parameters or {}) or next(_there["turn"]) == 0:
        return
    case.path_parameters["document_id"] = str(next(ids))
    if case.headers and "If-Match" in case.headers:
        document = Document.get_by_id(case.path_parameters["document_id"])
        case.headers["If-Match"] = f'"v{document.version}"'


def config_of(who: Desk) -> dict[str, Any]:
    return {
        "seed": 20_260_711,
        "headers": {"Accept-Encoding": "identity", "Authorization": f"Bearer {who.secret}"},
        "generation": {
            "mode": "all",
            "deterministic": True,
            "max-examples": max(3, SIZES["hypothesis"].examples // 8),
        },
        # Without a network schemathesis cannot ask whether a token is ignored: see below.
        "checks": {
            "positive_data_acceptance": {"enabled": False},
            "ignored_auth": {"enabled": False},
            "missing_required_header": {"expected-statuses": [400, 401, 422, 428]},
        },
        "phases": {"stateful": {"enabled": False}},
    }


@pytest.mark.parametrize(
    ("role", "database_url"), ALL if IS_FULL else ROLES, indirect=["database_url"]
)
def test_schemathesis_finds_no_fault_in_authoring(
    app: Flask, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    who = Desk(app.test_client(), site, role)
    monkeypatch.setitem(_there, "turn", cycle(range(4)))
    monkeypatch.setitem(_there, "articles", cycle(articles(site, who)))
    monkeypatch.setitem(_there, "categories", cycle([make_category(site).id for _ in range(3)]))
    monkeypatch.setattr(app, "wsgi_app", Closing(app.wsgi_app))
    schema = schemathesis.openapi.from_wsgi(
        f"{ROOT}/openapi.json", app, config=SchemathesisConfig.from_dict(config_of(who))
    ).include(path_regex=PATHS)

    ran = list(scenarios(schema))

    assert [fault for each in ran for fault in faults(each)] == []
    assert sum(len(each.recorder.cases) for each in ran) > 10 * len(ran)
    assert {check.name for each in ran for check in checks(each)} >= FORESEEN


def articles(site: Document, who: Desk) -> list[Any]:
    """Some of one's own and some of another's, in the states that operations begin at."""
    own, other = Actor(who.id, {site.id: Role.AUTHOR}), Actor("other", {site.id: Role.AUTHOR})
    made = []
    for actor in (own, other):
        for step in ("draft", "submitted", "live", "trashed"):
            article = commands.create("article", site.id, {"title": step}, (actor, clock.now()))
            if step == "submitted":
                commands.submit(article, actor, clock.now())
            if step == "live":
                commands.publish(article, OPERATOR, clock.now())
            if step == "trashed":
                commands.trash(article, actor, clock.now())
            made.append(article.id)
    return made


def faults(scenario: Any) -> list[str]:
    return [
        f"{check.name}: {check.failure_info.failure} of"
        f" {scenario.recorder.cases[case].value.as_curl_command()}"
        for case, made in scenario.recorder.checks.items()
        for check in made
        if check.failure_info is not None
    ]


def test_whoever_is_not_signed_in_is_answered_nothing(app: Flask) -> None:
    paths = orjson.loads(app.test_client().get(f"{ROOT}/openapi.json").data)["paths"]
    asked = {
        (method, path): operation.get("security") == []
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "parameters"
    }

    said = {}
    for method, path in asked:
        at = re.sub(r"\{[^}]+\}", str(uuid4()), path)
        answer = app.test_client().open(at, method=method, base_url="http://127.0.0.1", json={})
        said[method, path] = answer.status_code

    assert {each for each, code in said.items() if code != 401 and not asked[each]} == set()
