"""The refusals about pictures of links."""

from api.runtime.errors import Gone, NotFound


class LinkPreviewNotFound(NotFound):
    code = "link_preview_not_found"
    detail = "There is no picture of a link at this address."
    detail_vi = "Không có ảnh xem trước của liên kết ở địa chỉ này."


class LinkPreviewWithdrawn(Gone):
    code = "link_preview_withdrawn"
    detail = "What this picture belongs to was published here and has been withdrawn."
    detail_vi = "Nội dung của ảnh này từng được đăng ở đây và đã được gỡ."
