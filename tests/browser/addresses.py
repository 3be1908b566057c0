"""Where the pages of the demo commune are: one address of each kind."""

from tests.browser.checks import answer_of
from tests.serving import LiveServer

ARTICLE = "/bai-viet/mot-cua-chin-thang-2026"
NOTICE = "/thong-bao/niem-yet-14-thua-dat-xom-8-9"
EXPIRED = "/thong-bao/moi-chao-gia-thu-vien"
SEARCH = "/tim-kiem?q=ho+so"
MISSING = "/bai-viet/khong-he-co"

KINDS = (
    "home",
    "article",
    "category",
    "notices",
    "past notices",
    "notice",
    "expired notice",
    "calendar",
    "page",
    "contact",
    "leaders",
    "site map",
    "month",
    "search",
    "empty search",
)
"""What is looked at closely, one by one."""
EVERY = (
    *KINDS,
    "legal documents",
    "legal document",
    "tag",
    "week",
    "refused",
    "missing",
    "nowhere",
)
"""Each page and state of one; those of a new type too, or `test_same_markup.py` misses its page."""


def address(server: LiveServer, kind: str) -> str:
    """The path and query of a page of this kind."""
    if kind in _FIXED:
        return _FIXED[kind]
    collection, folder = _LISTED[kind]
    first = answer_of(server, f"/v1/{collection}?site=yen-hoa")["items"][0]
    return f"/{folder}/{first['slug']}"


_FIXED = {
    "home": "/",
    "article": ARTICLE,
    "notices": "/thong-bao",
    "past notices": "/thong-bao?tinh-trang=da-het-han",
    "notice": NOTICE,
    "expired notice": EXPIRED,
    "calendar": "/lich-lam-viec",
    "contact": "/lien-he",
    "leaders": "/lanh-dao",
    "site map": "/so-do-cong",
    "month": "/tin-theo-thang",
    "search": SEARCH,
    "empty search": "/tim-kiem",
    "missing": MISSING,
    "nowhere": "/khong-he-co",
    "legal documents": "/van-ban",
    "tag": "/tu-khoa/chuyen-doi-so",
    "week": "/lich-lam-viec/2026-W29",
    "refused": "/tim-kiem?q=a&loai=khong-co&tu=hom-qua",
}
_LISTED = {
    "category": ("categories", "chuyen-muc"),
    "page": ("pages", "trang"),
    "legal document": ("legal-documents", "van-ban"),
}
