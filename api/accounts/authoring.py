"""Accounts over HTTP: who is signed in."""

from typing import Any

from flask import Response

from api.accounts import queries
from api.accounts.schemas import MeSchema
from api.http.authoring import Blueprint, answer, signed_in
from api.http.smorest import EmptyQuerySchema

blp = Blueprint("accounts", __name__, description="People, and the programs that act for them.")


@blp.get("/authoring/v1/me")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, MeSchema)
def get_me(query: dict[str, Any]) -> Response:
    """Read who is signed in, and with which roles.

    For a token these are its owner's, cut to its scope.
    """
    return answer(queries.me(signed_in()), MeSchema)
