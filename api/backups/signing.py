"""The key of an installation that its backups are signed with, and the proof of a signature."""

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from api.setting.private_files import kept_text

FILE_NAME = "backup_key"
PREFIX = "ed25519:"
"""What the public half of a key begins with."""


def own_key(state_dir: Path) -> Ed25519PrivateKey:
    """The key of this installation, made when it is first asked for."""
    text = kept_text(state_dir / FILE_NAME, lambda: _text(Ed25519PrivateKey.generate()))
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text))


def known_key(state_dir: Path) -> str | None:
    """The public half of the key that is here; None where none was made."""
    return public_half(own_key(state_dir)) if (state_dir / FILE_NAME).exists() else None


def public_half(key: Ed25519PrivateKey) -> str:
    """What others know a key by."""
    return PREFIX + base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).decode()


def is_public_half(text: str) -> bool:
    """Whether this is written as `public_half` writes one."""
    try:
        _read(text)
    except (ValueError, binascii.Error):
        return False
    return True


def signature(key: Ed25519PrivateKey, data: bytes) -> bytes:
    """What only the holder of the key can make of these bytes."""
    return base64.urlsafe_b64encode(key.sign(data))


def is_signed(data: bytes, signed: bytes, public: str) -> bool:
    """Whether `signed` was made of these bytes by the other half of this key."""
    try:
        _read(public).verify(base64.urlsafe_b64decode(signed), data)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def _read(public: str) -> Ed25519PublicKey:
    if not public.startswith(PREFIX):
        raise ValueError(f"a key begins with {PREFIX}")
    raw = base64.urlsafe_b64decode(public.removeprefix(PREFIX))
    return Ed25519PublicKey.from_public_bytes(raw)


def _text(key: Ed25519PrivateKey) -> str:
    return base64.urlsafe_b64encode(key.private_bytes_raw()).decode()
