"""Says to push services whose messages they are (RFC 8292), by a key made of the secret one.

So every node has the same, without a file to share or to lose.
"""

import json
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.runtime.config import config
from api.runtime.outgoing.push_encryption import CURVE, point, to_text

VALID = timedelta(hours=12)
"""Services refuse what is valid for longer than a day."""
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256."""


def public_key() -> str:
    """The key by which browsers subscribe (`applicationServerKey`), as base64url."""
    return to_text(point(_own_key().public_key()))


def offered_key() -> str | None:
    """The same, or None where nobody is told anything.

    What shows a message is the worker that keeps pages: without it there is nothing to subscribe.
    """
    return public_key() if config().push_hosts and config().offline_pages else None


def authorization(endpoint: str, at: datetime) -> str:
    """The header by which a push service knows us."""
    audience = "{0.scheme}://{0.netloc}".format(urlsplit(endpoint))
    claims = {"aud": audience, "exp": int((at + VALID).timestamp()), "sub": config().base_url}
    return f"vapid t={_token(claims, _own_key())}, k={public_key()}"


def _token(claims: dict[str, object], key: ec.EllipticCurvePrivateKey) -> str:
    """A JSON Web Token, signed by ES256."""
    said = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    halves = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{to_text(b''.join(half.to_bytes(32) for half in halves))}"


def _part(facts: dict[str, object]) -> str:
    return to_text(json.dumps(facts, separators=(",", ":")).encode())


def _own_key() -> ec.EllipticCurvePrivateKey:
    return _made_of(config().secret_key)


@cache
def _made_of(secret: str) -> ec.EllipticCurvePrivateKey:
    # 64 bits more than the order has, so that no key is more likely than another (FIPS 186-5).
    derived = HKDF(hashes.SHA256(), 40, None, b"congxa vapid").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(derived) % (_ORDER - 1) + 1, CURVE)
