"""What can go wrong between an aggregator and a portal. None of it is an answer of this program."""


class PortalError(Exception):
    """What the portal did, in one line for whoever runs the command."""


class Unanswered(PortalError):
    """It gave no usable answer this time; another time it may, as its `Retry-After` tells."""

    def __init__(self, why: str, retry_after: str = "") -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Refused(PortalError):
    """Its answer breaks the contract or refuses the request: asking again would change nothing."""


class TooLarge(Refused):
    """Its answer is larger than what is read here."""


class FolderError(Exception):
    """The folder cannot hold this copy."""
