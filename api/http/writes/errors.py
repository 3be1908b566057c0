"""What a write is refused for before anybody looks at what it says."""

from api.runtime.errors import ApiError, BadRequest, Conflict


class PreconditionRequired(ApiError):
    status = 428
    code = "precondition_required"
    title = "Precondition required"
    title_vi = "Thiếu điều kiện"
    detail = 'Say which version you change, by one strong tag as in If-Match: "v17".'
    detail_vi = 'Hãy cho biết bạn sửa phiên bản nào, bằng một thẻ mạnh như If-Match: "v17".'


class BadJsonBody(BadRequest):
    code = "invalid_json"
    detail = "The body is not JSON as it is read here: {why}."
    detail_vi = "Nội dung gửi lên không phải JSON đúng quy cách: {why}."


class IdempotencyKeyRequired(BadRequest):
    code = "idempotency_key_required"
    detail = "Send an Idempotency-Key of 16 to 64 printable ASCII characters, new for each effect."
    detail_vi = "Hãy gửi Idempotency-Key gồm 16–64 ký tự ASCII in được, mỗi việc một khóa mới."


class IdempotencyMismatch(ApiError):
    status = 422
    code = "idempotency_mismatch"
    title = "Another request had this key"
    title_vi = "Khóa đã dùng cho yêu cầu khác"
    detail = "This Idempotency-Key came with another body before: take a new key."
    detail_vi = "Idempotency-Key này đã đi cùng một nội dung khác: hãy dùng khóa mới."


class InFlight(Conflict):
    code = "in_flight"
    detail = "A request like this one is still at work; send it again with the same key."
    detail_vi = "Yêu cầu trước còn đang xử lý; hãy gửi lại với đúng khóa này."
