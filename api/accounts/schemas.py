"""Accounts as those see them who sign in."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.accounts.roles import ROLES
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Line
from api.http.schemas.times import Instant
from api.sites.schemas import SiteNameSchema

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


class PasswordField(fields.String):
    """A password, letter by letter as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"format": "password", **kwargs.pop("metadata", {})}
        super().__init__(validate=validate.Length(1, 1000), metadata=metadata, **kwargs)


class CodeField(fields.String):
    """A code of the second factor: six digits of an app, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(1, 40), **kwargs)


class SignInSchema(Schema):
    """An address and its password; `bearer` asks for a token in place of the cookie."""

    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = PasswordField(required=True)
    code = CodeField(
        load_default=None,
        metadata={"description": "Of the second factor, to sign in with one request."},
    )
    bearer = Boolean(load_default=False)
    own_device = Boolean(
        load_default=False,
        metadata={"description": "Stay signed in for 30 days: nobody else uses this machine."},
    )


class AccountSchema(Schema):
    """Somebody who may sign in."""

    id = fields.UUID(required=True)
    email = fields.String(required=True, metadata={"format": "email"})
    name = fields.String(required=True)


class SessionSchema(Schema):
    """A session that has begun; `token` is null where a cookie holds it.

    While `mfa_required`, nothing is open but `POST /session/mfa`.
    """

    user = fields.Nested(AccountSchema, required=True)
    mfa_required = fields.Boolean(required=True)
    token = fields.String(required=True, allow_none=True)
    expires_at = Instant(required=True)


class CodeSchema(Schema):
    """A code of the second factor."""

    code = CodeField(required=True)


class EnrolmentSchema(Schema):
    """What an authenticator app needs to make codes; `uri` is what its QR code says."""

    secret = fields.String(required=True)
    uri = fields.String(required=True, metadata={"format": "uri"})
    qr = fields.String(required=True, metadata={"description": "The QR code, as SVG."})


class RecoveryCodesSchema(Schema):
    """Codes that stand in for the second factor, each once; they are not shown again."""

    recovery_codes = fields.List(fields.String(), required=True)


class CredentialField(fields.Dict):
    """A `PublicKeyCredential` as `toJSON()` of a browser writes it (WebAuthn, level 3)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), required=True, **kwargs)


class PasskeyOptionsSchema(Schema):
    """What `navigator.credentials` is given, once `parse…OptionsFromJSON` has read it."""

    publicKey = fields.Dict(keys=fields.String(), required=True)


class PasskeySignInSchema(Schema):
    """What a passkey answered; `bearer` asks for a token in place of the cookie."""

    credential = CredentialField()
    bearer = Boolean(load_default=False)
    own_device = Boolean(load_default=False)


class NewPasskeySchema(Schema):
    """A passkey that was made, and a name to know it by."""

    name = Line(required=True, longest=100)
    credential = CredentialField()


class PasskeySchema(Schema):
    """A passkey, by the name that its owner gave it."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    created_at = Instant(required=True)
    used_at = Instant(required=True, allow_none=True)


class PasskeyListSchema(Schema):
    """The passkeys of whoever is signed in."""

    items = fields.List(fields.Nested(PasskeySchema), required=True)


class ChangedMeSchema(Schema):
    """What somebody changes of the own account; a new password needs the present one."""

    name = Line(longest=100)
    current_password = PasswordField()
    password = PasswordField()

    @validates_schema
    def require_both(self, said: dict[str, Any], **_: Any) -> None:
        """A new password, and the one it replaces."""
        if ("password" in said) != ("current_password" in said):
            missing = "current_password" if "password" in said else "password"
            raise ValidationError("Missing data for required field.", missing)


class ChosenPasswordSchema(Schema):
    """What stands behind the `#` of a one-time link, and the password that its owner chose."""

    link = fields.String(required=True, validate=validate.Length(1, 100))
    password = PasswordField(required=True)


class SigningSessionSchema(Schema):
    """The session that a request is signed with."""

    id = fields.UUID(required=True)
    created_at = Instant(required=True)
    expires_at = Instant(required=True, attribute="ends_at")


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
    sites = fields.List(
        fields.Nested(SiteNameSchema),
        required=True,
        metadata={"description": "Those that the roles reach, in the order of the alphabet."},
    )
    token = fields.Nested(SigningTokenSchema, required=True, allow_none=True)
    session = fields.Nested(SigningSessionSchema, required=True, allow_none=True)
    second_factor = fields.Boolean(required=True)
    recovery_codes_left = fields.Integer(required=True)
