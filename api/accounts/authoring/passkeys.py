"""Passkeys of whoever is signed in."""

from typing import Any
from uuid import UUID

from flask import Response

from api.accounts.authoring.answers import in_person, place
from api.accounts.entry import credentials, passkeys
from api.accounts.entry.passkeys import Said
from api.accounts.schemas import (
    NewPasskeySchema,
    PasskeyListSchema,
    PasskeyOptionsSchema,
    PasskeySchema,
)
from api.http.authoring import Blueprint, answer, no_content
from api.http.smorest import EmptyQuerySchema
from api.runtime.clock import now

PASSKEYS = "/authoring/v1/me/passkeys"
blp = Blueprint("passkeys", __name__, description="What signs somebody in without a password.")


@blp.get(PASSKEYS)
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, PasskeyListSchema)
def list_passkeys(query: dict[str, Any]) -> Response:
    """List the own passkeys.

    Each has the name that its owner gave it.
    """
    signed, _session = in_person()
    rows = [passkey.__data__ for passkey in passkeys.of(signed.account.id)]
    return answer({"items": rows}, PasskeyListSchema)


@blp.post(f"{PASSKEYS}/options")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, PasskeyOptionsSchema)
def begin_passkey(query: dict[str, Any]) -> Response:
    """Get what a browser needs to make a passkey.

    The session must be younger than ten minutes.
    """
    signed, _session = in_person(proved=True)
    return answer(passkeys.creation_options(signed.account, place(), now()), PasskeyOptionsSchema)


@blp.post(PASSKEYS)
@blp.arguments(NewPasskeySchema)
@blp.response(201, PasskeySchema)
@blp.alt_response(409, response="DEFAULT_ERROR")
def add_passkey(said: dict[str, Any]) -> Response:
    """Keep a passkey that the browser has made.

    It signs in from now on, without password and code.
    """
    signed, _session = in_person(proved=True)
    answered = Said(said["credential"], place())
    made = credentials.add_passkey(signed.account, said["name"], answered, now())
    return answer(made.__data__, PasskeySchema, status=201)


@blp.delete(f"{PASSKEYS}/<uuid:passkey_id>")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(204)
@blp.alt_response(404, response="DEFAULT_ERROR")
def remove_passkey(query: dict[str, Any], passkey_id: UUID) -> Response:
    """Take a passkey away.

    The session must be younger than ten minutes.
    """
    signed, _session = in_person(proved=True)
    credentials.remove_passkey(signed.account, passkey_id, now())
    return no_content()
