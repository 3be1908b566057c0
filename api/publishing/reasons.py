"""Why something public is withdrawn; the words of the contract, for commands and requests alike."""

PERSONAL_DATA = "personal_data"
REASONS = ("error", "superseded", "expired", PERSONAL_DATA, "other")
