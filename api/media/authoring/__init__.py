"""The library of each site over HTTP: photos and documents, before anybody publishes them."""

from typing import Any

from flask import Response, request

from api.http.authoring import Blueprint, actor, answer, no_content, page
from api.http.openapi import ETAG
from api.http.writes.guarded import IF_MATCH, guarded
from api.http.writes.once import answered_before, answered_once, takes_key
from api.media.authoring import (
    converting,
    files,
    library,
    listing,
    replacing,
    schemas,
    uploads,
)
from api.media.authoring.library import Item
from api.publishing.access.placing import site_meant
from api.publishing.models import Role
from api.runtime import clock
from api.runtime.errors import Forbidden

ROOT = "/authoring/v1/media"
ONE = f"{ROOT}/<media_id>"

blp = Blueprint("library", __name__, description="Photos and documents of each site.")


@blp.post(ROOT)
@takes_key(blp)
@blp.doc(requestBody=schemas.AS_JSON)
@blp.arguments(schemas.WordsOfUploadSchema, location="form")
@blp.arguments(schemas.UploadSchema, location="files")
@blp.response(201, schemas.MediaSchema, headers=ETAG)
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(503, response="DEFAULT_ERROR")
def create_media(words: dict[str, Any], sent: dict[str, Any]) -> Response:
    """Put a photo or a document into a site's library.

    It is sent in a form, or fetched from the `url` that JSON names. The same bytes again are the
    same: their words stay, and what is missing is filled in.
    """
    by = actor(), clock.now()
    site = site_meant(words.pop("site"), by[0])
    library.require_author(site, by[0])
    upload = uploads.asked(sent["file"], words)
    before = answered_before(upload.said)
    if before is not None:
        return before
    named = upload.prepared()
    del words["url"]

    def keep() -> Response:
        item = library.keep(named, site, words, by)
        return _shown(item, uploads.warnings(named.prepared), status=201)

    return answered_once(upload.said, keep)


@blp.post("/authoring/v1/conversions")
@blp.arguments(schemas.FileSchema, location="files")
@blp.response(200, schemas.ConversionSchema)
@blp.alt_response(413, response="DEFAULT_ERROR")
@blp.alt_response(415, response="DEFAULT_ERROR")
@blp.alt_response(503, response="DEFAULT_ERROR")
def convert_file(sent: dict[str, Any]) -> Response:
    """Make a body of a Word file, or read the text of a PDF, and propose what it is.

    Nothing is stored. A person looks at every proposal before it is used.
    """
    if actor().sites_with(Role.AUTHOR) == []:
        raise Forbidden
    conversion = converting.converted(uploads.sent(sent["file"]))
    return answer(conversion, schemas.ConversionSchema)


@blp.get(ROOT)
@blp.arguments(schemas.MediaListQuerySchema, location="query")
@blp.response(200, schemas.MediaListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_media(query: dict[str, Any]) -> Response:
    """List what the libraries within reach hold, newest first.

    Those are of the sites on which one has a role.
    """
    fetched, items = listing.page(actor(), query, request.path)
    facts = {"items": items, "next": fetched.next, "total": fetched.total}
    return page(facts, schemas.MediaListSchema)


@blp.get(ONE)
@blp.arguments(schemas.SiteQuerySchema, location="query")
@blp.response(200, schemas.MediaSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
def get_one_media(query: dict[str, Any], media_id: str) -> Response:
    """Read one photo or document of a library.

    Where several sites within reach have it, `site` says whose words are meant.
    """
    return _shown(library.visible(actor(), media_id, query["site"]))


@blp.get(f"{ONE}/uses")
@blp.arguments(schemas.SiteQuerySchema, location="query")
@blp.response(200, schemas.UseListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_media_uses(query: dict[str, Any], media_id: str) -> Response:
    """List the documents that show it: live, as their head, or as what is scheduled.

    Whoever asks sees of them what they may see; `more` counts the others.
    """
    item = library.visible(actor(), media_id, query["site"])
    return answer(library.shown_uses(item, actor()), schemas.UseListSchema)


@blp.post(f"{ONE}/replacement")
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.SiteQuerySchema, location="query")
@blp.arguments(schemas.ReplacementSchema)
@blp.response(200, schemas.ReplacedListSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(412, response="PRECONDITION_FAILED")
@blp.alt_response(428, response="PRECONDITION_REQUIRED")
@guarded
def replace_media(
    query: dict[str, Any], said: dict[str, Any], media_id: str, version: int
) -> Response:
    """Let another photo or document stand in its place, wherever drafts show it.

    Each of them is saved, or told with the reason; what is public stays until it is published anew.
    """
    by = actor(), clock.now()
    item = library.visible(by[0], media_id, query["site"])
    library.require_version(item, version)
    return answer(replacing.replace(item, said["media"], by), schemas.ReplacedListSchema)


@blp.get(f"{ONE}/file")
@blp.arguments(schemas.FileQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(416, response="DEFAULT_ERROR")
def get_media_file(query: dict[str, Any], media_id: str) -> Response:
    """Read its bytes.

    Of a photo the rendition that is at least as wide as asked, else the widest.
    """
    return files.sent(library.any_visible(actor(), media_id), query["width"])


@blp.patch(ONE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.SiteQuerySchema, location="query")
@blp.arguments(schemas.WordsSchema)
@blp.response(200, schemas.MediaSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(412, response="PRECONDITION_FAILED")
@blp.alt_response(428, response="PRECONDITION_REQUIRED")
@guarded
def update_media(
    query: dict[str, Any], words: dict[str, Any], media_id: str, version: int
) -> Response:
    """Change its words in the library.

    Content that shows it keeps the words that it has.
    """
    item = library.visible(actor(), media_id, query["site"])
    return _shown(library.change(item, words, version, actor()))


@blp.delete(ONE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.SiteQuerySchema, location="query")
@blp.response(204)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(409, response="CONFLICT")
@blp.alt_response(412, response="PRECONDITION_FAILED")
@blp.alt_response(428, response="PRECONDITION_REQUIRED")
@guarded
def delete_media(query: dict[str, Any], media_id: str, version: int) -> Response:
    """Take it out of the library.

    Not while a document of the site shows it, be it a draft or in the trash: 409 `in_use`.
    """
    item = library.visible(actor(), media_id, query["site"])
    library.throw_away(item, version, actor())
    return no_content()


def _shown(item: Item, warnings: Any = (), status: int = 200) -> Response:
    facts = {**library.facts(item), "warnings": list(warnings)}
    return answer(facts, schemas.MediaSchema, version=item.row.version, status=status)
