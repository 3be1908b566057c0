"""Why something public is withdrawn; the words of the contract, for commands and requests alike."""

REASONS = ("error", "superseded", "expired", "personal_data", "other")
