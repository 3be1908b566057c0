"""Why there is no backup, or none that may be restored; each is said in one line."""


class BackupRefused(RuntimeError):
    """A backup that could not be made, or must not be used."""
