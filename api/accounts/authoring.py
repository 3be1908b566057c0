"""Accounts over HTTP: signing in and out, and who is signed in."""

from typing import Any

from flask import Response

from api.accounts import commands, queries, sessions, signing_in
from api.accounts.schemas import ChosenPasswordSchema, MeSchema, SessionSchema, SignInSchema
from api.accounts.sessions import Begun, Kind
from api.accounts.signing_in import Credentials
from api.http import authoring
from api.http.authoring import Blueprint, Door, answer, no_content, signed_in
from api.http.smorest import EmptyQuerySchema
from api.runtime.clock import now

SECONDS = int(sessions.LONGEST.total_seconds())
door = Door("signing in", __name__, description="How somebody comes in, and leaves.")
blp = Blueprint("accounts", __name__, description="People, and the programs that act for them.")


@door.post("/authoring/v1/session")
@door.arguments(SignInSchema)
@door.response(200, SessionSchema)
@door.alt_response(401, response="DEFAULT_ERROR")
@door.alt_response(429, response="DEFAULT_ERROR")
def create_session(said: dict[str, Any]) -> Response:
    """Sign in with a password.

    The answer sets the cookie of the session, or with `bearer` shows its token: once.
    """
    before = _before(said["bearer"])
    who = Credentials(said["email"], said["password"], authoring.network())
    begun = signing_in.by_password(who, _kind(said), now())
    sessions.end(before)
    return _begun(begun)


@door.delete("/authoring/v1/session")
@door.arguments(EmptyQuerySchema, location="query")
@door.response(204)
def delete_session(query: dict[str, Any]) -> Response:
    """Sign out.

    The session ends at once in every process; without one there is nothing to do.
    """
    sessions.end(authoring.secret())
    return authoring.without_cookie(no_content())


@door.post("/authoring/v1/password")
@door.arguments(ChosenPasswordSchema)
@door.response(204)
@door.alt_response(400, response="DEFAULT_ERROR")
def choose_password(said: dict[str, Any]) -> Response:
    """Choose a password with a one-time link.

    The link is used up, and all sessions of its owner end; one signs in with the new password.
    """
    commands.choose_password(said["link"], said["password"], now())
    return no_content()


@blp.get("/authoring/v1/me")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, MeSchema)
def get_me(query: dict[str, Any]) -> Response:
    """Read who is signed in, and with which roles.

    For a token these are its owner's, cut to its scope.
    """
    return answer(queries.me(signed_in()), MeSchema)


def _kind(said: dict[str, Any]) -> Kind:
    return Kind(is_long=said["own_device"], is_bearer=said["bearer"])


def _before(is_bearer: bool) -> str:
    """The session that a new one replaces; no other page may put somebody else's in its place."""
    if is_bearer:
        return ""
    authoring.require_own_page(is_named=False)
    return authoring.secret()


def _begun(begun: Begun) -> Response:
    account, session, secret = begun
    facts = {
        "user": account.__data__,
        "mfa_required": session.is_pending,
        "token": secret if session.is_bearer else None,
        "expires_at": session.ends_at,
    }
    response = answer(facts, SessionSchema)
    if session.is_bearer:
        return response
    return authoring.with_cookie(response, secret, SECONDS if session.is_long else None)
