"""The refusals that concern accounts."""

from api.runtime.errors import BadRequest, Conflict, InvalidContent, NotFound, NotSignedIn


class AccountNotFound(NotFound):
    code = "account_not_found"
    detail = "There is no account with this address."
    detail_vi = "Không có tài khoản nào với địa chỉ này."


class TokenNotFound(NotFound):
    code = "token_not_found"
    detail = "There is no token with this id."
    detail_vi = "Không có khóa truy cập nào mang mã này."


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    detail = "The address or the password is wrong."
    detail_vi = "Địa chỉ e-mail hoặc mật khẩu không đúng."


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


class AccountDisabled(Conflict):
    code = "account_disabled"
    detail = "The account is disabled; enable it first."
    detail_vi = "Tài khoản đang bị khóa; hãy mở khóa trước."


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
