"""Why a file is not there, or not accepted: each refusal with its status, code and words."""

from api.runtime.errors import (
    InvalidContent,
    NotFound,
    PayloadTooLarge,
    Unavailable,
    UnsupportedMediaType,
)


class MediaNotFound(NotFound):
    code = "media_not_found"
    detail = "There is no public file of this name."
    detail_vi = "Không có tệp công khai nào mang tên này."


class UnsupportedImage(UnsupportedMediaType):
    """The bytes are not of a kind that is accepted, whatever the file is called."""

    code = "unsupported_image"
    title = "Unsupported image"
    title_vi = "Loại ảnh không được hỗ trợ"
    detail = "Images are accepted as JPEG, HEIC, PNG, WebP, AVIF or GIF."
    detail_vi = "Chỉ nhận ảnh JPEG, HEIC, PNG, WebP, AVIF hoặc GIF."


class BrokenImage(InvalidContent):
    """The bytes begin like an image, or are none at all, and cannot be decoded to the end."""

    code = "broken_image"
    title = "Broken image"
    title_vi = "Ảnh bị hỏng"
    detail = "The image is empty, cut off or damaged and cannot be read."
    detail_vi = "Ảnh rỗng, bị cắt cụt hoặc bị hỏng nên không đọc được."


class ImageTooLarge(PayloadTooLarge):
    """Beyond a limit; the subclasses say which one. All share one code."""

    code = "image_too_large"
    title = "Image too large"
    title_vi = "Ảnh quá lớn"
    detail = "The image is larger than what is accepted here."
    detail_vi = "Ảnh lớn hơn mức được nhận ở đây."


class TooManyBytes(ImageTooLarge):
    """The file itself is too long."""

    detail = "The image file is larger than {max_bytes} bytes."
    detail_vi = "Tệp ảnh lớn hơn {max_bytes} byte."


class TooManyPixels(ImageTooLarge):
    """Its header announces more than will be decoded."""

    detail = (
        "The image has more than 40 megapixels or a side longer than 12,000 pixels"
        " (JPEG and HEIC: 64 megapixels, 20,000 pixels)."
    )
    detail_vi = (
        "Ảnh vượt quá 40 megapixel hoặc có cạnh dài hơn 12.000 điểm ảnh"
        " (JPEG và HEIC: 64 megapixel, 20.000 điểm ảnh)."
    )


class TooCostly(ImageTooLarge):
    """Decoding it takes more memory, time, frames or passes than one image may have."""

    detail = "Decoding the image takes more memory or time than is allowed."
    detail_vi = "Giải mã ảnh này tốn nhiều bộ nhớ hoặc thời gian hơn mức cho phép."


class ImageWorkerUnavailable(Unavailable):
    """The process that reads images and PDFs does not start; no fault of the file."""

    code = "image_worker_unavailable"
    detail = "Files cannot be processed at the moment; please try again shortly."
    detail_vi = "Hiện chưa xử lý được tệp; vui lòng thử lại sau ít phút."


class UnsupportedAttachment(UnsupportedMediaType):
    """No document of an accepted kind, or one that runs programs or hides what it holds."""

    code = "unsupported_attachment"
    title = "Unsupported file"
    title_vi = "Loại tệp không được hỗ trợ"
    detail = (
        "Files are accepted as PDF, docx, xlsx, pptx, odt, doc, xls, ppt, rtf, csv, txt, zip or"
        " rar, without macros and without a password."
    )
    detail_vi = (
        "Chỉ nhận tệp PDF, docx, xlsx, pptx, odt, doc, xls, ppt, rtf, csv, txt, zip hoặc rar,"
        " không chứa macro và không đặt mật khẩu."
    )


class NotADocx(UnsupportedAttachment):
    """A file that becomes no text of a body."""

    detail = "Only Word files (docx) and PDF are converted. Save it as docx."
    detail_vi = "Chỉ chuyển được tệp Word (docx) và PDF. Hãy lưu lại thành docx."


class MisnamedAttachment(UnsupportedAttachment):
    """Its bytes say one thing, its name another; what opens it would go by the name."""

    detail = "The file is of the kind {kind}, so its name must end in .{kind}."
    detail_vi = "Tệp thuộc loại {kind} nên tên phải có đuôi .{kind}."


class PageAttachment(UnsupportedAttachment):
    """A page under another name, as old portals save tables and errors."""

    detail = f"The file is a web page, whatever its name says. {UnsupportedAttachment.detail}"
    detail_vi = f"Tệp là trang web dù mang đuôi khác. {UnsupportedAttachment.detail_vi}"


class MacrosInAttachment(UnsupportedAttachment):
    """It holds something that runs when it is opened."""

    detail = (
        "The file holds macros or other things that run when it is opened."
        " Save it without them, as PDF, docx, xlsx or pptx."
    )
    detail_vi = (
        "Tệp chứa macro hoặc thành phần tự chạy khi mở."
        " Hãy bỏ đi rồi lưu thành PDF, docx, xlsx hoặc pptx."
    )


class LockedAttachment(UnsupportedAttachment):
    """Whether it holds programs cannot be told."""

    detail = "The file has a password, so nobody can tell what is in it. Save it without one."
    detail_vi = "Tệp đặt mật khẩu nên không kiểm tra được. Hãy lưu lại không có mật khẩu."


class ForbiddenMember(UnsupportedAttachment):
    """A zip holds what may not be handed out."""

    detail = (
        "The zip holds “{member}”, and may not hold programs, scripts, pages, links, macros"
        " or other archives."
    )
    detail_vi = (
        "Tệp zip chứa “{member}”; không nhận zip có chương trình, mã lệnh, trang web, lối tắt,"
        " macro hoặc tệp nén khác."
    )


class BadAttachment(InvalidContent):
    """It is empty, or its archive is not one that an office program writes."""

    code = "bad_attachment"
    title = "Damaged file"
    title_vi = "Tệp bị hỏng"
    detail = "The file is empty, cut off or damaged, or is built in a way that is not allowed."
    detail_vi = "Tệp rỗng, bị cắt cụt, bị hỏng hoặc có cấu trúc không được phép."


class AttachmentTooLarge(PayloadTooLarge):
    """Beyond a limit; the subclasses say which one. All share one code."""

    code = "attachment_too_large"
    title = "File too large"
    title_vi = "Tệp quá lớn"
    detail = "The file is larger than what is accepted here."
    detail_vi = "Tệp lớn hơn mức được nhận ở đây."


class AttachmentTooLong(AttachmentTooLarge):
    """The file itself has too many bytes."""

    detail = "The file is larger than {max_bytes} bytes."
    detail_vi = "Tệp lớn hơn {max_bytes} byte."


class AttachmentTooCostly(AttachmentTooLarge):
    """What is packed in it is too much for whoever opens it."""

    detail = "The file unpacks to more data or more parts than is allowed."
    detail_vi = "Tệp giải nén ra nhiều dữ liệu hoặc nhiều thành phần hơn mức cho phép."


class ForeignFolder(RuntimeError):
    """The folder of media is not the one of this installation."""
