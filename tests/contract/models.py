"""All tables of the program, as its models say them."""

from importlib import import_module
from pathlib import Path

import peewee

from api.db.databases import Model, ViewsModel

FEATURES = Path(__file__).parents[2] / "api"


def content_models() -> list[type[peewee.Model]]:
    """The tables of content."""
    return [model for model in _models() if issubclass(model, Model)]


def views_models() -> list[type[peewee.Model]]:
    """The tables of view counts."""
    return [model for model in _models() if issubclass(model, ViewsModel)]


def _models() -> list[type[peewee.Model]]:
    files = sorted(FEATURES.rglob("models.py"))
    names = (".".join(file.relative_to(FEATURES.parent).with_suffix("").parts) for file in files)
    modules = [import_module(name) for name in names]
    return [model for module in modules for model in module.MODELS]
