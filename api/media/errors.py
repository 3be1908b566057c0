"""Why a file is not accepted as an image: each refusal with its status, code and words."""

from api.core.errors import InvalidContent, PayloadTooLarge, Unavailable, UnsupportedMediaType


class UnsupportedImage(UnsupportedMediaType):
    """The bytes are not of a kind that is accepted, whatever the file is called."""

    code = "unsupported_image"
    title = "Unsupported image"
    title_vi = "Loại ảnh không được hỗ trợ"
    detail = "Images are accepted as JPEG, PNG, WebP, AVIF or GIF."
    detail_vi = "Chỉ nhận ảnh JPEG, PNG, WebP, AVIF hoặc GIF."


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

    detail = "The image has more than 40 megapixels or a side longer than 12,000 pixels."
    detail_vi = "Ảnh vượt quá 40 megapixel hoặc có cạnh dài hơn 12.000 điểm ảnh."


class TooCostly(ImageTooLarge):
    """Decoding it takes more memory, time, frames or passes than one image may have."""

    detail = "Decoding the image takes more memory or time than is allowed."
    detail_vi = "Giải mã ảnh này tốn nhiều bộ nhớ hoặc thời gian hơn mức cho phép."


class ImageWorkerUnavailable(Unavailable):
    """The process that decodes images does not start; no fault of the image."""

    code = "image_worker_unavailable"
    detail = "Images cannot be processed at the moment; please try again shortly."
    detail_vi = "Hiện chưa xử lý được ảnh; vui lòng thử lại sau ít phút."
