"""Sites as a content type of the publishing engine."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from api.media import queries as media
from api.media.schemas import upgraded_image
from api.publishing import workflow
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.errors import Finding
from api.publishing.formats import BundleFormat
from api.publishing.models import Document, LiveRow, Role
from api.sites import queries as sites
from api.sites.models import Site
from api.sites.schemas import SiteContentSchema, SiteSchema
from api.text import sorting

_KEPT = Finding(
    "two_person_rule_kept",
    "The two-person rule is lifted on the server alone: congxa site two-person SLUG off.",
    "Chỉ bỏ được quy định hai người trên máy chủ: congxa site two-person SLUG off.",
    pointer="/two_person_rule",
)


def _with_ornaments(content: Content) -> Content:
    return {**content, "logo": upgraded_image(content["logo"])}


def _with_tasks(content: Content) -> Content:
    return {**content, "areas": [], "tasks": []}


def _with_links(content: Content) -> Content:
    return {**content, "links": []}


class SiteType(ContentType):
    """The identity of a portal."""

    name = "site"
    collection = "sites"
    schema = SiteContentSchema
    model = Site
    # 2: with its areas and tasks; 3: with its links.
    render_version = 3
    link_kind = ""
    schema_version = 4
    upgrades = {1: _with_ornaments, 2: _with_tasks, 3: _with_links}  # noqa: RUF012
    least_role = Role.ADMIN
    contacts = ("phone", "fax", "hotline")
    wanted = (
        *("organisation", "province", "responsible_person", "address", "phone", "email", "hotline"),
        *("logo", "opening_hours"),
    )
    shown = SiteSchema
    bundle = BundleFormat("site.json", files=("logo",), is_single=True)

    def reference(self, document: Document, content: Content) -> object:
        """Articles show the slug and the name, and their addresses begin with `base_url`."""
        return document.slug, content["name"], content["base_url"]

    def gates(self, publication: Publication) -> Iterable[Finding]:
        """No other portal's pages stand at its address."""
        return address_taken(publication.document.id, publication.content["base_url"])

    def remarks(self, publication: Publication) -> Iterable[Finding]:
        """What lets people publish alone is the operator's word, not that of those people."""
        is_lifted = not publication.content["two_person_rule"]
        if is_lifted and workflow.has_two_person_rule(publication.document.site):
            yield _KEPT

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a site."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            rendered(document, content),
            slug=document.slug,
            name=content["name"],
            base_url=content["base_url"],
            sort_key=sorting.sort_key(content["name"]),
        )


def address_taken(site: UUID, base_url: str | None) -> Iterator[Finding]:
    """That the pages of another portal, which was there before, are shown at an address."""
    standing = sites.standing_at(base_url)
    if standing is not None and standing.id != site:
        yield Finding(
            "address_taken",
            f"At this address are the pages of {standing.slug}: name another one as base_url.",
            f"Địa chỉ này là của trang {standing.slug}: hãy đặt base_url khác.",
            pointer="/base_url",
            is_warning=True,
        )


def rendered(document: Document, content: Content) -> dict[str, object]:
    """The public object of a site, by the delivery schema."""
    facts = {**content, "id": document.id, "slug": document.slug}
    facts["logo"] = media.image_of(content["logo"])
    dumped: dict[str, object] = SiteSchema().write(facts)
    return dumped
