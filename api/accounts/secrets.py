"""Secrets of machine tokens and of sessions, told apart by how they begin."""

from api.text.secret_texts import new_secret

PREFIX = "congxa_"
"""What scanners of leaked secrets know a machine token by."""

SESSION_PREFIX = "congxa_session_"
_LONGEST = 100


def new_token() -> str:
    """A machine token of 256 bits."""
    return PREFIX + new_secret()


def new_session_secret() -> str:
    """What one is known by while one is signed in, of 256 bits."""
    return SESSION_PREFIX + new_secret()


def is_token(text: str) -> bool:
    """Whether this may be a machine token at all."""
    return text.startswith(PREFIX) and not is_session(text) and len(text) <= _LONGEST


def is_session(text: str) -> bool:
    """Whether this may be the secret of a session."""
    return text.startswith(SESSION_PREFIX) and len(text) <= _LONGEST
