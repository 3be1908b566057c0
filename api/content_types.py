"""The only list of content types."""

from api.articles.content import ArticleType
from api.banners.content import BannerType
from api.calendar.content import EntryType
from api.categories.content import CategoryType
from api.legal_documents.content import LegalDocumentType
from api.notices.content import NoticeType
from api.officials.content import OfficialType
from api.pages.content import PageType
from api.publishing.content_type import ContentType
from api.sites.content import SiteType

# In the order in which a bundle brings them: what is referred to comes first.
CONTENT_TYPES: tuple[ContentType, ...] = (
    SiteType(),
    CategoryType(),
    OfficialType(),
    ArticleType(),
    NoticeType(),
    BannerType(),
    EntryType(),
    PageType(),
    LegalDocumentType(),
)
