"""The refusals about sites."""

from api.runtime.errors import NotFound


class SiteNotFound(NotFound):
    code = "site_not_found"
    detail = "There is no site of this name here."
    detail_vi = "Ở đây không có trang nào mang tên này."
