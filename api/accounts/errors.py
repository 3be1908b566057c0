"""The refusals that concern accounts."""

from api.runtime.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidContent,
    NotFound,
    NotSignedIn,
)


class AccountNotFound(NotFound):
    code = "account_not_found"
    detail = "There is no such account."
    detail_vi = "Không có tài khoản này."


class TokenNotFound(NotFound):
    code = "token_not_found"
    detail = "There is no token with this id."
    detail_vi = "Không có khóa truy cập nào mang mã này."


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    detail = "The address or the password is wrong."
    detail_vi = "Địa chỉ e-mail hoặc mật khẩu không đúng."


class WrongPassword(Forbidden):
    code = "wrong_password"
    detail = "The password that you have is another one."
    detail_vi = "Mật khẩu hiện tại không đúng."


class WrongCode(NotSignedIn):
    code = "wrong_code"
    detail = "The code is wrong, over, or was used before."
    detail_vi = "Mã không đúng, đã hết hạn hoặc đã dùng."


class WrongPasskey(NotSignedIn):
    code = "wrong_passkey"
    detail = "The passkey is not known here, or did not answer in time: try again."
    detail_vi = "Khóa đăng nhập không được nhận ra hoặc trả lời quá muộn: hãy thử lại."


class PasskeyNotFound(NotFound):
    code = "passkey_not_found"
    detail = "You have no passkey with this id."
    detail_vi = "Bạn không có khóa đăng nhập nào mang mã này."


class PasskeyTaken(Conflict):
    code = "passkey_exists"
    detail = "This passkey is registered already."
    detail_vi = "Khóa đăng nhập này đã được đăng ký."


class SessionRequired(Forbidden):
    code = "session_required"
    detail = "Only somebody who has signed in may do this, no program by its token."
    detail_vi = "Chỉ người đã đăng nhập mới làm được việc này, không dùng khóa truy cập."


class OwnAccount(Forbidden):
    code = "own_account"
    detail = "Nobody administers their own account: change it at /me, or ask another admin."
    detail_vi = "Không ai tự quản trị tài khoản của mình: hãy dùng /me hoặc nhờ quản trị viên khác."


class HasSecondFactor(Conflict):
    code = "second_factor_exists"
    detail = "There is a second factor already: take it away first."
    detail_vi = "Đã có lớp xác thực thứ hai: hãy gỡ lớp cũ trước."


class NoSecondFactor(Conflict):
    code = "no_second_factor"
    detail = "There is no second factor."
    detail_vi = "Chưa có lớp xác thực thứ hai."


class LinkOver(BadRequest):
    code = "link_over"
    title = "Link no longer good"
    title_vi = "Liên kết hết hiệu lực"
    detail = "The link was used, replaced, is over, or was not copied whole: ask for a new one."
    detail_vi = "Liên kết đã dùng, đã bị thay, hết hạn hoặc sao chép thiếu: hãy xin liên kết mới."


class EmailTaken(Conflict):
    code = "email_taken"
    detail = "There is an account with this address already."
    detail_vi = "Địa chỉ này đã có tài khoản."


class TokenNotWaiting(Conflict):
    code = "token_not_waiting"
    detail = "No restore has disabled this token, so there is nothing to confirm."
    detail_vi = "Mã này không bị khóa do khôi phục, nên không có gì để xác nhận."


class AccountDisabled(Conflict):
    code = "account_disabled"
    detail = "The account is disabled; enable it first."
    detail_vi = "Tài khoản đang bị khóa; hãy mở khóa trước."


class CannotTakeOver(InvalidContent):
    code = "cannot_take_over"
    detail = "{name} may not write on {site}, so nothing of it can be handed over to them."
    detail_vi = "{name} không có quyền viết trên {site} nên chưa nhận bàn giao được."


class BadEmail(InvalidContent):
    code = "invalid_email"
    detail = "“{email}” is not a valid e-mail address."
    detail_vi = "“{email}” không phải địa chỉ e-mail hợp lệ."


class BadName(InvalidContent):
    code = "invalid_name"
    detail = "A name has from 1 to {most} letters, and none that cannot be seen."
    detail_vi = "Tên có từ 1 đến {most} ký tự, không chứa ký tự ẩn."


class WeakPassword(InvalidContent):
    code = "weak_password"
    detail = "The password is too easy to guess: {why}."
    detail_vi = "Mật khẩu quá dễ đoán: {why_vi}."
