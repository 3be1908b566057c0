"""What an operator does to a portal as such."""

from datetime import datetime

from api.db.unit_of_work import transaction
from api.publishing import commands, editions, log, queries, workflow
from api.publishing.live.slugs import EVERYWHERE
from api.publishing.models import Document
from api.publishing.workflow import Actor
from api.sites import queries as sites
from api.sites.errors import SiteExists, SiteIsScheduled

By = tuple[Actor, datetime]


def create_site(slug: str, name: str, by: By) -> Document:
    """A new portal, public at once; SiteExists where the slug is or was another's."""
    with transaction():
        if queries.tombstone_at(EVERYWHERE, "site", slug) is not None:
            raise SiteExists(slug=slug)
        made = commands.create("site", None, {"slug": slug, "name": name}, by)
        commands.publish(made, *by)
    return made


def set_two_person_rule(slug: str, is_on: bool, by: By) -> None:
    """Say whether a second person must publish what one wrote; a draft stays its author's.

    One person alone has written before they learn that they may not publish.
    """
    document = queries.get_document(sites.get_reference(slug).id)
    if document.scheduled is not None:
        raise SiteIsScheduled
    if workflow.has_two_person_rule(document.site) == is_on:
        return
    head = editions.head(document)
    draft = document.head != document.live and editions.handed_on(document, head)
    with transaction():
        if draft:
            commands.drop_draft(document, *by)
        content = editions.handed_on(document, editions.live(document))
        commands.save(document, {**content, "two_person_rule": is_on}, *by)
        commands.publish(document, *by)
        log.record_event(by[0], "set_two_person_rule", by[1], document, {"is_on": is_on})
        if draft:
            author = Actor(head.author, is_operator=True)
            commands.save(document, {**draft, "two_person_rule": is_on}, author, by[1])
