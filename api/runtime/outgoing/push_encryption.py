"""Encrypts a message so that one browser alone can read it: RFC 8291, in one record of RFC 8188.

It refuses what does not fit into the record that every push service takes.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT_BYTES = 65
"""A point on the curve, uncompressed."""
AUTH_BYTES = 16
_SALT_BYTES, _RECORD_BYTES = 16, 4_096
_HEADER_BYTES = _SALT_BYTES + 4 + 1 + POINT_BYTES
_LAST = b"\2"
MOST_BYTES = _RECORD_BYTES - _HEADER_BYTES - len(_LAST) - 16
"""Of a message: services take 4,096 bytes in all, of which the tag of AES-GCM has 16."""


def encrypted(message: bytes, p256dh: bytes, auth: bytes) -> bytes:
    """The body (aes128gcm) for the browser that has these keys."""
    return _encrypted(message, (p256dh, auth), ec.generate_private_key(CURVE), os.urandom(16))


def _encrypted(
    message: bytes, browser: tuple[bytes, bytes], own: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """The same by a key and a salt that nobody may use twice."""
    if len(message) > MOST_BYTES:
        raise ValueError(f"{len(message)} bytes are more than a push message may have")
    p256dh, auth = browser
    sender = point(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh))
    secret = _derived(shared, auth, b"WebPush: info\0" + p256dh + sender, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + _RECORD_BYTES.to_bytes(4) + bytes([len(sender)]) + sender
    return header + AESGCM(key).encrypt(nonce, message + _LAST, None)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as it is handed on."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_point(data: bytes) -> bool:
    """Whether bytes are a point on the curve, uncompressed."""
    if len(data) != POINT_BYTES:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, data)
    except ValueError:
        return False
    return True


def to_text(data: bytes) -> str:
    """Bytes as base64url, without the signs that fill it up."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of base64url, filled up or not."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
