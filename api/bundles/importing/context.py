"""What every step of one import must know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from api.bundles.importing.identities import Identities
from api.bundles.lines.media import BundleFiles


@dataclass
class Options:
    """How to import: which site the bundle must be of, whether edits made here give way.

    `keep_going` writes what is right of a bundle with faults; `report` is a file for what there is
    to say; `convert_legacy` makes Unicode of the encodings of old fonts.
    """

    site: str | None = None
    overwrite: bool = False
    dry_run: bool = False
    keep_going: bool = False
    report: Path | None = None
    convert_legacy: bool = False
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class Context:
    """One import: into which site, when, and what is known of keys and files.

    `at` is when it began, `clock` tells when something is committed. `old_base` is the address of
    the former portal, against which relative links are meant;
    `own_numbers` are the telephone numbers of the portal itself.
    """

    site: UUID
    at: datetime
    options: Options
    ids: Identities
    files: BundleFiles
    clock: Callable[[], datetime]
    old_base: str | None = None
    own_numbers: frozenset[str] = frozenset()
