"""The refusals about notices."""

from api.runtime.errors import Gone, NotFound


class NoticeNotFound(NotFound):
    code = "notice_not_found"
    detail = "There is no notice at this address."
    detail_vi = "Không có thông báo nào ở địa chỉ này."


class NoticeWithdrawn(Gone):
    code = "notice_withdrawn"
    detail = "This notice was published here and has been withdrawn."
    detail_vi = "Thông báo này từng được đăng ở đây và đã được gỡ."
