"""What can be done to a document: one verb a function, one transaction, one audit event each.

Every command takes the document as its caller read it; the conditional UPDATE in
`documents.claim` decides whether it is still so.
"""

from api.publishing.commands.releasing import (
    AS_IT_IS,
    Withdrawal,
    cancel_schedule,
    confirm,
    correct,
    publish,
    release,
    schedule,
    successor,
    withdraw,
)
from api.publishing.commands.trash import TRASH_DAYS, purge, recover, remove, trash
from api.publishing.commands.writing import (
    NEW,
    create,
    drop_draft,
    restore,
    return_to_author,
    save,
    submit,
)

__all__ = [
    "AS_IT_IS",
    "NEW",
    "TRASH_DAYS",
    "Withdrawal",
    "cancel_schedule",
    "confirm",
    "correct",
    "create",
    "drop_draft",
    "publish",
    "purge",
    "recover",
    "release",
    "remove",
    "restore",
    "return_to_author",
    "save",
    "schedule",
    "submit",
    "successor",
    "trash",
    "withdraw",
]
