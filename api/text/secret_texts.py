"""Texts that open something to whoever holds them; what is kept of one is its hash."""

import hashlib
import secrets


def new_secret() -> str:
    """A text of 256 bits that an address may hold."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits, so a plain hash cannot be reversed by guessing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
