"""The files that a line of a bundle names, and the names that readers see them under."""

from pathlib import PurePosixPath
from typing import Any

from api.bundles.files.opening import plain_name
from api.publishing.content_type import Content, ContentType
from api.richtext import html

MOST_FILES = 1_000
"""That one line may name."""
LONGEST_NAME = 1_000
"""What is longer is the name of nothing, and is not remembered until the import ends."""


def files_of(raw: Content, handled: ContentType) -> dict[str, str]:
    """The files that a line refers to, each with the name that readers see it under."""
    names: dict[str, str] = {}
    for name in (*handled.bundle.files, *handled.bundle.attachments):
        value = raw.get(name)
        for item in value if isinstance(value, list) else [value]:
            words = item if isinstance(item, dict) else {}
            file = words.get("file")
            if isinstance(file, str) and file.strip():
                names.setdefault(file, str(readers_name(file, words.get("name"))))
    for name in handled.bundle.html:
        if isinstance(raw.get(name), str):
            body = raw[name]
            linked = html.relative_links(body) if handled.bundle.attachments else []
            for file in filter(None, [*html.bundle_images(body), *linked]):
                names.setdefault(file, usual_name(file))
    return {
        file: shown[:LONGEST_NAME] for file, shown in names.items() if len(file) <= LONGEST_NAME
    }


def readers_name(file: str, given: object) -> object:
    """The name that a line gives a file, the file's own where it gives none or a blank one."""
    is_none = given is None or (isinstance(given, str) and not given.strip())
    return usual_name(file) if is_none else given


def usual_name(file: str) -> str:
    """What readers see where a line names a file and no more."""
    return PurePosixPath(plain_name(file)).name


def with_linked(attachments: Any, linked: list[str]) -> Any:
    """The files beside a text, with those that it links to."""
    if not isinstance(attachments, list | None):
        return attachments
    files = [
        attachment.get("file") for attachment in attachments or () if isinstance(attachment, dict)
    ]
    named = {plain_name(file) for file in files if isinstance(file, str)}
    more = {plain_name(file): {"file": file} for file in reversed(linked)}
    return [*(attachments or ()), *(more[name] for name in reversed(more) if name not in named)]
