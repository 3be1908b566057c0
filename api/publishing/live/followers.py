"""Who is told, in the publishing transaction, of every live row that is written or removed."""

from typing import Any, Protocol

from api.publishing.models import Document
from api.runtime.runtime import Part


class Follower(Protocol):
    """Keeps something in step with what the public sees from the commit on.

    What is shown is a `Publication`, which stands above this file.
    """

    def shown(self, publication: Any) -> None:
        """Something is public, in this form."""

    def hidden(self, document: Document) -> None:
        """Something is public no more."""


_followers = Part[tuple[Follower, ...]](tuple)


def follow(*followers: Follower) -> None:
    """Tell these from now on, and nobody else."""
    _followers.set(followers)


def shown(publication: Any) -> None:
    """Tell them that this is public."""
    for follower in _followers.get():
        follower.shown(publication)


def hidden(document: Document) -> None:
    """Tell them that this is public no more."""
    for follower in _followers.get():
        follower.hidden(document)
