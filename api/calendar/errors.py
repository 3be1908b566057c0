"""The refusals of planned weeks."""

from api.runtime.errors import PreconditionFailed


class StaleWeek(PreconditionFailed):
    code = "stale_week"
    detail = "Entries of this week changed since you read it; read it again."
    detail_vi = "Lịch tuần này đã thay đổi sau khi bạn đọc; hãy tải lại."
