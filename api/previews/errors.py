"""The refusals of previews."""

from api.runtime.errors import NotFound


class PreviewNotFound(NotFound):
    """The link is over, was revoked, or never was: nobody learns which."""

    code = "preview_not_found"
    detail = "This preview is over, or there never was one."
    detail_vi = "Bản xem trước này đã hết hạn hoặc không có."
