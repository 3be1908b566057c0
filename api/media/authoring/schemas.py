"""What is sent to a library, asked of it, and shown of what it holds."""

from marshmallow import fields, validate

from api.http.pagination import ListSchema, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer, Line, Word
from api.http.schemas.times import Instant
from api.http.writes.bodies import FormOrJsonSchema
from api.media.schemas import Alt, Caption, RenditionSchema
from api.pastes.schemas import PasteLossSchema

KINDS = ("image", "attachment")


class SiteQuerySchema(Schema):
    """Which site's library is meant, where several have the same."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})


class FileQuerySchema(Schema):
    """How wide a photo is wanted."""

    width = Integer(load_default=None, validate=validate.Range(1, 20_000))


class MediaListQuerySchema(PageQuerySchema, SiteQuerySchema):
    """Filters of a library."""

    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))
    text = Line(
        load_default=None,
        longest=200,
        metadata={"description": "Words of the name; accents may be left out."},
    )


class WordsSchema(Schema):
    """The words that whoever uses it begins with; null clears one, what is absent stays."""

    alt = Alt(allow_none=True)
    caption = Caption(allow_none=True, longest=1_000)
    credit = Caption(allow_none=True, longest=200)


class WordsOfUploadSchema(WordsSchema, FormOrJsonSchema):
    """What is said of a file that is sent, or where it is to be fetched from."""

    site = Word(load_default=None, metadata={"description": "Slug of the site it is for."})
    url = Line(
        load_default=None,
        longest=2_000,
        metadata={"description": "An `https` address to fetch it from, in place of a file."},
    )


class UploadSchema(FormOrJsonSchema):
    """The file itself."""

    file = fields.Raw(load_default=None, metadata={"type": "string", "format": "binary"})


class FileSchema(Schema):
    """A file, and nothing else."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


AS_JSON = {"content": {"application/json": {"schema": WordsOfUploadSchema}}}


class WarningSchema(Schema):
    """What somebody should know of a file that was taken."""

    code = fields.String(required=True)
    detail = fields.String(required=True)
    detail_vi = fields.String(required=True)


class UploaderSchema(Schema):
    """Who put it there."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class MediaItemSchema(Schema):
    """A photo or a document of a site's library."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    site = fields.String(required=True)
    name = fields.String(required=True)
    alt = fields.String(required=True, allow_none=True)
    caption = fields.String(required=True, allow_none=True)
    credit = fields.String(required=True, allow_none=True)
    author = fields.Nested(UploaderSchema, required=True, allow_none=True)
    at = Instant(required=True)
    version = fields.Integer(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    media_type = fields.String(required=True)
    bytes = fields.Integer(required=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    placeholder = fields.String(required=True, allow_none=True)
    renditions = fields.List(fields.Nested(RenditionSchema), required=True)
    pages = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)


class MediaSchema(MediaItemSchema):
    """A photo or a document, and what was noticed when it was sent."""

    warnings = fields.List(fields.Nested(WarningSchema), required=True)


class MediaListSchema(ListSchema):
    """A page of a library."""

    items = fields.List(fields.Nested(MediaItemSchema), required=True)


class UseSchema(Schema):
    """A document that shows it."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    label = fields.String(required=True)
    shown = fields.List(
        fields.String(validate=validate.OneOf(("head", "live", "scheduled"))), required=True
    )


class UseListSchema(Schema):
    """Where it is used."""

    items = fields.List(fields.Nested(UseSchema), required=True)
    more = fields.Integer(required=True)


class ReplacementSchema(Schema):
    """What is to stand in its place."""

    media = Word(required=True, metadata={"description": "Another of the same site and kind."})


class ReplacedSchema(Schema):
    """A draft that showed it: its version now, or why it still does."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    label = fields.String(required=True)
    version = fields.Integer(required=True, allow_none=True)
    refusal = fields.Nested(WarningSchema, required=True, allow_none=True)


class ReplacedListSchema(Schema):
    """What became of each draft, and how many are beyond reach."""

    items = fields.List(fields.Nested(ReplacedSchema), required=True)
    more = fields.Integer(required=True)


class ProposalSchema(Schema):
    """What something may be, and where that was read."""

    value = fields.String(required=True)
    source = fields.String(required=True, validate=validate.OneOf(("text", "name")))


def _proposal() -> fields.Nested:
    return fields.Nested(ProposalSchema, required=True, allow_none=True)


class ProposalsSchema(Schema):
    """What a document seems to be; null where nothing shows it."""

    title = _proposal()
    number = _proposal()
    issuer = _proposal()
    issued_on = _proposal()
    signer = _proposal()


class ConversionSchema(Schema):
    """What becomes of a file; nothing of it is stored."""

    kind = fields.String(required=True, validate=validate.OneOf(("docx", "pdf")))
    body_html = fields.String(
        required=True, allow_none=True, metadata={"description": "What a body would store of it."}
    )
    losses = fields.List(fields.Nested(PasteLossSchema), required=True)
    pages = fields.Integer(required=True, allow_none=True)
    text = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Its words; null for a PDF of scanned pages."},
    )
    proposed = fields.Nested(ProposalsSchema, required=True)
    warnings = fields.List(fields.Nested(WarningSchema), required=True)
