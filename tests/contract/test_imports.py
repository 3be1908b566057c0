"""The program's imports run one way; made-up modules prove that the checker would notice."""

import pytest

from tests.contract.imports import ROOT, Imports


def sources_of_the_program() -> dict[str, str]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): (
            path.read_text("utf-8")
        )
        for path in sorted((ROOT / "api").rglob("*.py"))
    }


def test_imports_run_one_way() -> None:
    assert Imports(sources_of_the_program()).violations() == []


def test_the_package_files_of_features_are_empty() -> None:
    filled = [p for p in (ROOT / "api").glob("*/__init__.py") if p.read_text("utf-8").strip()]

    assert filled == []


ALLOWED = {
    "api.articles.errors": "from api.runtime import errors",
    "api.articles.models": "from api.db import fields\nfrom api.publishing.models import LiveRow",
    "api.articles.schemas": "from api.media.schemas import Image\nimport marshmallow",
    "api.articles.queries": "import api.articles.models\nfrom api.sites import queries",
    "api.articles.commands": "from api.articles import cards, queries\nimport api.media.commands",
    "api.articles.content": "from api.articles import commands\nfrom api.publishing import content",
    "api.articles.delivery": "from flask import Response\nfrom api.articles import content",
    "api.articles.cards": "from api.articles.queries import get",
    "api.media.schemas": "",
    "api.media.commands": "",
    "api.sites.queries": "from api.settings import Settings",
    "api.publishing.content_type": "from api.publishing import models",
    "api.publishing.models": "from api.db import unit_of_work",
    "api.db.unit_of_work": "import peewee\nfrom api.settings import Settings",
    "api.runtime.errors": "",
    "api.settings": "import environs",
    "api.cache.middleware": "import werkzeug",
    "api.registry": "from api.articles import delivery",
    "api": "from api import registry",
    "api.server": "from api import create_app",
    "api.migrations.content.0001_begin": "from api.db import unit_of_work",
}


def test_it_accepts_modules_that_keep_the_rule() -> None:
    assert Imports(ALLOWED).violations() == []


@pytest.mark.parametrize(
    ("module", "source", "why"),
    [
        ("api.articles.models", "from api.articles import queries", "above models"),
        ("api.articles.queries", "from api.articles.commands import save", "above queries"),
        ("api.articles.queries", "def f():\n    import api.articles.commands", "above queries"),
        ("api.articles.queries", "from api.media import commands", "above queries"),
        ("api.articles.queries", "from api.articles.rules import f", "above queries"),
        ("api.articles.models", "from api.articles import schemas", "not left of models"),
        ("api.articles.content", "from api.articles import delivery", "not left of content"),
        ("api.articles.content", "from api.media import content", "of another feature only"),
        ("api.articles.commands", "from api.media import clean", "of another feature only"),
        ("api.articles.commands", "import api.media", "of another feature only"),
        ("api.articles.rules", "from api.articles import delivery", "a helper may not import"),
        ("api.articles.commands", "from flask import request", "the web stays"),
        ("api.articles.queries", "import werkzeug.exceptions", "the web stays"),
        ("api.articles.rules", "import flask_smorest", "the web stays"),
        ("api.publishing.commands", "import flask", "the web stays"),
        ("api.articles.schemas", "import peewee", "do not touch the database"),
        ("api.articles.schemas", "from api.db import unit_of_work", "do not touch the database"),
        ("api.articles.commands", "from . import queries", "imports are absolute"),
        ("api.articles.commands", "from api import create_app", "top is above feature"),
        ("api.articles.cli", "import api.server", "top is above feature"),
        ("api.db.unit_of_work", "from api.articles import models", "feature is above db"),
        ("api.db.unit_of_work", "from api.publishing import models", "publishing is above db"),
        ("api.db.unit_of_work", "from api.http import files", "http is above db"),
        ("api.settings", "from api.db import unit_of_work", "db is above settings"),
        ("api.settings", "from api import secret_key", "secret_key is above api.settings"),
        ("api.publishing.commands", "from api.articles import models", "above publishing"),
        ("api.articles.content", "from api.publishing import authoring", "engine's own faces"),
        ("api.tools.feed", "from api.publishing import models", "import only"),
        ("api.registry", "from api import create_app", "api is above api.registry"),
        ("api", "import api.server", "api.server is above api"),
        ("api", "import api.helpers", "has no place"),
        ("api.migrations.content.0001_a", "import api.articles.models", "import only"),
        ("api.db.migrate", "import api.migrations.content", "run, not imported"),
    ],
)
def test_it_catches_a_violation(module: str, source: str, why: str) -> None:
    others = {
        "api.db.unit_of_work": "",
        "api.articles.commands": "",
        "api.articles.queries": "",
        "api.articles.schemas": "",
        "api.articles.delivery": "",
        "api.articles.rules": "from api.articles import commands",
        "api.articles.models": "",
        "api.media.commands": "",
        "api.media.content": "",
        "api.media.images.clean": "",
        "api.publishing.models": "",
        "api.richtext.html": "",
        "api.publishing.authoring": "",
        "api.secret_key": "",
    }

    found = Imports({**others, module: source}).violations()

    assert [line for line in found if line.startswith(f"{module} imports ") and why in line]


def test_it_catches_a_cycle_but_not_one_that_a_function_breaks() -> None:
    there = {"api.media.images.clean": "from api.media.images import sniff"}
    back = {"api.media.images.sniff": "from api.media.images import clean"}
    lazy = {"api.media.images.sniff": "def f():\n    from api.media.images import clean"}

    assert Imports(there | back).violations() == [
        "cycle: api.media.images.clean > api.media.images.sniff > api.media.images.clean"
    ]
    assert Imports(there | lazy).violations() == []


def test_it_catches_features_that_need_each_other_though_no_two_files_do() -> None:
    sources = {
        "api.articles.delivery": "from api.views.queries import counted",
        "api.views.queries": "",
        "api.views.delivery": "from api.articles import queries",
        "api.articles.queries": "",
    }

    (found,) = Imports(sources).violations()

    assert found in {
        "circle of features: articles > views > articles",
        "circle of features: views > articles > views",
    }
