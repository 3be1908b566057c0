"""People and tokens as an admin sees and changes them."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from api.accounts.roles import ROLES
from api.accounts.schemas import AccountSchema, HeldRoleSchema
from api.http.pagination import ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Email, Id, Integer, Line
from api.http.schemas.formats import SlugText
from api.http.schemas.times import Instant


class GivenRoleSchema(Schema):
    """A role to give; without a site it holds on all of them."""

    site = SlugText(load_default=None, allow_none=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))


class GivenRoles(fields.List):
    """At least one role, and no two on one site."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.Nested(GivenRoleSchema), validate=_roles, **kwargs)


def _roles(given: list[dict[str, Any]]) -> None:
    validate.Length(1, 100)(given)
    if len({entry["site"] for entry in given}) < len(given):
        raise ValidationError("A site is named twice.")


class InvitationSchema(Schema):
    """Whom to let in, and what they may do where."""

    email = Email(required=True, longest=254)
    name = Line(required=True, longest=100)
    roles = GivenRoles(required=True)


class ChangedUserSchema(Schema):
    """What to change of somebody; `roles` takes the place of all roles before."""

    name = Line(longest=100)
    roles = GivenRoles()
    disabled = Boolean()


class ResetSchema(Schema):
    """How far a reset goes; `second_factor` takes it away when the link is used."""

    second_factor = Boolean(load_default=False)


class HandoverSchema(Schema):
    """Who goes on with what somebody has begun."""

    to = Id(required=True, metadata={"description": "The id of a person within reach."})


class HandedOverSchema(Schema):
    """How many documents changed hands; while some are `left`, ask again."""

    documents = fields.Integer(required=True)
    left = fields.Integer(required=True)


class LinkSchema(Schema):
    """A link by which somebody chooses a password, once; it is not shown again."""

    link = fields.String(required=True, metadata={"format": "uri"})
    expires_at = Instant(required=True)


class UserSchema(AccountSchema):
    """Somebody who may sign in, as an admin sees them; invited until they choose a password."""

    created_at = Instant(required=True)
    disabled_at = Instant(required=True, allow_none=True)
    is_invited = fields.Boolean(required=True)
    second_factor = fields.Boolean(required=True)
    roles = fields.List(fields.Nested(HeldRoleSchema), required=True)


class InvitedSchema(Schema):
    """Somebody who was let in, and the link to hand to them."""

    user = fields.Nested(UserSchema, required=True)
    link = fields.Nested(LinkSchema, required=True)


class UserListSchema(ListSchema):
    """A page of people."""

    items = fields.List(fields.Nested(UserSchema), required=True)


class NewTokenSchema(Schema):
    """A token to make: its scope and site are a ceiling on what its owner may do."""

    name = Line(required=True, longest=100)
    scope = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(("read", *ROLES))
    )
    site = SlugText(load_default=None, allow_none=True)
    days = Integer(load_default=90, validate=validate.Range(1, 3650))


class TokenSchema(Schema):
    """A machine token, by its last letters."""

    id = fields.UUID(required=True)
    user = fields.Nested(AccountSchema, required=True)
    name = fields.String(required=True)
    known_by = fields.String(required=True, metadata={"description": "`congxa_…` and its end."})
    scope = fields.String(required=True, allow_none=True)
    site = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    expires_at = Instant(required=True)


class MadeTokenSchema(TokenSchema):
    """A machine token, with what is shown once."""

    token = fields.String(required=True)


class TokenListSchema(ListSchema):
    """A page of tokens."""

    items = fields.List(fields.Nested(TokenSchema), required=True)
