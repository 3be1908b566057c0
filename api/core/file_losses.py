"""The words for what files lose on their way in, and for what somebody should know of them.

In English of one and of many, in Vietnamese; `core/losses.py` tells them.
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
    "photo_author_removed": (
        "photo lost the name of its author or owner (`credit` can name them)",
        "photos lost the names of their authors or owners (`credit` can name them)",
        "ảnh bị xóa tên tác giả hoặc chủ sở hữu (có thể ghi ở `credit`)",
    ),
}
