"""One-time codes (RFC 6238) as second factor, and the recovery codes that stand in for them.

Each code is taken once. The secret that makes them is sealed with the key of the installation, so
that a copy of the database makes none.
"""

import base64
import logging
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from api.accounts.errors import HasSecondFactor, NoSecondFactor, WrongCode
from api.accounts.models import Account, RecoveryCode, SecondFactor
from api.db.unit_of_work import transaction
from api.runtime.config import config
from api.text.secret_texts import hash_of
from api.text.web_addresses import qr_svg

ISSUER = "Cổng Xã"
STEP_SECONDS = 30
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
_log = logging.getLogger(__name__)


class Enrolment(NamedTuple):
    """What an authenticator app is told: as text, as an address, and that as a QR code (SVG)."""

    secret: str
    uri: str
    qr: str


def is_on(account_id: UUID) -> bool:
    """Whether an account must show a second factor."""
    return _confirmed(account_id) is not None


def recovery_codes_left(account_id: UUID) -> int:
    """How many recovery codes an account has not used."""
    return RecoveryCode.select().where(RecoveryCode.account == account_id).count()


def begin(account: Account) -> Enrolment:
    """A new secret, which counts once a code has confirmed it; HasSecondFactor where one does."""
    secret = pyotp.random_base32()
    values = {"secret": _sealed(secret), "is_confirmed": False}
    with transaction():
        if is_on(account.id):
            raise HasSecondFactor
        SecondFactor.delete().where(SecondFactor.account == account.id).execute()
        SecondFactor.insert(account=account.id, last_step=0, **values).execute()
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)
    return Enrolment(secret, uri, qr_svg(uri).decode())


def confirm(account: Account, code: str, at: datetime) -> list[str]:
    """Let the new secret count; the recovery codes, which nobody can read again."""
    with transaction():
        waiting = SecondFactor.get_or_none(SecondFactor.account == account.id)
        if waiting is None or waiting.is_confirmed or not _is_taken(waiting, code, at):
            raise WrongCode
        whole = SecondFactor.update(is_confirmed=True)
        whole.where(SecondFactor.account == account.id).execute()
        return _new_codes(account.id)


def is_right(account_id: UUID, code: str, at: datetime) -> bool:
    """Whether this is a code of the account, of an app or for recovery; it is used up by this."""
    factor = _confirmed(account_id)
    plain = re.sub(r"[\s-]", "", code).lower()
    if factor is None:
        return False
    if _DIGITS.fullmatch(plain):
        return _is_taken(factor, plain, at)
    mine = RecoveryCode.account == account_id
    return bool(RecoveryCode.delete().where(mine, RecoveryCode.hash == _hash(plain)).execute())


def renew_recovery_codes(account_id: UUID) -> list[str]:
    """New recovery codes in place of all before; NoSecondFactor where they would stand for none."""
    with transaction():
        if not is_on(account_id):
            raise NoSecondFactor
        return _new_codes(account_id)


def drop(account_id: UUID) -> None:
    """Ask this account for no second factor any more."""
    with transaction():
        SecondFactor.delete().where(SecondFactor.account == account_id).execute()
        RecoveryCode.delete().where(RecoveryCode.account == account_id).execute()


def unopened(secret_keys: Iterable[str]) -> list[str]:
    """The addresses of accounts whose codes are known by none of these keys of an installation."""
    seal = _seal(secret_keys)
    asked = SecondFactor.select().where(SecondFactor.is_confirmed)
    lost = [row.account for row in asked if _opened(row, seal) is None]
    accounts = Account.select(Account.email).where(Account.id.in_(lost)).order_by(Account.email)
    return [account.email for account in accounts]


def _confirmed(account_id: UUID) -> SecondFactor | None:
    is_it = (SecondFactor.account == account_id) & SecondFactor.is_confirmed
    factor: SecondFactor | None = SecondFactor.get_or_none(is_it)
    return factor


def _is_taken(factor: SecondFactor, code: str, at: datetime) -> bool:
    """Whether this is the code of now, the step before or the one after, and was never taken."""
    secret = _opened(factor, _seal(config().secret_keys))
    if secret is None:
        _log.error("the secret key is another than when this second factor was set up")
        return False
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        if secrets.compare_digest(pyotp.TOTP(secret).generate_otp(step), code):
            newer = (SecondFactor.account == factor.account) & (SecondFactor.last_step < step)
            # Sealed anew: the key of before may go once all have come by.
            taken = SecondFactor.update(last_step=step, secret=_sealed(secret))
            return bool(taken.where(newer).execute())
    return False


def _new_codes(account_id: UUID) -> list[str]:
    RecoveryCode.delete().where(RecoveryCode.account == account_id).execute()
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    rows = [{"account": account_id, "hash": _hash(code.replace("-", ""))} for code in codes]
    RecoveryCode.insert_many(rows).execute()
    return codes


def _recovery_code() -> str:
    """Sixteen letters and digits (79 bits), none that looks like another, in groups."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def _hash(code: str) -> str:
    return hash_of(f"recovery code {code}")


def _sealed(secret: str) -> str:
    return _seal(config().secret_keys).encrypt(secret.encode()).decode()


def _opened(factor: SecondFactor, seal: MultiFernet) -> str | None:
    try:
        return seal.decrypt(factor.secret.encode()).decode()
    except InvalidToken:
        return None


def _seal(secret_keys: Iterable[str]) -> MultiFernet:
    """Opens with every key, and seals with the first."""
    return MultiFernet([Fernet(_key_of(secret_key)) for secret_key in secret_keys])


def _key_of(secret_key: str) -> bytes:
    key = blake2b(secret_key.encode(), digest_size=32, person=b"second factor").digest()
    return base64.urlsafe_b64encode(key)
