"""Refusals of the change feed."""

from api.runtime.errors import Gone


class CursorGone(Gone):
    code = "cursor_gone"
    title = "Cursor gone"
    title_vi = "Con trỏ không còn hiệu lực"
    detail = "This cursor cannot be followed any more ({why}): start again without it."
    detail_vi = "Con trỏ này không còn dùng được: hãy đồng bộ lại từ đầu, không kèm con trỏ."
