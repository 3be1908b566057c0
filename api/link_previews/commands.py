"""Drawing the picture of a link, and taking it away."""

from pathlib import Path
from uuid import UUID

from api.db.batches import batches
from api.link_previews import queries
from api.link_previews.queries import Facts
from api.media import commands as media
from api.media.errors import BrokenImage, TooCostly
from api.publishing.models import Document
from api.runtime.disk.whole_files import replacing
from api.runtime.errors import Gone, NotFound

_PRIVATE_MODE = 0o700


def draw(document_id: UUID) -> None:
    """Let what is live have the picture that shows it as it is now, and what is not have none."""
    try:
        shown = queries.shown(document_id)
    except (NotFound, Gone):
        remove(document_id)
        return
    if not shown.file.exists():
        _write(shown.file, _drawn(shown.facts))
    remove(document_id, but=shown.file)


def remove(document_id: UUID, but: Path | None = None) -> None:
    """Take away the files of an object."""
    for path in queries.folder(document_id).glob(f"{document_id}.*.jpg"):
        if path != but:
            path.unlink(missing_ok=True)


def sweep() -> None:
    """Take away the files of what is public no more, and what was left half written."""
    files: dict[UUID, list[Path]] = {}
    for path in queries.root().glob("*/*"):
        if path.suffix == ".jpg":
            files.setdefault(UUID(path.name.partition(".")[0]), []).append(path)
        else:
            path.unlink(missing_ok=True)
    for some in batches(files):
        is_live = Document.id.in_(some) & Document.is_visible
        live = {row.id for row in Document.select(Document.id).where(is_live)}
        for path in (file for id_ in some if id_ not in live for file in files[id_]):
            path.unlink(missing_ok=True)


def _drawn(facts: Facts) -> bytes:
    members = facts._asdict()
    if facts.picture:
        try:
            return media.drawn({**members, "drawn": False}, facts.picture)
        except (BrokenImage, TooCostly):
            pass  # Then it is shown in words.
    return media.drawn({**members, "drawn": True}, facts.emblem)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=_PRIVATE_MODE, parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(data)
