"""View counts and ratings over HTTP: what a page sends, and what was counted."""

from collections.abc import Mapping
from typing import Any

import marshmallow
from flask import Response, request
from marshmallow import ValidationError

from api.http import representation
from api.http.schemas.messages import field_errors
from api.http.smorest import Blueprint, EmptyQuerySchema
from api.runtime.clock import now
from api.runtime.config import config
from api.runtime.errors import BadRequest, InvalidContent, UnsupportedMediaType
from api.runtime.jsons import dumps, loads
from api.views import queries, schemas, votes
from api.views.recording import Item, record
from api.views.schemas import (
    ViewsQuerySchema,
    ViewsSchema,
    ViewTotalsSchema,
)
from api.views.votes import Vote

blp = Blueprint("views", __name__, description="How often something was read.")

_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": schemas.ViewSchema},
        "text/plain": {"schema": schemas.VIEW_AS_TEXT},
    },
}
_RATING_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": schemas.RatingSchema},
        "text/plain": {"schema": schemas.RATING_AS_TEXT},
    },
}


@blp.post("/v1/views")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.doc(requestBody=_BODY)
@blp.response(204)
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(422, response="INVALID_CONTENT")
def record_view(query: dict[str, Any]) -> Response:
    """Say that a page showed something; always 204, counted or not.

    Sent once, after three seconds in sight; programs and repeats are not counted.
    """
    view = _note(schemas.VIEW)
    record(Item(view["type"], view["id"]), request.environ, now())
    return _nothing()


@blp.post("/v1/ratings")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.doc(requestBody=_RATING_BODY)
@blp.response(204)
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(422, response="INVALID_CONTENT")
def record_rating(query: dict[str, Any]) -> Response:
    """Say whether an item was useful; always 204, counted or not.

    A visitor has one vote on an item and day, and the last one counts. Votes from pages of other
    hosts do not.
    """
    note = _note(schemas.RATING)
    vote = Vote(note["type"], note["id"], schemas.verdict_of(note))
    votes.record(vote, request.environ, now())
    return _nothing()


def _nothing() -> Response:
    response = Response(status=204)
    response.headers.remove("Content-Type")
    return response


def _note(schema: marshmallow.Schema) -> dict[str, Any]:
    if request.mimetype not in schemas.VIEW_TYPES:
        raise UnsupportedMediaType
    request.max_content_length = schemas.MOST_BYTES
    try:
        note: dict[str, Any] = schema.load(loads(request.get_data()))
    except ValidationError as error:
        raise InvalidContent(errors=field_errors(error.normalized_messages())) from error
    except ValueError as error:
        raise BadRequest from error
    return note


@blp.get("/v1/views")
@blp.arguments(ViewsQuerySchema, location="query")
@blp.response(200, ViewsSchema)
def list_views(query: dict[str, Any]) -> Response:
    """Read the views of some items, at most ten seconds old.

    In the order in which they were asked for.
    """
    ids = query["ids"] or ()
    views = zip(ids, queries.counted(ids), strict=True)
    items = [{"id": id_, "views": count} for id_, count in views]
    return _counts({"items": items, "window_minutes": config().view_window_minutes})


@blp.get("/v1/views/totals")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, ViewTotalsSchema)
@blp.alt_response(400, response="DEFAULT_ERROR")
def list_view_totals(query: dict[str, Any]) -> Response:
    """Read the views of whole sites, at most ten seconds old.

    Of all that was ever counted there, and of today.
    """
    return _counts({"items": [total._asdict() for total in queries.totals(now())]})


def _counts(body: Mapping[str, Any]) -> Response:
    return representation.answer(dumps(body), [representation.COUNTS])
