"""A month of an invented commune, sixty articles as the export of an old portal leaves them.

`python -m tests.api.bundles.old_portal FOLDER` writes it, to be imported by hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.api.media import documents, old_samples, samples

COUNT = 60
SITE = {
    "slug": "dong-khe",
    "name": "Xã Đông Khê",
    "phone": "0238 3000 456",
    "old_base_url": "http://dongkhe.example.vn/",
}
CATEGORIES = [{"key": "11", "name": "Tin tức"}, {"key": "12", "name": "Kinh tế &amp; Xã hội"}]
_TOPICS = (
    "Hội Phụ nữ gói bánh tặng hộ nghèo",
    "Ra quân làm sạch kênh Khe Giữa",
    "Tập huấn trồng ngô vụ đông",
    "Khai giảng lớp xóa mù chữ xóm 4",
    "Họp dân bàn mở đường xóm 7",
    "Trạm y tế tiêm vắc-xin cho trẻ",
)
_VIDEO = '<iframe src="https://www.youtube.com/embed/dongkhe01" width="560"></iframe>'
_PHOTO = (
    '<img class="lazy" src="data:image/gif;base64,R0" data-src="media/anh.jpg" alt="Anh-tin-bai">'
)
_WORD = (
    '<p class="MsoNormal" style="margin:0"><o:p></o:p><b><span style="font-family:Times">Kế hoạch'
    '</span></b> <del cite="mailto:vp" datetime="2024-05-02">120 triệu</del> đã duyệt.</p>'
)
_TABLE = "<table><tr><td>Xóm 1</td></tr><tr style='display:none'><td>Nháp: 7 hộ</td></tr></table>"
# What stands in a few of the articles besides, by number.
ODD: dict[int, dict[str, Any]] = {
    4: {"title": "Th«ng b¸o lÞch tiÕp c«ng d©n th¸ng 5"},
    8: {"title": "Nông dân &amp; Phụ nữ &#8211; thi đua"},
    13: {"attachments": [{"file": "media/bieu-mau.doc", "name": "Biểu mẫu số 13/BM-UBND"}]},
    17: {"lead": "Ông Hà (CCCD 038090001234) gọi 0912 345 678 để nhận quà."},
    21: {"attachments": [{"file": "/Uploads/quyet-dinh.pdf?v=2"}]},
    29: {"cover": {"file": "media/anh.jpg", "alt": "anh.jpg"}},
    35: {"lead": None, "byline": None},
}
BROKEN: dict[int, dict[str, Any]] = {
    6: {"published_at": "06/05/2024 08:00"},
    19: {"cover": {"file": "media/mat.jpg", "alt": "Cầu treo"}},
    26: {"attachments": [{"file": "media/bang-ke.xls"}]},
    41: {"old_urls": ["/?tabid=77&id=40"]},
    52: {"category": "99"},
}
NEVER_CAME = [f"articles.jsonl:{n}: {said}" for n, said in (
    (6, "/published_at: Not a valid time with an offset, such as 2024-05-06T00:00:00+07:00."),
    (19, "/cover: there is no file “media/mat.jpg” in the bundle"),
    (26, "/attachments: “media/bang-ke.xls”: The file is a web page, whatever its name says."),
    (41, "/old_urls: “/?tabid=77&id=40” stands in line 40 already"),
    (52, "/category: there is no category with the key “99”"),
)]  # fmt: skip


def old_address(number: int) -> str:
    """Where the former portal had an article: its program was changed within the month."""
    if number <= COUNT // 2 or number in (40, 41):
        return f"/?tabid=77&id={number}"
    return f"/2024/05/bai-{number}/" if number % 2 else f"/Default.aspx?ItemID={number}&l=TinTuc"


def article(number: int) -> dict[str, Any]:
    """One line, as it came."""
    day = 1 + number % 28
    line = {
        "key": str(number),
        "title": f"{_TOPICS[number % len(_TOPICS)]} (tuần {1 + number // 7})",
        "published_at": f"2024-05-{day:02}T08:{number % 60:02}:00+07:00",
        "category": "11" if number % 3 else "12",
        "old_urls": [old_address(number)],
        "body_html": body(number),
    }
    return {**line, **ODD.get(number, {}), **BROKEN.get(number, {})}


def body(number: int) -> str:
    """A text with what editors of six years have left in it."""
    parts = [
        f'<p><font color="red">Ngày {1 + number % 28}/5, bà con xóm {1 + number % 9} dự.</font></p>'
    ]
    parts += [_WORD] * (number % 6 == 0) + [_PHOTO] * (number % 5 == 0)
    parts += [_VIDEO] * (number % 10 == 1) + [_TABLE] * (number % 15 == 2)
    parts += ['<p>Tải <a href="media/quyet-dinh.pdf">quyết định</a>.</p>'] * (number % 12 == 3)
    parts += [f'<p>Xem <a href="{old_address(number - 1)}">tin trước</a>.</p>'] * (number % 4 == 2)
    parts += ['<p><a href="javascript:history.back()">Trở về</a></p>'] * (number % 20 == 9)
    parts += ["<h5>Nơi nhận</h5><frameset><frame src='menu.htm'></frameset>"] * (number % 25 == 7)
    return "".join(parts)


def write(folder: Path) -> Path:
    """The bundle as a folder."""
    media = folder / "media"
    media.mkdir(parents=True)
    (folder / "Uploads").mkdir()
    (media / "anh.jpg").write_bytes(samples.encoded(samples.picture(), "JPEG"))
    (media / "bieu-mau.doc").write_bytes(old_samples.DOC)
    (media / "bang-ke.xls").write_bytes(old_samples.PAGE)
    for name in (media / "quyet-dinh.pdf", folder / "Uploads" / "quyet-dinh.pdf"):
        name.write_bytes(documents.text_pdf(b"Quyet dinh so 12"))
    (folder / "site.json").write_text(json.dumps(SITE))
    for name, rows in (("categories", CATEGORIES), ("articles", map(article, range(1, COUNT + 1)))):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines)
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
