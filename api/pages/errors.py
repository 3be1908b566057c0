"""The refusals about standing pages."""

from api.runtime.errors import Gone, NotFound


class PageNotFound(NotFound):
    code = "page_not_found"
    detail = "There is no page at this address."
    detail_vi = "Không có trang nào ở địa chỉ này."


class PageWithdrawn(Gone):
    code = "page_withdrawn"
    detail = "This page was published here and has been withdrawn."
    detail_vi = "Trang này từng được đăng ở đây và đã được gỡ."
