"""What every step of one import must know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.operations.files import BundleFiles
from api.operations.identities import Identities


@dataclass
class Options:
    """How to import: which site the bundle must be of, whether edits made here give way."""

    site: str | None = None
    overwrite: bool = False
    dry_run: bool = False
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class Context:
    """One import: into which site, when, and what is known of keys and files."""

    site: UUID
    at: datetime
    options: Options
    ids: Identities
    files: BundleFiles
