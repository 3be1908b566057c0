"""The refusals of the publishing engine."""

from dataclasses import dataclass

from api.runtime.errors import (
    Conflict,
    FieldError,
    Forbidden,
    InvalidContent,
    NotFound,
    PreconditionFailed,
)


class DocumentNotFound(NotFound):
    code = "document_not_found"
    detail = "There is no document with this id."
    detail_vi = "Không có tài liệu nào mang mã này."


class SiteNotFound(NotFound):
    code = "site_not_found"
    detail = "There is no site of this name here."
    detail_vi = "Ở đây không có trang nào mang tên này."


class StaleVersion(PreconditionFailed):
    code = "stale_version"
    detail = "It is at version {current} now, and changed since you read it."
    detail_vi = "Nội dung đã ở phiên bản {current}, khác với bản bạn đã đọc."


class InvalidTransition(Conflict):
    code = "invalid_transition"
    detail = "A document that is {public} and {stage} cannot be changed by “{command}”."
    detail_vi = "Tài liệu đang ở trạng thái {public}, {stage} nên không thể “{command}”."


class InTrash(Conflict):
    code = "in_trash"
    detail = "The document lies in the trash; recover it first."
    detail_vi = "Tài liệu đang ở thùng rác; hãy khôi phục trước."


class NotInTrash(Conflict):
    code = "not_in_trash"
    detail = "The document does not lie in the trash."
    detail_vi = "Tài liệu không nằm trong thùng rác."


class WithdrawFirst(Conflict):
    code = "withdraw_first"
    detail = "The document is public; withdraw it before putting it in the trash."
    detail_vi = "Tài liệu đang đăng; hãy gỡ bài trước khi chuyển vào thùng rác."


class InUse(Conflict):
    code = "in_use"
    detail = "Other public content still shows it; `used_by` names what."
    detail_vi = "Nội dung khác đang đăng vẫn dùng mục này; xem danh sách trong `used_by`."


class TooEarlyToPurge(Conflict):
    code = "too_early_to_purge"
    detail = "A document stays in the trash for {days} days before it can be purged."
    detail_vi = "Tài liệu phải nằm trong thùng rác {days} ngày mới được xóa hẳn."


class TimeHasPassed(Conflict):
    code = "time_has_passed"
    detail = "That moment has passed already."
    detail_vi = "Thời điểm đó đã qua."


class EndsTooEarly(Conflict):
    code = "ends_too_early"
    detail = "It would be taken away before it is public."
    detail_vi = "Thời điểm gỡ phải sau thời điểm đăng."


class RoleRequired(Forbidden):
    code = "role_required"
    detail = "This needs the role of {role} on this site."
    detail_vi = "Việc này cần vai trò {role} của trang."


class ReadOnly(Forbidden):
    code = "read_only"
    detail = "This token may read, and change nothing."
    detail_vi = "Khóa truy cập này chỉ được đọc, không được thay đổi gì."


class SecondPersonRequired(Forbidden):
    code = "second_person_required"
    detail = "This site lets nobody publish their own last words: ask a second person."
    detail_vi = "Trang này không cho người viết tự duyệt bài của mình: cần người thứ hai."


class GateFailed(InvalidContent):
    code = "gate_failed"
    title = "Not ready to be published"
    title_vi = "Chưa thể đăng"
    detail = "The content does not pass the checks before publication."
    detail_vi = "Nội dung chưa qua được các bước kiểm tra trước khi đăng."


class AlteredEdition(Conflict):
    code = "altered_edition"
    detail = (
        "The words of edition {number} are not those that were handed on: save every field anew, or"
        " take up an older edition."
    )
    detail_vi = (
        "Lời của bản {number} không còn như khi được chuyển duyệt: hãy lưu lại mọi trường, hoặc lấy"
        " lại một bản cũ."
    )


class SlugTaken(Conflict):
    code = "slug_taken"
    detail = "No free address was found near “{slug}”."
    detail_vi = "Không còn địa chỉ trống gần “{slug}”."


@dataclass(frozen=True)
class Finding(FieldError):
    """What a gate found; a warning may be acknowledged, anything else has to be mended."""

    is_warning: bool = False


def unknown_reference(pointer: str) -> InvalidContent:
    """The refusal of something that is named and not there."""
    said = (
        "There is nothing of this name or id here.",
        "Ở đây không có mục nào mang tên hay mã này.",
    )
    return InvalidContent(errors=[FieldError("unknown_reference", *said, pointer=pointer)])
