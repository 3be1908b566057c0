"""Content types over HTTP: one factory makes every route of a type from what the type says."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, no-any-return"

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request

from api.db.unit_of_work import transaction
from api.http.authoring import Blueprint, actor, answer, page, require_code
from api.http.openapi import ETAG
from api.http.smorest import EmptyQuerySchema
from api.http.writes.bodies import may_be_absent
from api.http.writes.guarded import IF_MATCH, guarded
from api.http.writes.once import once, takes_key
from api.publishing import queries
from api.publishing.access.sight import may_see, visible, visible_at
from api.publishing.authoring import approvers, inputs, listing, operations, schemas, showing
from api.publishing.authoring.operations import Operation
from api.publishing.checks.losses import losses
from api.publishing.content_type import ContentType
from api.publishing.errors import DocumentNotFound
from api.runtime import clock

ROOT = "/authoring/v1"
View = Callable[..., Response]

blp = Blueprint("documents", __name__, description="What is written, over all types.")


@blp.get(f"{ROOT}/documents")
@blp.arguments(inputs.DocumentListQuerySchema, location="query")
@blp.response(200, schemas.DocumentListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_documents(query: dict[str, Any]) -> Response:
    """List documents of all types, newest save first.

    Authors see what they began, editors and up all of their sites.
    """
    return page(listing.page(actor(), query, request.path), schemas.DocumentListSchema)


@blp.get(f"{ROOT}/documents/<uuid:document_id>/approvers")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, schemas.ApproverListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_approvers(query: dict[str, Any], document_id: UUID) -> Response:
    """Read who may publish a document as it stands, or confirm it.

    Under the two-person rule whoever wrote the last words is none of them.
    """
    document = queries.get_document(document_id)
    if not may_see(actor(), document):
        raise DocumentNotFound
    return answer(approvers.of(document, actor()), schemas.ApproverListSchema)


def authoring_of(handled: ContentType) -> Blueprint:
    """Every route of a content type, by `api.md`; it adds nothing to what the type says itself."""
    routes = _Routes(handled)
    routes.add("GET", "", "list_{}", routes.read_list())
    routes.add("POST", "", "create_{}", routes.create())
    routes.add("GET", "/<uuid:document_id>", "get_{}", routes.read())
    if handled.reviewed:
        routes.add("GET", "/<uuid:document_id>/editions", "list_{}_editions", routes.editions())
        routes.add("POST", "/<uuid:document_id>/check", "check_{}", routes.check())
    for operation in operations.REVIEWED if handled.reviewed else operations.UNREVIEWED:
        routes.add(
            operation.method,
            f"/<uuid:document_id>{operation.path}",
            operation.name,
            routes.write(operation),
        )
    return routes.blp


class _Routes:
    """The views of one type."""

    def __init__(self, handled: ContentType) -> None:
        self.handled = handled
        self.schema = schemas.document_schema(handled)
        about = f"`{handled.collection}` as they are written."
        self.blp = Blueprint(f"{handled.name}_documents", __name__, description=about)

    def add(self, method: str, path: str, name: str, view: View) -> None:
        """Register a view under its operationId."""
        view.__name__ = name.format(self.handled.name)
        self.blp.route(f"{ROOT}/{self.handled.collection}{path}", methods=[method])(view)

    def read_list(self) -> View:
        """The list of one type is that of all, held to it."""

        @self.blp.arguments(inputs.ListQuerySchema, location="query")
        @self.blp.response(200, schemas.DocumentListSchema)
        @self.blp.alt_response(404, response="NOT_FOUND")
        def view(query: dict[str, Any]) -> Response:
            """List documents of this type, newest save first.

            Authors see what they began, editors and up all of their sites.
            """
            only = {**query, "type": self.handled.name}
            return page(listing.page(actor(), only, request.path), schemas.DocumentListSchema)

        return view

    def create(self) -> View:
        """A new document, once for each key."""

        @once
        @takes_key(self.blp)
        @self.blp.arguments(inputs.new_schema(self.handled))
        @self._answers(201)
        def view(said: dict[str, Any]) -> Response:
            """Begin a document.

            The body is its content, and the site it is for.
            """
            by = actor(), clock.now()
            return self._whole(*operations.create(self.handled, said, by), status=201)

        return view

    def read(self) -> View:
        """One document."""

        @self.blp.arguments(EmptyQuerySchema, location="query")
        @self._answers(200)
        def view(query: dict[str, Any], document_id: UUID) -> Response:
            """Read a document with the words of its head.

            Its ETag is what a write on it must send back in If-Match.
            """
            return self._whole(visible(actor(), self.handled.name, document_id))

        return view

    def editions(self) -> View:
        """What was written, edition by edition."""

        @self.blp.arguments(inputs.EditionQuerySchema, location="query")
        @self.blp.response(200, schemas.EditionListSchema)
        @self.blp.alt_response(404, response="NOT_FOUND")
        def view(query: dict[str, Any], document_id: UUID) -> Response:
            """List the editions of a document, the oldest first, or compare two.

            What one hand saved in one sitting is one edition.
            """
            document = visible(actor(), self.handled.name, document_id)
            return answer(showing.all_editions(document, query), schemas.EditionListSchema)

        return view

    def check(self) -> View:
        """What the gates would say."""

        @self.blp.arguments(inputs.EmptyBodySchema, required=False)
        @self.blp.response(200, schemas.FindingListSchema)
        @self.blp.alt_response(404, response="NOT_FOUND")
        def view(said: dict[str, Any], document_id: UUID) -> Response:
            """Read what would keep a document from being published.

            Nothing is written. Warnings may be acknowledged at publication.
            """
            document = visible(actor(), self.handled.name, document_id)
            return answer(showing.findings(document, clock.now()), schemas.FindingListSchema)

        return view

    def write(self, operation: Operation) -> View:
        """A command on one version of a document."""

        def view(said: dict[str, Any], document_id: UUID, version: int) -> Response:
            document = visible_at(actor(), self.handled.name, document_id, version)
            if operation.is_release:
                require_code()
            content = operation.load(document, said) if operation.load else None
            with transaction():
                operation.do(document, said if content is None else content, (actor(), clock.now()))
                return self._whole(document, losses(document.type, content) if content else [])

        view.__doc__ = operation.words
        documented = self._conflicts()(self._answers(200)(view))
        if operation.said is None:
            arguments = self.blp.arguments(EmptyQuerySchema, location="query")
        else:
            schema = operation.said(self.handled)
            arguments = self.blp.arguments(schema, required=not may_be_absent(schema))
        return guarded(self.blp.doc(parameters=[IF_MATCH])(arguments(documented)))

    def _answers(self, status: int) -> Any:
        """Document that the whole document is answered, with its tag."""
        succeeds = self.blp.response(status, self.schema, headers=ETAG)
        missing = self.blp.alt_response(404, response="NOT_FOUND")
        return lambda view: succeeds(missing(view))

    def _conflicts(self) -> Any:
        """Document how a write on a version may be refused."""
        refusals = [
            self.blp.alt_response(409, response="CONFLICT"),
            self.blp.alt_response(412, response="PRECONDITION_FAILED"),
            self.blp.alt_response(428, response="PRECONDITION_REQUIRED"),
        ]

        def documented(view: View) -> View:
            for refusal in refusals:
                view = refusal(view)
            return view

        return documented

    def _whole(self, document: Any, lost: Any = (), status: int = 200) -> Response:
        facts = {**showing.whole(document), "losses": lost}
        return answer(facts, self.schema, version=document.version, status=status)
