"""What keeps work from being taken back."""

from api.runtime.errors import Conflict, NotFound


class NoQuarantine(NotFound):
    code = "no_quarantine"
    title = "No quarantine"
    title_vi = "Không có lần cách ly này"
    detail = "Event {number} of the audit log is no quarantine."
    detail_vi = "Sự kiện {number} của nhật ký không phải là một lần cách ly."


class UndoneAlready(Conflict):
    code = "quarantine_undone"
    title = "Undone already"
    title_vi = "Đã hoàn lại rồi"
    detail = "The quarantine of event {number} was undone already."
    detail_vi = "Lần cách ly ở sự kiện {number} đã được hoàn lại."
