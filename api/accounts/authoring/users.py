"""People and tokens, as far as an admin reaches; what lies beyond is as if it were not there."""

from typing import Any
from uuid import UUID

from flask import Response

from api.accounts import commands, handover, people, reach
from api.accounts.authoring.answers import in_person, listing
from api.accounts.commands import By, Scope
from api.accounts.reach_schemas import (
    ChangedUserSchema,
    HandedOverSchema,
    HandoverSchema,
    InvitationSchema,
    InvitedSchema,
    LinkSchema,
    MadeTokenSchema,
    NewTokenSchema,
    ResetSchema,
    TokenListSchema,
    UserListSchema,
    UserSchema,
)
from api.accounts.roles import ROLES
from api.http.authoring import Blueprint, actor, answer, no_content
from api.http.pagination import PageQuerySchema
from api.http.smorest import EmptyQuerySchema
from api.runtime.clock import now

blp = Blueprint("accounts", __name__, description="People, and the programs that act for them.")


@blp.get(reach.USERS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, UserListSchema)
def list_users(query: dict[str, Any]) -> Response:
    """List the people within reach, by address.

    An admin reaches people whose every role is on a site that the admin administers.
    """
    people.require_admin(_by())
    return listing(*reach.people(actor(), query), UserListSchema)


@blp.post(reach.USERS)
@blp.arguments(InvitationSchema)
@blp.response(201, InvitedSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
@blp.alt_response(409, response="DEFAULT_ERROR")
def invite_user(said: dict[str, Any]) -> Response:
    """Let somebody in.

    The answer shows, once, the link by which they choose a password within 72 hours.
    """
    account, link = people.invite(said, _by())
    facts = {"user": reach.shown(account), "link": _shown(link)}
    return answer(facts, InvitedSchema, status=201)


@blp.get(f"{reach.USERS}/<uuid:user_id>")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, UserSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
def get_user(query: dict[str, Any], user_id: UUID) -> Response:
    """Read somebody within reach.

    Anybody else is 404, as is an id that nobody has.
    """
    return answer(reach.shown(reach.get_person(actor(), user_id)), UserSchema)


@blp.patch(f"{reach.USERS}/<uuid:user_id>")
@blp.arguments(ChangedUserSchema)
@blp.response(200, UserSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
def change_user(said: dict[str, Any], user_id: UUID) -> Response:
    """Change somebody's name or roles, shut them out or let them in again.

    Their sessions end with a change of roles, and with `disabled` all tokens and links rest.
    """
    return answer(reach.shown(people.change(user_id, said, _by())), UserSchema)


@blp.post(f"{reach.USERS}/<uuid:user_id>/reset")
@blp.arguments(ResetSchema)
@blp.response(200, LinkSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
@blp.alt_response(409, response="DEFAULT_ERROR")
def reset_user(said: dict[str, Any], user_id: UUID) -> Response:
    """Get a link by which somebody chooses a new password within an hour.

    It passes their second factor only with `second_factor`.
    """
    drops = said["second_factor"]
    return answer(_shown(people.reset(user_id, _by(), drops_second_factor=drops)), LinkSchema)


@blp.delete(f"{reach.USERS}/<uuid:user_id>/sessions")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(204)
@blp.alt_response(404, response="DEFAULT_ERROR")
def end_user_sessions(query: dict[str, Any], user_id: UUID) -> Response:
    """Sign somebody out on every machine.

    They may come in again with their password.
    """
    people.end_sessions(user_id, _by())
    return no_content()


@blp.post(f"{reach.USERS}/<uuid:user_id>/handover")
@blp.arguments(HandoverSchema)
@blp.response(200, HandedOverSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
def hand_over_user(said: dict[str, Any], user_id: UUID) -> Response:
    """Give what somebody has begun, and nobody approved, to another person.

    It is on the sites that the admin administers; who wrote which words stays told.
    """
    return answer(handover.hand_over(user_id, said["to"], _by())._asdict(), HandedOverSchema)


@blp.get(reach.TOKENS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, TokenListSchema)
def list_tokens(query: dict[str, Any]) -> Response:
    """List one's own tokens, and those of the people within reach.

    A token is known by its last letters; nobody can read it again.
    """
    return listing(*reach.tokens(actor(), query), TokenListSchema)


@blp.post(reach.TOKENS)
@blp.arguments(NewTokenSchema)
@blp.response(201, MadeTokenSchema)
@blp.alt_response(404, response="DEFAULT_ERROR")
def create_token(said: dict[str, Any]) -> Response:
    """Make a token for a program that acts for oneself.

    It is shown once. The session must be younger than ten minutes.
    """
    signed, _session = in_person(proved=True)
    by, about = (signed.actor, now()), (said["name"], said["days"])
    token, secret = commands.create_token(signed.account, *about, by, _scope(said))
    return answer({**reach.shown_token(token), "token": secret}, MadeTokenSchema, status=201)


@blp.delete(f"{reach.TOKENS}/<uuid:token_id>")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(204)
@blp.alt_response(404, response="DEFAULT_ERROR")
def revoke_token(query: dict[str, Any], token_id: UUID) -> Response:
    """End a token at once, one's own or that of somebody within reach.

    One that has ended stays so.
    """
    people.revoke_token(token_id, _by())
    return no_content()


def _by() -> By:
    return actor(), now()


def _shown(link: people.Link) -> dict[str, Any]:
    return {"link": link.address, "expires_at": link.expires_at}


def _scope(said: dict[str, Any]) -> Scope:
    most = None if said["scope"] is None else ("read", *ROLES).index(said["scope"])
    return Scope(most, reach.own_site(actor(), said["site"]))
