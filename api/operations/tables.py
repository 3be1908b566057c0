"""All tables of the program, as the models of its features say, and what of that is missing."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import peewee

from api.db import migrate
from api.db.databases import Model, ViewsModel

_PACKAGE = Path(__file__).parents[1]


def content_models() -> list[type[peewee.Model]]:
    """The tables of content."""
    return [model for model in _models() if issubclass(model, Model)]


def views_models() -> list[type[peewee.Model]]:
    """The tables of view counts."""
    return [model for model in _models() if issubclass(model, ViewsModel)]


def missing_tables() -> list[str]:
    """The names of the tables that are not in the databases."""
    return [model._meta.table_name for model in _all() if not model.table_exists()]


def missing_indexes() -> list[str]:
    """The names of the indexes that their tables lack."""
    return [name for model in _all() for name in _lacking(model)]


def make_indexes() -> None:
    """Make those that are missing."""
    for model in _all():
        for statement in _lacking(model).values():
            model._meta.database.execute(statement)


def _lacking(model: type[peewee.Model]) -> Mapping[str, Any]:
    meta = model._meta
    present = {index.name for index in meta.database.get_indexes(meta.table_name)}
    return {name: made for name, made in _wanted(model).items() if name not in present}


def _wanted(model: type[peewee.Model]) -> dict[str, Any]:
    """The statements that make the indexes of a table, by their names."""
    schema = model._schema  # type: ignore[attr-defined]
    of_fields = {
        index._name: schema._create_index(index) for index in model._meta.fields_to_index()
    }
    return {**of_fields, **getattr(model, "own_indexes", dict)()}


def _all() -> Iterator[type[peewee.Model]]:
    yield from _models()
    yield from migrate.histories()


def _models() -> list[type[peewee.Model]]:
    files = sorted(_PACKAGE.rglob("models.py"))
    names = (".".join(file.relative_to(_PACKAGE.parent).with_suffix("").parts) for file in files)
    modules = [import_module(name) for name in names]
    return list(dict.fromkeys(model for module in modules for model in module.MODELS))
