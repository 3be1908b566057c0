"""What the OpenAPI documents say beyond what flask-smorest reads off schemas by itself."""

import json
import re
from typing import Any

from marshmallow import fields
from werkzeug.routing import BaseConverter, UUIDConverter

from api.http.schemas.base import is_list
from api.http.schemas.choices import OneOf

_REFERENCE = re.compile('"#/components/schemas/([^"]+)"')
LEAVES_OUT = "With `fields` only the members that it names are there; the whole is described here."
ETAG = {
    "ETag": {
        "description": "Names this representation; send it back in If-None-Match.",
        "required": True,
        "schema": {"type": "string"},
    }
}
LOCATION = {
    "Location": {
        "description": "The present address, with the query as it came.",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    }
}


def described(_converter: object, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    """How a field of our own wants to be shown."""
    shown: dict[str, Any] = getattr(field, "described", {})
    return shown


def discriminated(converter: Any, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    """Objects of several kinds: one component, whose `type` says which of them it is."""
    if not isinstance(field, OneOf):
        return {}
    components = converter.spec.components
    if field.component not in components.schemas:
        components.schema(field.component, {})  # It may hold itself.
        known = field.kinds().items()
        kinds = {word: converter.resolve_nested_schema(schema) for word, schema in known}
        mapping = {word: schema["$ref"] for word, schema in kinds.items()}
        discriminator = {"propertyName": "type", "mapping": mapping}
        choice = {"oneOf": [*kinds.values()], "discriminator": discriminator}
        components.schemas[field.component].update(choice)
    return {"$ref": f"#/components/schemas/{field.component}"}


def comma_separated(_converter: object, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    """How a list in an address is written: `?ids=a,b`."""
    return {"style": "form", "explode": False} if is_list(field) else {}


def path_parameter(converter: BaseConverter) -> dict[str, Any]:
    """A part of a path, by the pattern that routing holds it to."""
    form = {"format": "uuid"} if isinstance(converter, UUIDConverter) else {}
    return {"type": "string", **form, "pattern": f"^{converter.regex}$"}


def tidy(document: dict[str, Any]) -> dict[str, Any]:
    """The document in its usual order, without what is never meant: nulls in an address."""
    components = document.get("components", {})
    components.get("schemas", {}).pop("PaginationMetadata", None)
    for schema in _sent(document):
        # What is sent may grow; only what comes in must hold nothing that nobody knows.
        schema.pop("additionalProperties", None)
    for schema in components.get("schemas", {}).values():
        for name, member in schema.get("properties", {}).items():
            schema["properties"][name] = _null_apart(member)
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            _forbid_null(parameter["schema"])
            if parameter["name"] == "fields":
                said = operation.get("description", "")
                operation["description"] = f"{said}\n\n{LEAVES_OUT}".lstrip()
    if not document["paths"]:
        document.pop("components", None)  # Nothing uses them yet.
    order = ("openapi", "info", "servers", "security", "tags")
    said = _said(document)
    return {**{name: said[name] for name in order if name in said}, **said}


def _said(value: Any) -> Any:
    """A value with what can only be told late, since content types must be known."""
    if isinstance(value, dict):
        return {name: _said(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_said(member) for member in value]
    return value() if callable(value) else value


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
    ]


def _sent(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The schemas of what an answer shows."""
    schemas = document.get("components", {}).get("schemas", {})
    answers = [operation.get("responses", {}) for operation in _operations(document)]
    waiting = [*answers, document.get("components", {}).get("responses", {})]
    names: set[str] = set()
    while waiting:
        references = set(_REFERENCE.findall(json.dumps(waiting.pop()))) - names
        names |= references
        waiting += (schemas[name] for name in references)
    return [schemas[name] for name in names]


def _null_apart(schema: dict[str, Any]) -> dict[str, Any]:
    """A choice that may be null as a choice, or null: so generated clients get one type of it."""
    if None not in schema.get("enum", ()):
        return schema
    choices = [choice for choice in schema["enum"] if choice is not None]
    kind = next(name for name in schema["type"] if name != "null")
    others = {name: said for name, said in schema.items() if name not in ("type", "enum")}
    return {"anyOf": [{"type": kind, "enum": choices}, {"type": "null"}], **others}


def _forbid_null(schema: dict[str, Any]) -> None:
    if schema.get("default", ...) is None:
        del schema["default"]
    if "enum" in schema:
        schema["enum"] = [choice for choice in schema["enum"] if choice is not None]
    if isinstance(schema.get("type"), list):
        schema["type"] = next(name for name in schema["type"] if name != "null")
    if "enum" in schema:
        schema["enum"] = [choice for choice in schema["enum"] if choice is not None]
