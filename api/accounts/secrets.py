"""Secrets that are shown once: tokens, sessions, links; the database keeps their hashes alone."""

import hashlib
import secrets

PREFIX = "congxa_"
"""What scanners of leaked secrets know a machine token by."""

SESSION_PREFIX = "congxa_session_"
_LONGEST = 100


def new_token() -> str:
    """A machine token of 256 bits."""
    return PREFIX + secrets.token_urlsafe(32)


def new_session_secret() -> str:
    """What one is known by while one is signed in, of 256 bits."""
    return SESSION_PREFIX + secrets.token_urlsafe(32)


def new_link_secret() -> str:
    """The secret of a one-time link, of 256 bits."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether this may be a machine token at all."""
    return text.startswith(PREFIX) and not is_session(text) and len(text) <= _LONGEST


def is_session(text: str) -> bool:
    """Whether this may be the secret of a session."""
    return text.startswith(SESSION_PREFIX) and len(text) <= _LONGEST


def hash_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits, so a plain hash cannot be reversed by guessing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
