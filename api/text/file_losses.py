"""The words for what files lose on their way in, and for what somebody should know of them.

In English of one and of many, in Vietnamese; `text/losses.py` tells them.
"""

FILE_WORDS = {
    "photo_cut_off": (
        "photo is cut off, its end is missing",
        "photos are cut off, their ends are missing",
        "ảnh bị cắt cụt, thiếu phần cuối",
    ),
    "photo_reduced": (
        "photo kept at half its size",
        "photos kept at half their size",
        "ảnh được thu nhỏ còn một nửa",
    ),
    "photo_stilled": (
        "moving picture of which only the first picture is kept",
        "moving pictures of which only the first picture is kept",
        "ảnh động chỉ giữ lại khung hình đầu tiên",
    ),
    "photo_author_removed": (
        "photo lost the name of its author or owner (`credit` can name them)",
        "photos lost the names of their authors or owners (`credit` can name them)",
        "ảnh bị xóa tên tác giả hoặc chủ sở hữu (có thể ghi ở `credit`)",
    ),
    "photo_place_removed": (
        "photo lost the place where it was taken (GPS)",
        "photos lost the places where they were taken (GPS)",
        "ảnh được xóa tọa độ nơi chụp (GPS)",
    ),
    "file_unread": (
        "file taken that cannot be looked into",
        "files taken that cannot be looked into",
        "tệp được nhận nhưng không kiểm tra được bên trong",
    ),
    "file_encrypted": (
        "encrypted file that opens with a password only",
        "encrypted files that open with a password only",
        "tệp bị mã hóa, phải có mật khẩu mới mở được",
    ),
    "file_restricted": (
        "encrypted file, which opens without a password and may forbid copying",
        "encrypted files, which open without a password and may forbid copying",
        "tệp bị mã hóa, mở được không cần mật khẩu nhưng có thể cấm sao chép",
    ),
    "file_broken": (
        "broken file that cannot be read here, nor perhaps by readers",
        "broken files that cannot be read here, nor perhaps by readers",
        "tệp bị hỏng, ở đây không đọc được, người xem có thể cũng vậy",
    ),
    "file_author": (
        "file that names its author in its metadata",
        "files that name their authors in their metadata",
        "tệp có tên tác giả trong siêu dữ liệu",
    ),
    "file_path": (
        "file with a path of somebody's computer in its metadata",
        "files with a path of somebody's computer in their metadata",
        "tệp có đường dẫn trên máy của ai đó trong siêu dữ liệu",
    ),
}
NOTICED_FILES = frozenset(
    ("file_unread", "file_encrypted", "file_restricted", "file_broken", "file_author", "file_path")
)
"""Files are kept as they came: of them nothing is lost."""
