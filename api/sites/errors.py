"""The refusals about sites."""

from api.runtime.errors import Conflict


class SiteExists(Conflict):
    code = "site_exists"
    detail = "There is, or was, a site “{slug}” here already."
    detail_vi = "Ở đây đã có hoặc từng có trang “{slug}”."


class SiteIsScheduled(Conflict):
    code = "site_scheduled"
    detail = "The site's identity goes out at its time: take the schedule back first."
    detail_vi = "Thông tin trang đang chờ lên theo lịch: hãy hủy lịch trước."
