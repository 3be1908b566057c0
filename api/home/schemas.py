"""The shape of a home page: everything on it in one answer."""

from marshmallow import fields

from api.articles.schemas import ArticleItemSchema
from api.banners.schemas import BannerSchema
from api.calendar.schemas import WeekSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Word
from api.notices.schemas import NoticeItemSchema
from api.sites.schemas import SiteSchema


class HomeBannersSchema(Schema):
    """The banners that show now, by their place."""

    header = fields.List(fields.Nested(BannerSchema), required=True)
    sidebar = fields.List(fields.Nested(BannerSchema), required=True)


class HolidaySchema(Schema):
    """A public holiday."""

    date = fields.String(required=True, metadata={"format": "date"})
    name = fields.String(required=True)


class TodaySchema(Schema):
    """What holds today in Viet Nam: notices that begin or end, and holidays of the next days."""

    date = fields.String(required=True, metadata={"format": "date"})
    holidays = fields.List(fields.Nested(HolidaySchema), required=True)
    notices = fields.List(fields.Nested(NoticeItemSchema), required=True)


class HomeSchema(Schema):
    """A home page, or the start of an app."""

    site = fields.Nested(SiteSchema, required=True)
    banners = fields.Nested(HomeBannersSchema, required=True)
    calendar = fields.Nested(WeekSchema, required=True)
    notices = fields.List(fields.Nested(NoticeItemSchema), required=True)
    featured = fields.List(fields.Nested(ArticleItemSchema), required=True)
    articles = fields.List(fields.Nested(ArticleItemSchema), required=True)
    most_read = fields.List(fields.Nested(ArticleItemSchema), required=True)
    today = fields.Nested(TodaySchema, required=True)


class HomeQuerySchema(Schema):
    """Of which site."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
