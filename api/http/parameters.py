"""The parser that drops nothing of what stands in an address."""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import marshmallow
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import MultiDict

from api.http.schemas.base import is_list
from api.http.schemas.messages import field_errors, parameter_errors
from api.http.schemas.queries import schema_names
from api.runtime import errors

LONGEST_NAME = 100
"""Of a name that is not ours, no more than this is sent back."""


def require_none(given: Iterable[str]) -> None:
    """Refuse the parameters of an address that takes none: InvalidParameter for each."""
    said = {name[:LONGEST_NAME]: ["Unknown field."] for name in given}
    if said:
        raise errors.InvalidParameter(errors=parameter_errors(said))


class StrictParser(FlaskParser):
    """Refuses what others drop: unknown and repeated parameters, bodies that are not JSON."""

    # Each schema says itself what becomes of what it does not know; the usual one refuses it.
    DEFAULT_UNKNOWN_BY_LOCATION = {"query": None, "json": None}  # noqa: RUF012 - as its base has it

    def load_querystring(self, req: Any, schema: Any) -> dict[str, str]:
        """The query, when each name is given once; a list may be, as generated clients write it."""
        given = dict(req.args.lists())
        if schema.unknown == marshmallow.EXCLUDE:
            given = {name: given[name] for name in schema_names(schema) if name in given}
        several = {name for name, values in given.items() if len(values) > 1}
        repeated = several and several - _names_of_lists(schema)
        if repeated:
            said = {name[:LONGEST_NAME]: ["Given more than once."] for name in repeated}
            raise errors.InvalidParameter(errors=parameter_errors(said))
        # No MultiDict: it makes an exception, at some cost, of each parameter that is not given.
        return {name: ",".join(values) for name, values in given.items()}

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body, when it says that it is JSON."""
        if not req.is_json:
            raise errors.UnsupportedMediaType
        return super().load_json(req, schema)

    def load_form(self, req: Any, schema: Any) -> Any:
        """The words of a form, each given once."""
        _require_each_once(req.form)
        return super().load_form(req, schema)

    def load_files(self, req: Any, schema: Any) -> Any:
        """The files of a form, one of each name."""
        _require_each_once(req.files)
        return super().load_files(req, schema)

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> NoReturn:
        """Name what is wrong: a parameter (400) or a member of the body (422)."""
        location, messages = next(iter(error.normalized_messages().items()))
        if location == "query":
            raise errors.InvalidParameter(errors=parameter_errors(_cut(messages))) from error
        raise errors.InvalidContent(errors=field_errors(messages)) from error


def _names_of_lists(schema: marshmallow.Schema) -> set[str]:
    return {
        field.data_key or str(field.name) for field in schema.load_fields.values() if is_list(field)
    }


def _require_each_once(given: MultiDict[str, Any]) -> None:
    repeated = [name for name, values in given.lists() if len(values) > 1]
    if repeated:
        said = {name[:LONGEST_NAME]: ["Given more than once."] for name in repeated}
        raise errors.InvalidContent(errors=field_errors(said))


def _cut(messages: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name)[:LONGEST_NAME]: said for name, said in messages.items()}
