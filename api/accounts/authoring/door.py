"""The door: how somebody signs in and out, and chooses a password by a one-time link."""

from typing import Any

from flask import Response

from api.accounts.authoring.answers import begun_session, place
from api.accounts.entry import credentials, passkeys, sessions, signing_in
from api.accounts.entry.passkeys import Said
from api.accounts.entry.sessions import Kind
from api.accounts.entry.signing_in import Credentials
from api.accounts.schemas import (
    ChosenPasswordSchema,
    CodeSchema,
    PasskeyOptionsSchema,
    PasskeySignInSchema,
    SessionSchema,
    SignInSchema,
)
from api.http import authoring
from api.http.authoring import Door, answer, no_content
from api.http.smorest import EmptyQuerySchema
from api.runtime.clock import now
from api.runtime.errors import NotSignedIn

door = Door("signing in", __name__, description="How somebody comes in, and leaves.")


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
    who = Credentials(said["email"], said["password"], authoring.network(), said["code"])
    begun = signing_in.by_password(who, _kind(said), now())
    sessions.end(before)
    return begun_session(begun)


@door.post("/authoring/v1/session/mfa")
@door.arguments(CodeSchema)
@door.response(200, SessionSchema)
@door.alt_response(401, response="DEFAULT_ERROR")
@door.alt_response(409, response="DEFAULT_ERROR")
@door.alt_response(429, response="DEFAULT_ERROR")
def confirm_session(said: dict[str, Any]) -> Response:
    """Show the second factor.

    It completes a session that waits for it, and renews one that must prove again who holds it;
    either way the session is a new one.
    """
    session = sessions.valid_session(authoring.secret(), now())
    if session is None:
        raise NotSignedIn
    return begun_session(signing_in.by_code(session, said["code"], authoring.network(), now()))


@door.post("/authoring/v1/session/passkey/options")
@door.arguments(EmptyQuerySchema, location="query")
@door.response(200, PasskeyOptionsSchema)
def begin_passkey_session(query: dict[str, Any]) -> Response:
    """Get a challenge for a passkey.

    It is good for five minutes, and the same whoever asks.
    """
    return answer(passkeys.request_options(place(), now()), PasskeyOptionsSchema)


@door.post("/authoring/v1/session/passkey")
@door.arguments(PasskeySignInSchema)
@door.response(200, SessionSchema)
@door.alt_response(401, response="DEFAULT_ERROR")
def create_passkey_session(said: dict[str, Any]) -> Response:
    """Sign in with a passkey.

    No second factor is asked for: whoever unlocks a passkey has shown one.
    """
    before = _before(said["bearer"])
    begun = signing_in.by_passkey(Said(said["credential"], place()), _kind(said), now())
    sessions.end(before)
    return begun_session(begun)


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
    credentials.choose_password(said["link"], said["password"], now())
    return no_content()


def _kind(said: dict[str, Any]) -> Kind:
    return Kind(is_long=said["own_device"], is_bearer=said["bearer"])


def _before(is_bearer: bool) -> str:
    """The session that a new one replaces; no other page may put somebody else's in its place."""
    if is_bearer:
        return ""
    authoring.require_own_page(is_named=False)
    return authoring.secret()
