"""The own account: who is signed in, the own name, password and second factor."""

from typing import Any

from flask import Response

from api.accounts import commands, queries
from api.accounts.authoring.answers import in_person, with_cookie
from api.accounts.entry import credentials, second_factor, signing_in
from api.accounts.entry.credentials import NewPassword
from api.accounts.entry.sessions import Begun, Kind
from api.accounts.models import Account, Session
from api.accounts.queries import SignedIn
from api.accounts.schemas import (
    ChangedMeSchema,
    CodeSchema,
    EnrolmentSchema,
    MeSchema,
    RecoveryCodesSchema,
)
from api.http import authoring
from api.http.authoring import Blueprint, answer, no_content, signed_in
from api.http.smorest import EmptyQuerySchema
from api.runtime.clock import now

blp = Blueprint("own account", __name__, description="Whoever is signed in.")


@blp.get("/authoring/v1/me")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, MeSchema)
def get_me(query: dict[str, Any]) -> Response:
    """Read who is signed in, and with which roles.

    For a token these are its owner's, cut to its scope.
    """
    return answer(queries.me(signed_in()), MeSchema)


@blp.patch("/authoring/v1/me")
@blp.arguments(ChangedMeSchema)
@blp.response(200, MeSchema)
@blp.alt_response(429, response="DEFAULT_ERROR")
def change_me(said: dict[str, Any]) -> Response:
    """Change the own name or password.

    With a new password all sessions end; a browser gets a new one, a program signs in anew.
    """
    signed, session = in_person()
    begun = _changed_password(signed.account, session, said) if "password" in said else None
    if "name" in said:
        commands.rename(signed.account, said["name"], (signed.actor, now()))
    if begun is None:
        return _shown(signed)
    return with_cookie(_shown(signed._replace(session=begun.session)), begun)


@blp.post("/authoring/v1/me/totp")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, EnrolmentSchema)
@blp.alt_response(409, response="DEFAULT_ERROR")
def begin_totp(query: dict[str, Any]) -> Response:
    """Get a secret for an authenticator app.

    It counts once a code of it was sent with `PUT`. The session must be younger than ten minutes.
    """
    signed, _session = in_person(proved=True)
    return answer(second_factor.begin(signed.account)._asdict(), EnrolmentSchema)


@blp.put("/authoring/v1/me/totp")
@blp.arguments(CodeSchema)
@blp.response(200, RecoveryCodesSchema)
def confirm_totp(said: dict[str, Any]) -> Response:
    """Let the authenticator app count.

    The answer shows ten recovery codes, once. Other sessions end.
    """
    signed, session = in_person(proved=True)
    codes = credentials.confirm_second_factor(signed.account, said["code"], session, now())
    return answer({"recovery_codes": codes}, RecoveryCodesSchema)


@blp.delete("/authoring/v1/me/totp")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(204)
def remove_totp(query: dict[str, Any]) -> Response:
    """Take the second factor away.

    The session must be younger than ten minutes: give a code first.
    """
    signed, _session = in_person(proved=True)
    credentials.drop_second_factor(signed.account, (signed.actor, now()))
    return no_content()


@blp.post("/authoring/v1/me/recovery-codes")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, RecoveryCodesSchema)
@blp.alt_response(409, response="DEFAULT_ERROR")
def renew_recovery_codes(query: dict[str, Any]) -> Response:
    """Get ten new recovery codes in place of all before.

    The session must be younger than ten minutes: give a code first.
    """
    signed, _session = in_person(proved=True)
    codes = credentials.renew_recovery_codes(signed.account, now())
    return answer({"recovery_codes": codes}, RecoveryCodesSchema)


def _shown(signed: SignedIn) -> Response:
    return answer(queries.me(signed), MeSchema)


def _changed_password(account: Account, before: Session, said: dict[str, Any]) -> Begun | None:
    """The session that a browser goes on with."""
    new = NewPassword(said["current_password"], said["password"], authoring.network())
    credentials.change_password(account, new, now())
    if before.is_bearer:
        return None
    return signing_in.enter(account, Kind(is_long=before.is_long), now())
