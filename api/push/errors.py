"""What a browser is refused that wants to be told of notices."""

from api.runtime.errors import Conflict, FieldError, InvalidContent


class TooManySubscriptions(Conflict):
    code = "too_many_subscriptions"
    detail = "As many browsers are told of this site's notices as can be."
    detail_vi = "Số trình duyệt nhận thông báo của trang này đã tới mức tối đa."


class UnknownArea(InvalidContent):
    code = "unknown_area"

    @classmethod
    def at(cls, place: int) -> "UnknownArea":
        """The refusal of one of the areas that are asked for."""
        said = "The site has no such area."
        said_vi = "Trang này không có địa bàn như vậy."
        return cls(errors=[FieldError(cls.code, said, said_vi, pointer=f"/areas/{place}")])
