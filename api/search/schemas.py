"""The shapes of the search; a question that is too long or holds nothing is refused loudly."""

from marshmallow import ValidationError, fields

from api.http.pagination import NEXT, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Word
from api.http.schemas.names import Name, Names
from api.http.schemas.times import DateText, Instant
from api.publishing import registry
from api.publishing.schemas import NamedSchema
from api.text import characters

TYPES = registry.names("search")
SHORTEST, LONGEST = 2, 100


class QuestionText(fields.String):
    """What somebody looks for, by the text rules; nothing at all finds nothing."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        if len(str(value)) > LONGEST:
            raise ValidationError(f"Longer than maximum length {LONGEST}.")
        try:
            asked = characters.normalise(str(value))
        except characters.UnsafeText as unsafe:
            raise ValidationError(str(unsafe)) from unsafe
        if asked and len(asked) < SHORTEST:
            raise ValidationError(f"Shorter than minimum length {SHORTEST}.")
        return asked


class SearchQuerySchema(PageQuerySchema):
    """What is looked for, and where."""

    q = QuestionText(
        load_default="",
        metadata={
            "maxLength": LONGEST,
            "pattern": characters.PATTERN,
            "description": "Words, all of which must be found; those in quotation marks beside"
            " each other. Accents may be left out, and telephone numbers spaced in any way."
            " Who looks for the number of a citizen finds nothing.",
        },
    )
    prefix = Boolean(
        load_default=False,
        metadata={
            "description": "Whether the last word may be the beginning of one: as one types."
        },
    )
    type = Names(TYPES, load_default=None, metadata={"description": "Only these types, by comma."})
    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    from_ = DateText(
        data_key="from",
        attribute="from",
        load_default=None,
        metadata={"description": "Published on this day or later."},
    )
    to = DateText(load_default=None, metadata={"description": "Published on this day or earlier."})


class CardSchema(Schema):
    """What a hit says of itself."""

    type = Name(TYPES, required=True)
    id = fields.UUID(required=True)
    site = fields.Nested(NamedSchema, required=True)
    slug = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    title = fields.String(required=True)
    published_at = Instant(required=True)
    active = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "Of a notice, whether it still holds; null of all else."},
    )


class HighlightsSchema(Schema):
    """HTML in which matches stand in `<mark>`, and nothing else is markup."""

    title = fields.String(required=True)
    lead = fields.String(required=True, allow_none=True)
    body = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The place of the body that matches best; null if none does."},
    )


class HitSchema(CardSchema):
    """Something that was found."""

    highlights = fields.Nested(HighlightsSchema, required=True)


class HitListSchema(Schema):
    """A page of hits, in the order of how they match."""

    items = fields.List(fields.Nested(HitSchema), required=True)
    next = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": f"{NEXT} A page may hold fewer hits than asked for, even none, and still"
            " be followed: so many texts have the words of a phrase that it was not looked for in"
            " all of them."
        },
    )
    total = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "If asked for; null too for a phrase whose words so many texts have that"
            " they were not all looked at."
        },
    )
