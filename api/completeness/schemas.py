"""What is shown of what a portal lacks."""

from marshmallow import fields, validate

from api.criteria.catalogue import LATEST, names
from api.criteria.verdicts import RESULTS
from api.http.schemas.base import Schema
from api.http.schemas.fields import Word
from api.http.schemas.times import Instant
from api.publishing.schemas import WriterSchema
from api.sites.schemas import SiteNameSchema


class CompletenessQuerySchema(Schema):
    """Of which site, by which list of criteria."""

    site = Word(
        load_default=None,
        metadata={"description": "Slug of a site; may be left out where one has a role on one."},
    )
    criteria = fields.String(
        load_default=LATEST,
        validate=validate.OneOf(names()),
        metadata={"description": "The list that is looked at; the newest if left out."},
    )


class EvidenceSchema(Schema):
    """What was found, and the address of the field where it belongs."""

    type = fields.String(required=True)
    id = fields.String(
        required=True, allow_none=True, metadata={"description": "Null where there is none."}
    )
    label = fields.String(required=True)
    pointer = fields.String(
        required=True, metadata={"description": "The member, in what is public."}
    )
    found = fields.Raw(
        required=True,
        allow_none=True,
        metadata={"description": "Its value; `…` stands for one that is no single text."},
    )
    address = fields.String(required=True, metadata={"format": "uri"})


class VerdictSchema(Schema):
    """One criterion, and what came out."""

    id = fields.String(required=True)
    article = fields.String(required=True, metadata={"description": "Of which law."})
    from_ = fields.String(
        data_key="from", attribute="from", required=True, metadata={"format": "date"}
    )
    to = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date", "description": "Null while it is in force."},
    )
    weight = fields.Integer(required=True)
    says = fields.String(required=True)
    says_vi = fields.String(required=True)
    result = fields.String(
        required=True,
        validate=validate.OneOf(RESULTS),
        metadata={"description": "What could not be looked at is no fault and does not count."},
    )
    looked_at = fields.Integer(required=True, metadata={"description": "How many members."})
    met = fields.Integer(required=True, metadata={"description": "How many of them are so."})
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    more = fields.Integer(required=True, metadata={"description": "How many more there are."})


class GapSchema(Schema):
    """Something that readers look for and that is not there, whether a law asks for it or not."""

    type = fields.String(required=True)
    id = fields.UUID(required=True)
    label = fields.String(required=True)
    code = fields.String(required=True)
    pointer = fields.String(required=True)
    found = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What stands there instead: the address of a broken link."},
    )
    address = fields.String(required=True, metadata={"format": "uri"})
    detail = fields.String(required=True)
    detail_vi = fields.String(required=True)


class LookedAtSchema(Schema):
    """How many documents of a type there are, and how many of them, the newest, were looked at."""

    type = fields.String(required=True)
    documents = fields.Integer(required=True)
    looked_at = fields.Integer(required=True)


class MovedSchema(Schema):
    """What has changed since a month ago, or since the first day that was kept."""

    day = fields.String(required=True, metadata={"format": "date"})
    score = fields.Float(required=True, allow_none=True)
    gained = fields.List(
        fields.String(), required=True, metadata={"description": "Criteria that are met since."}
    )
    lost = fields.List(
        fields.String(), required=True, metadata={"description": "Criteria that were met then."}
    )


class CompletenessSchema(Schema):
    """What a portal lacks: by the law's criteria, and by what its readers look for."""

    site = fields.String(required=True, metadata={"description": "Its slug."})
    at = Instant(required=True)
    criteria = fields.String(required=True)
    score = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "From 0 to 100, by weight, of what could be looked at."},
    )
    moved = fields.Nested(
        MovedSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null while no earlier day was kept."},
    )
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)
    gaps = fields.List(
        fields.Nested(GapSchema), required=True, metadata={"description": "At most 500."}
    )
    more_gaps = fields.Integer(required=True)
    looked_at = fields.List(fields.Nested(LookedAtSchema), required=True)


class SiteOverviewSchema(Schema):
    """One portal at a glance; the score is that of the last night."""

    site = fields.Nested(SiteNameSchema, required=True)
    in_review = fields.Integer(required=True)
    unconfirmed = fields.Integer(required=True)
    refused = fields.Integer(
        required=True, metadata={"description": "Schedules that did not go out."}
    )
    score = fields.Float(required=True, allow_none=True)
    missing = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Criteria that are not met."}
    )
    scored_on = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    active_at = Instant(required=True, allow_none=True)
    active = fields.Nested(WriterSchema, required=True, allow_none=True)


class OverviewSchema(Schema):
    """Every portal within reach, in the order of the alphabet."""

    items = fields.List(fields.Nested(SiteOverviewSchema), required=True)
