"""Accounts as those see them who sign in."""

from marshmallow import fields, validate

from api.accounts.roles import ROLES
from api.http.schemas.base import Schema
from api.http.schemas.times import Instant

MEANS = ("session", "token", "command")


class HeldRoleSchema(Schema):
    """A role on a site; without a site it is held on all of them."""

    site = fields.String(required=True, allow_none=True, metadata={"description": "Its slug."})
    role = fields.String(required=True, validate=validate.OneOf(ROLES))


class SigningTokenSchema(Schema):
    """The machine token that a request is signed with."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    expires_at = Instant(required=True)


class MeSchema(Schema):
    """Who is signed in, and what they may do by this means."""

    id = fields.UUID(required=True)
    email = fields.String(required=True, metadata={"format": "email"})
    name = fields.String(required=True)
    means = fields.String(required=True, validate=validate.OneOf(MEANS))
    may_write = fields.Boolean(required=True)
    roles = fields.List(
        fields.Nested(HeldRoleSchema),
        required=True,
        metadata={"description": "What its owner may do, cut to the scope of the token."},
    )
    token = fields.Nested(SigningTokenSchema, required=True, allow_none=True)
