"""What can be asked of a document over HTTP, as a table: an address, what is said, one command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import marshmallow

from api.publishing import commands, editions, queries
from api.publishing.access.placing import site_meant
from api.publishing.authoring import inputs
from api.publishing.checks.losses import losses
from api.publishing.commands import Withdrawal
from api.publishing.content_type import Content, ContentType, Loaded, content_type
from api.publishing.errors import AlteredEdition, unknown_reference
from api.publishing.live.projection import Release
from api.publishing.models import Document
from api.publishing.workflow import Actor

Said = Mapping[str, Any]
By = tuple[Actor, datetime]
Loss = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """A write on one document: the end of its address, and the command that it calls.

    `name` is the operationId, `{}` standing for the type; `said` the body, None where it has none.
    """

    method: str
    path: str
    name: str
    words: str
    do: Callable[[Document, Said, By], object]
    said: Callable[[ContentType], type[marshmallow.Schema] | marshmallow.Schema] | None = None
    load: Callable[[Document, Said], Loaded] | None = None
    """Makes content of what is said, before anybody waits for this writer."""
    is_release: bool = False
    """Whether words become public by it, so that a long session must prove anew who holds it."""


def create(handled: ContentType, said: Said, by: By) -> tuple[Document, list[Loss]]:
    """A new document of what was said, on the site that is named or meant; and what it lost."""
    content = dict(said)
    site = None if handled.name == "site" else site_meant(content.pop("site", None), by[0])
    loaded = handled.load(content)
    document = commands.create(handled.name, site, loaded, by)
    return document, losses(handled.name, loaded)


def _changed(document: Document, said: Said) -> Loaded:
    return content_type(document.type).load(merged(_trusted(document, said), said))


def _trusted(document: Document, said: Said) -> Content:
    """The words that a patch is laid over: none where they are forged, so it must say them all."""
    head = editions.head(document)
    try:
        return editions.handed_on(document, head)
    except AlteredEdition:
        if editions.content(document, head).keys() <= said.keys():
            return {}
        raise


def _plain(command: Callable[[Document, Actor, datetime], object]) -> Callable[..., object]:
    """A command to which nothing is said."""
    return lambda document, said, by: command(document, *by)


def merged(content: Content, patch: Said) -> Content:
    """A merge patch (RFC 7396): null clears, objects are merged, anything else is replaced."""
    whole = dict(content)
    for name, value in patch.items():
        old = whole.get(name)
        is_merged = isinstance(value, dict) and isinstance(old, dict)
        whole[name] = merged(old or {}, value) if is_merged else value
    return whole


def _restore(document: Document, said: Said, by: By) -> None:
    edition = queries.get_numbered(document, said["edition"])
    if edition is None:
        raise unknown_reference("/edition")
    commands.restore(document, edition, *by)


def _publish(document: Document, said: Said, by: By) -> None:
    how = Release(
        acknowledged=frozenset(said["acknowledged"]),
        unpublish_at=said["unpublish_at"],
        correction=said["correction"],
    )
    commands.release(document, *by, said["publish_at"], how)


def _withdraw(document: Document, said: Said, by: By) -> None:
    successor = commands.successor(document, said["superseded_by"])
    why = Withdrawal(said["reason"], said["public_note"], successor)
    commands.withdraw(document, *by, why)


_UPDATE = Operation(
    "PATCH", "", "update_{}",
    "Save changes.\n\nA merge patch of the content: null clears a field, a list is replaced whole.",
    lambda document, said, by: commands.save(document, said, *by),
    inputs.changes_schema, load=_changed,
)  # fmt: skip

REVIEWED = (
    _UPDATE,
    Operation(
        "POST", "/restoration", "restore_{}",
        "Take up the words of an older edition.\n\nThey become the draft, and stay their author's.",
        _restore, lambda _: inputs.RestorationSchema,
    ),
    Operation(
        "DELETE", "/draft", "drop_{}_draft",
        "Drop a draft that was never public.\n\nWhat was approved last is the head again.",
        _plain(commands.drop_draft),
    ),
    Operation(
        "POST", "/submission", "submit_{}",
        "Hand the draft in.\n\nFrom now on its words are fixed, and others decide.",
        _plain(commands.submit),
        lambda _: inputs.EmptyBodySchema,
    ),
    Operation(
        "POST", "/return", "return_{}",
        "Send what was handed in back.\n\nIts author sees the comment.",
        lambda document, said, by: commands.return_to_author(document, *by, said["comment"]),
        lambda _: inputs.ReturnSchema,
    ),
    Operation(
        "PUT", "/publication", "publish_{}",
        "Publish now, or at a time.\n\nOn something scheduled it moves the time, or publishes now.",
        _publish, lambda _: inputs.PublicationSchema, is_release=True,
    ),
    Operation(
        "DELETE", "/publication", "unschedule_{}",
        "Take a schedule back.\n\nWhat was approved for it is a draft again.",
        _plain(commands.cancel_schedule),
    ),
    Operation(
        "POST", "/withdrawal", "withdraw_{}",
        "Take it away from the public.\n\nIts address answers 410 with the reason from now on.",
        _withdraw, lambda _: inputs.WithdrawalSchema,
    ),
    Operation(
        "POST", "/confirmation", "confirm_{}",
        "Confirm an emergency.\n\nThe second person's word on what one published alone.",
        _plain(commands.confirm),
        lambda _: inputs.EmptyBodySchema,
    ),
    Operation(
        "DELETE", "", "delete_{}",
        "Put it into the trash.\n\nThere it lies for 30 days; what is public is withdrawn first.",
        _plain(commands.trash),
    ),
    Operation(
        "POST", "/recovery", "recover_{}",
        "Take it out of the trash.\n\nIt is as it was before.",
        _plain(commands.recover),
        lambda _: inputs.EmptyBodySchema,
    ),
)  # fmt: skip
UNREVIEWED = (
    _UPDATE,
    Operation(
        "DELETE", "", "delete_{}",
        "Take it away, and put it into the trash.\n\nNot while public content still shows it.",
        _plain(commands.remove),
    ),
)  # fmt: skip
