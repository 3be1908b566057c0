"""Every refusal this program makes: a status, a stable code, and words in English and Vietnamese.

Commands and queries raise these; `http/smorest.py` turns them into problem details (RFC 9457).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """One finding: where (`pointer` into a body, or `parameter`), a stable code, and why."""

    code: str
    detail: str
    detail_vi: str
    pointer: str | None = None
    parameter: str | None = None


class ApiError(Exception):
    """A refusal. `detail` may hold `{names}` that the keyword arguments fill in."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Internal server error"
    title_vi: ClassVar[str] = "Lỗi máy chủ"
    detail: ClassVar[str] = "Something went wrong on our side."
    detail_vi: ClassVar[str] = "Đã có lỗi ở phía máy chủ."

    def __init__(
        self,
        *,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> None:
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})
        self.values = values
        super().__init__(self.say("en"))

    def say(self, language: str) -> str:
        """The detail in `language` (`en` or `vi`)."""
        return (self.detail_vi if language == "vi" else self.detail).format(**self.values)


class BadRequest(ApiError):
    status = 400
    code = "bad_request"
    title = "Bad request"
    title_vi = "Yêu cầu không hợp lệ"
    detail = "The request could not be understood."
    detail_vi = "Không hiểu được yêu cầu."


class InvalidParameter(BadRequest):
    code = "invalid_parameter"
    title = "Invalid parameter"
    title_vi = "Tham số không hợp lệ"
    detail = "A parameter of the address is unknown or has a value that is not allowed."
    detail_vi = "Có tham số trên địa chỉ không tồn tại hoặc mang giá trị không được phép."

    @classmethod
    def of(cls, parameter: str, detail: str, detail_vi: str) -> "InvalidParameter":
        """The refusal of one parameter."""
        return cls(errors=[FieldError(cls.code, detail, detail_vi, parameter=parameter)])


class SiteRequired(BadRequest):
    code = "site_required"
    title = "Site required"
    title_vi = "Thiếu tên trang"
    detail = "This installation has several sites: say which one with ?site=."
    detail_vi = "Hệ thống này có nhiều trang: hãy chỉ rõ trang nào bằng ?site=."


class UnknownHost(BadRequest):
    code = "unknown_host"
    title = "Unknown host"
    title_vi = "Tên miền lạ"
    detail = "This installation does not answer to the name in `Host`."
    detail_vi = "Hệ thống này không phục vụ tên miền trong `Host`."


class NotSignedIn(ApiError):
    status = 401
    code = "not_signed_in"
    title = "Not signed in"
    title_vi = "Chưa đăng nhập"
    detail = "Sign in first, or send a token that is still good."
    detail_vi = "Hãy đăng nhập, hoặc gửi khóa truy cập còn hiệu lực."

    def __init__(self, **values: Any) -> None:
        # RFC 9110 §15.5.2: such an answer says how one signs in.
        super().__init__(**{"headers": {"WWW-Authenticate": "Bearer"}, **values})


class Forbidden(ApiError):
    status = 403
    code = "forbidden"
    title = "Forbidden"
    title_vi = "Không được phép"
    detail = "Your role does not allow this."
    detail_vi = "Vai trò của bạn không cho phép việc này."


class WrongOrigin(Forbidden):
    code = "wrong_origin"
    title = "Wrong origin"
    title_vi = "Sai nguồn gốc"
    detail = "A cookie counts only in requests from pages of this very address."
    detail_vi = "Cookie đăng nhập chỉ có giá trị với yêu cầu từ các trang của chính địa chỉ này."


class CodeRequired(Forbidden):
    code = "code_required"
    title = "Code required"
    title_vi = "Cần mã xác nhận"
    detail = "You signed in a while ago: give a code again, or sign in anew, before you do this."
    detail_vi = "Bạn đăng nhập đã lâu: hãy nhập lại mã hoặc đăng nhập lại trước khi làm việc này."


