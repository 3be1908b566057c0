"""The refusals about sites."""

from api.runtime.errors import Conflict


class SiteExists(Conflict):
    code = "site_exists"
    detail = "There is, or was, a site “{slug}” here already."
    detail_vi = "Ở đây đã có hoặc từng có trang “{slug}”."


class SiteHasDraft(Conflict):
    code = "site_has_draft"
    detail = "A draft of the site's identity is open: publish it first."
    detail_vi = "Thông tin trang đang có bản nháp: hãy đăng bản nháp trước."
