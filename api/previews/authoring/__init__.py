"""Previews over HTTP: links for those who write, and what whoever holds one sees."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, no-any-return"

from typing import Any
from uuid import UUID

from flask import Response

from api.http import files
from api.http.authoring import Blueprint, Door, actor, answer, no_content
from api.http.smorest import EmptyQuerySchema
from api.media.queries import media_type
from api.previews import commands, queries, schemas
from api.previews.queries import Subject
from api.publishing import editions
from api.publishing import queries as publishing
from api.publishing.access.sight import visible
from api.publishing.content_type import ContentType
from api.publishing.errors import unknown_reference
from api.publishing.models import Document, Edition
from api.runtime import clock

ONE = f"{queries.ROOT}/<token>"

blp = Door("previews", __name__, description="Editions as the public would see them.")


@blp.get(ONE)
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, schemas.PreviewSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_preview(query: dict[str, Any], token: str) -> Response:
    """Read the edition that a link leads to, by the schema of the delivery API.

    Whoever holds the token may; it is 404 once it is over or revoked.
    """
    at = clock.now()
    shown = queries.shown(queries.get_link(token, at), token, at)
    return _open(answer(shown, schemas.PreviewSchema))


@blp.get(f"{ONE}/media/<key>")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blp.alt_response(404, response="NOT_FOUND")
def get_preview_file(query: dict[str, Any], token: str, key: str) -> Response:
    """Read a picture or file of the preview.

    It is there as long as the link is.
    """
    path = queries.get_file(queries.get_link(token, clock.now()), key)
    response = files.send(path, media_type(key), key)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _open(response)


def previews_of(handled: ContentType) -> Blueprint:
    """The links to previews of one reviewed type."""
    about = f"Previews of `{handled.collection}`."
    made = Blueprint(f"{handled.name}_previews", __name__, description=about)
    links = f"/authoring/v1/{handled.collection}/<uuid:document_id>/preview-links"
    for method, path, name, view in (
        ("POST", "", "create_{}_preview_link", _create(made, handled)),
        ("GET", "", "list_{}_preview_links", _list(made, handled)),
        ("DELETE", "/<uuid:link_id>", "revoke_{}_preview_link", _revoke(made, handled)),
    ):
        view.__name__ = name.format(handled.name)
        made.route(f"{links}{path}", methods=[method])(view)
    return made


def _create(made: Blueprint, handled: ContentType) -> Any:
    @made.arguments(schemas.NewPreviewSchema, required=False)
    @made.response(201, schemas.MadePreviewLinkSchema)
    @made.alt_response(404, response="NOT_FOUND")
    def view(said: dict[str, Any], document_id: UUID) -> Response:
        """Make a link by which somebody sees one edition, for at most 72 hours.

        Its address is shown now and never again.
        """
        document = visible(actor(), handled.name, document_id)
        edition = _edition(document, said["edition"])
        by = actor(), clock.now()
        link, secret = commands.create(
            Subject(document), [edition], said["hours"] or schemas.USUAL_HOURS, by
        )
        facts = {"edition": edition.number, "url": queries.address(secret)}
        return answer({**link.__data__, **facts}, schemas.MadePreviewLinkSchema, status=201)

    return view


def _list(made: Blueprint, handled: ContentType) -> Any:
    @made.arguments(EmptyQuerySchema, location="query")
    @made.response(200, schemas.PreviewLinkListSchema)
    @made.alt_response(404, response="NOT_FOUND")
    def view(query: dict[str, Any], document_id: UUID) -> Response:
        """List the links to a document that are not over, newest first.

        Nobody can read their addresses again.
        """
        document = visible(actor(), handled.name, document_id)
        numbers = {edition.id: edition.number for edition in publishing.editions(document)}
        links = [
            {**link.__data__, "edition": numbers[UUID(link.editions[0])]}
            for link in queries.links(Subject(document), clock.now())
        ]
        return answer({"items": links}, schemas.PreviewLinkListSchema)

    return view


def _revoke(made: Blueprint, handled: ContentType) -> Any:
    @made.arguments(EmptyQuerySchema, location="query")
    @made.response(204)
    @made.alt_response(404, response="NOT_FOUND")
    def view(query: dict[str, Any], document_id: UUID, link_id: UUID) -> Response:
        """Revoke a link.

        From now on it leads nowhere, and its pictures neither.
        """
        document = visible(actor(), handled.name, document_id)
        commands.revoke(Subject(document), link_id, (actor(), clock.now()))
        return no_content()

    return view


def _edition(document: Document, number: int | None) -> Edition:
    if number is None:
        return editions.head(document)
    edition = publishing.get_numbered(document, number)
    if edition is None:
        raise unknown_reference("/edition")
    return edition


def _open(response: Response) -> Response:
    """Readable by the page in its frame, which has no origin of its own."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
