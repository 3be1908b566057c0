"""Passkeys (WebAuthn, level 3): registered by whoever is signed in, and enough to sign in.

A challenge carries its own proof that it was made here, for whom and until when; only what was
answered is stored, so that asking for challenges fills nothing.
"""

import hmac
import secrets
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from api.accounts.errors import PasskeyNotFound, PasskeyTaken, WrongPasskey
from api.accounts.models import Account, AnsweredChallenge, Passkey
from api.db.unit_of_work import transaction
from api.runtime.config import config
from api.runtime.ids import new_id

NAME = "Cổng Xã"
LASTS = timedelta(minutes=5)
_VERIFIED = UserVerificationRequirement.REQUIRED
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError,
              RecursionError, struct.error, InvalidSignature)  # fmt: skip


class Place(NamedTuple):
    """Where passkeys are good: the name of this host, and the origins of its pages."""

    host: str
    origins: tuple[str, ...]


class Said(NamedTuple):
    """What a browser's passkey answered, and where."""

    credential: Mapping[str, Any]
    place: Place


def creation_options(account: Account, place: Place, at: datetime) -> dict[str, Any]:
    """What a browser needs to make a passkey of somebody."""
    user = PublicKeyCredentialUserEntity(
        id=account.id.bytes, name=account.email, display_name=account.name
    )
    options, _state = _server(place).register_begin(
        user,
        credentials=[_data(passkey) for passkey in of(account.id)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
        challenge=_challenge(account.id, at),
    )
    return dict(options)


def request_options(place: Place, at: datetime) -> dict[str, Any]:
    """What a browser needs to sign in with whichever passkey it holds; it names nobody."""
    options, _state = _server(place).authenticate_begin(
        user_verification=_VERIFIED, challenge=_challenge(None, at)
    )
    return dict(options)


def register(account: Account, name: str, said: Said, at: datetime) -> Passkey:
    """Keep a passkey that was made; WrongPasskey unless it answers a challenge of this account."""
    try:
        response = RegistrationResponse.from_dict(said.credential).response
        challenge = response.client_data.challenge
        made = _server(said.place).register_complete(_state(challenge), said.credential)
    except _MALFORMED as error:
        raise WrongPasskey from error
    if made.credential_data is None:
        raise WrongPasskey
    passkey = Passkey(
        id=new_id(), account=account.id, name=name, data=bytes(made.credential_data),
        credential=websafe_encode(made.credential_data.credential_id), counter=made.counter,
        created_at=at, used_at=None,
    )  # fmt: skip
    with transaction():
        _use_up(challenge, account.id, at)
        if Passkey.select().where(Passkey.credential == passkey.credential).exists():
            raise PasskeyTaken
        passkey.save(force_insert=True)
    return passkey


def owner(said: Said, at: datetime) -> UUID:
    """The account whose passkey answered a challenge, which is used up; else WrongPasskey."""
    try:
        assertion = AuthenticationResponse.from_dict(said.credential)
        challenge = assertion.response.client_data.challenge
        passkey = _known(assertion.raw_id)
        server = _server(said.place)
        server.authenticate_complete(_state(challenge), [_data(passkey)], said.credential)
    except _MALFORMED as error:
        raise WrongPasskey from error
    with transaction():
        _use_up(challenge, None, at)
        _count(passkey, assertion.response.authenticator_data.counter, at)
    account_id: UUID = passkey.account
    return account_id


def of(account_id: UUID) -> list[Passkey]:
    """The passkeys of an account, oldest first."""
    return list(Passkey.select().where(Passkey.account == account_id).order_by(Passkey.id))


def forget(account_id: UUID, passkey_id: UUID) -> None:
    """Take no more of a passkey; PasskeyNotFound for one of somebody else."""
    mine = (Passkey.id == passkey_id) & (Passkey.account == account_id)
    if not Passkey.delete().where(mine).execute():
        raise PasskeyNotFound


def forget_all(account_id: UUID) -> None:
    """Take no passkey of this account any more."""
    Passkey.delete().where(Passkey.account == account_id).execute()


def sweep(at: datetime) -> None:
    """Forget challenges that are over."""
    AnsweredChallenge.delete().where(AnsweredChallenge.expires_at <= at).execute()


def _server(place: Place) -> Fido2Server:
    party = PublicKeyCredentialRpEntity(name=NAME, id=place.host)
    return Fido2Server(party, verify_origin=lambda origin: origin in place.origins)


def _known(credential_id: bytes) -> Passkey:
    passkey: Passkey | None = Passkey.get_or_none(
        Passkey.credential == websafe_encode(credential_id)
    )
    if passkey is None:
        raise WrongPasskey
    return passkey


def _data(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(passkey.data)


def _state(challenge: bytes) -> dict[str, Any]:
    return {"challenge": websafe_encode(challenge), "user_verification": _VERIFIED}


def _challenge(account_id: UUID | None, at: datetime) -> bytes:
    body = secrets.token_bytes(16) + struct.pack(">Q", int((at + LASTS).timestamp()))
    return body + _proof(body, account_id, config().secret_key)


def _use_up(challenge: bytes, account_id: UUID | None, at: datetime) -> None:
    """WrongPasskey for a challenge that is not ours, over, of somebody else, or answered before."""
    body, proof = challenge[:24], challenge[24:]
    if len(body) < 24 or not _is_proved(body, proof, account_id):
        raise WrongPasskey
    ends_at = datetime.fromtimestamp(struct.unpack(">Q", body[16:])[0], UTC)
    if ends_at <= at:
        raise WrongPasskey
    answered = AnsweredChallenge.insert(key=body.hex(), expires_at=ends_at)
    if not answered.on_conflict_ignore().as_rowcount().execute():
        raise WrongPasskey


def _count(passkey: Passkey, counter: int, at: datetime) -> None:
    """WrongPasskey where a counter does not grow: somebody else has a copy of the key."""
    is_next = (Passkey.counter < counter) | ((Passkey.counter == 0) & (counter == 0))
    row = (Passkey.id == passkey.id) & is_next
    if not Passkey.update(counter=counter, used_at=at).where(row).execute():
        raise WrongPasskey


def _is_proved(body: bytes, proof: bytes, account_id: UUID | None) -> bool:
    proofs = [_proof(body, account_id, secret_key) for secret_key in config().secret_keys]
    return any(hmac.compare_digest(proof, expected) for expected in proofs)


def _proof(body: bytes, account_id: UUID | None, secret_key: str) -> bytes:
    whose = b"" if account_id is None else account_id.bytes
    key = secret_key.encode()[:64]
    return blake2b(body + whose, key=key, person=b"passkey", digest_size=32).digest()