class HttpsRequired(Forbidden):
    code = "https_required"
    title = "HTTPS required"
    title_vi = "Cần HTTPS"
    detail = "Over plain HTTP a password or token could be read on the way: use https://."
    detail_vi = "Qua HTTP thường, mật khẩu và khóa truy cập có thể bị đọc trộm: hãy dùng https://."


class NotFound(ApiError):
    status = 404
    code = "not_found"
    title = "Not found"
    title_vi = "Không tìm thấy"
    detail = "There is nothing at this address."
    detail_vi = "Không có gì ở địa chỉ này."


class MethodNotAllowed(ApiError):
    status = 405
    code = "method_not_allowed"
    title = "Method not allowed"
    title_vi = "Phương thức không được phép"
    detail = "This address does not answer to that method."
    detail_vi = "Địa chỉ này không nhận phương thức đó."


class RequestTimeout(ApiError):
    status = 408
    code = "request_timeout"
    title = "Request timeout"
    title_vi = "Quá thời gian chờ"
    detail = "The body of the request did not come; please send it again."
    detail_vi = "Nội dung yêu cầu không đến đủ; vui lòng gửi lại."


class Conflict(ApiError):
    status = 409
    code = "conflict"
    title = "Conflict"
    title_vi = "Xung đột"
    detail = "The present state does not allow this."
    detail_vi = "Trạng thái hiện tại không cho phép việc này."


class Gone(ApiError):
    status = 410
    code = "gone"
    title = "Gone"
    title_vi = "Đã gỡ"
    detail = "What was published here has been withdrawn."
    detail_vi = "Nội dung từng đăng ở đây đã được gỡ."


class PreconditionFailed(ApiError):
    status = 412
    code = "precondition_failed"
    title = "Precondition failed"
    title_vi = "Điều kiện không thỏa"
    detail = "It has changed since you read it."
    detail_vi = "Nội dung đã thay đổi kể từ khi bạn đọc."


class PayloadTooLarge(ApiError):
    status = 413
    code = "payload_too_large"
    title = "Payload too large"
    title_vi = "Dữ liệu quá lớn"
    detail = "The request is larger than what is accepted here."
    detail_vi = "Yêu cầu lớn hơn mức được nhận ở đây."


class UnsupportedMediaType(ApiError):
    status = 415
    code = "unsupported_media_type"
    title = "Unsupported media type"
    title_vi = "Kiểu dữ liệu không được hỗ trợ"
    detail = "This kind of content is not accepted here."
    detail_vi = "Kiểu nội dung này không được nhận ở đây."


class InvalidContent(ApiError):
    status = 422
    code = "invalid_content"
    title = "Invalid content"
    title_vi = "Nội dung không hợp lệ"
    detail = "The content breaks a rule of its schema."
    detail_vi = "Nội dung vi phạm quy tắc của lược đồ."


class TooManyRequests(ApiError):
    status = 429
    code = "too_many_requests"
    title = "Too many requests"
    title_vi = "Quá nhiều yêu cầu"
    detail = "Please wait a moment before trying again."
    detail_vi = "Vui lòng đợi một lát rồi thử lại."

    @classmethod
    def after(cls, seconds: float, limit: int) -> "TooManyRequests":
        """The refusal of who has used up `limit`, and may come again in so many seconds."""
        wait = max(1, math.ceil(seconds))
        left = f"limit={limit}, remaining=0, reset={wait}"
        return cls(headers={"Retry-After": str(wait), "RateLimit": left})


class InternalError(ApiError):
    """What we did not foresee: the words stay general, the log has the rest."""


class Unavailable(ApiError):
    status = 503
    code = "unavailable"
    title = "Service unavailable"
    title_vi = "Tạm ngừng phục vụ"
    detail = "Something this service needs is not answering; please try again shortly."
    detail_vi = "Một thành phần của hệ thống chưa trả lời; vui lòng thử lại sau ít phút."
