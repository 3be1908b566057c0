"""What stands between content and its being public: gates of all types, and each type's own."""

from collections.abc import Iterator
from datetime import datetime

from api.publishing import editions
from api.publishing.checks.gambling import gambling_words
from api.publishing.checks.headings import skipped_headings
from api.publishing.checks.hosts import new_link_hosts
from api.publishing.checks.images import all_missing_alts, missing_alts
from api.publishing.checks.looking import Look
from api.publishing.checks.named import missing
from api.publishing.checks.personal import personal_data
from api.publishing.content_type import Publication, content_type
from api.publishing.errors import Finding
from api.publishing.models import Document

_OF_ALL = (missing_alts, skipped_headings, personal_data, new_link_hosts, gambling_words)


def findings(document: Document, at: datetime) -> list[Finding]:
    """What publishing the head edition at this moment would find; nothing is changed."""
    head = editions.content(document, editions.head(document))
    return findings_of(Publication(document, head, at))


def findings_of(publication: Publication) -> list[Finding]:
    """All that the gates find, what has gone since it was named included."""
    look = Look(publication)
    findings = [*_gone(publication)]
    for gate in _OF_ALL:
        findings += gate(look)
    return [*findings, *look.handled.gates(publication), *look.handled.remarks(publication)]


def findings_for_operator(publication: Publication) -> list[Finding]:
    """What an import tells of: it brings what was public before, and has a word of its own on
    personal data and lost names.
    """
    handled, content = content_type(publication.document.type), publication.content
    return [*all_missing_alts(content, handled), *handled.gates(publication)]


def _gone(publication: Publication) -> Iterator[Finding]:
    for error in missing(publication.document, publication.content):
        yield Finding(error.code, error.detail, error.detail_vi, pointer=error.pointer)
