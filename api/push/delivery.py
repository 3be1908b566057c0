"""Where browsers say that they want to be told of notices, and that they do not any more."""

from typing import Any

from flask import Response, request

from api.http.authoring import network, no_content
from api.http.smorest import Blueprint, EmptyQuerySchema
from api.http.writes.bodies import BodyParser
from api.push import commands
from api.push.schemas import MOST_BYTES, PushEndpointSchema, PushSubscriptionSchema
from api.runtime.clock import now


class _Written(Blueprint):
    ARGUMENTS_PARSER = BodyParser()


blp = _Written("push", __name__, description="Who is told of notices on a device.")


@blp.before_request
def _bound() -> None:
    request.max_content_length = MOST_BYTES


@blp.post("/v1/push/subscriptions")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.arguments(PushSubscriptionSchema)
@blp.response(204)
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(409, response="DEFAULT_ERROR")
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(422, response="INVALID_CONTENT")
@blp.alt_response(429, response="DEFAULT_ERROR")
def create_push_subscription(query: dict[str, Any], said: dict[str, Any]) -> Response:
    """Tell a browser of emergencies and of the notices of areas; 204, new or not.

    Said again for the same endpoint it takes the place of what was said before. Subscribe with
    `vapid_public_key` of `/v1`. A network may say 20 a day, a site has at most 50,000.
    """
    commands.subscribe(said, network(), now())
    return no_content()


@blp.delete("/v1/push/subscriptions")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.arguments(PushEndpointSchema)
@blp.response(204)
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(422, response="INVALID_CONTENT")
def delete_push_subscription(query: dict[str, Any], said: dict[str, Any]) -> Response:
    """Tell a browser nothing more; 204, known or not.

    All that was kept of it is forgotten.
    """
    commands.unsubscribe(said["endpoint"])
    return no_content()
