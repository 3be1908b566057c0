"""The attached papers of the demo bundle as pages that a browser prints. Knows no picture."""

from collections.abc import Callable, Iterable

# One family in one weight, and few cells: in a small PDF the fonts and the marks that tell a
# screen reader what is a cell weigh more than the text.
STYLE = """
@page { size: A4; margin: 18mm 16mm 16mm 22mm; }
body { margin: 0; font: 11.5pt/1.5 "DejaVu Serif", serif; }
header { display: flex; justify-content: space-between; text-align: center; }
h1 { margin: 20pt 0 6pt; font-size: 13pt; font-weight: 400; text-align: center; }
table { width: 100%; border-collapse: collapse; margin: 10pt 0; font-size: 10.5pt; }
th, td { border: 0.6pt solid #333; padding: 3pt 5pt; font-weight: 400; text-align: left; }
footer { margin-top: 18pt; text-align: center; margin-left: 50%; }
p { margin: 6pt 0; }
"""
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập – Tự do – Hạnh phúc"
BLANK = "." * 58


def parcels() -> str:
    """The list of parcels whose papers are shown to the public; it names no owner."""
    found = ((12, 41, 312, 8), (12, 42, 287, 8), (12, 57, 404, 8), (12, 58, 198, 8),
             (13, 6, 520, 8), (13, 9, 266, 8), (13, 10, 341, 8), (13, 22, 418, 8),
             (13, 31, 295, 8), (17, 3, 610, 9), (17, 4, 233, 9), (17, 18, 376, 9),
             (18, 7, 452, 9), (18, 11, 309, 9))  # fmt: skip
    rows = [(f"Tờ {sheet}, thửa {number}", area, f"Xóm {hamlet}")
            for sheet, number, area, hamlet in found]  # fmt: skip
    head = ("Thửa đất", "Diện tích (m²)", "Địa chỉ")
    total = sum(parcel[2] for parcel in found)
    return paper(
        "27/TB-UBND",
        "DANH SÁCH 14 THỬA ĐẤT NIÊM YẾT CÔNG KHAI",
        "<p>Kèm theo Thông báo số 27/TB-UBND về kết quả kiểm tra hồ sơ đăng ký đất đai lần"
        " đầu. Ý kiến khác xin gửi về quầy số 3, bộ phận một cửa.</p>"
        "<p>Kết quả kiểm tra: cả 14 thửa đủ điều kiện.</p>",
        table(head, rows),
        f"<p>Tổng diện tích: {total:,} m².</p>".replace(",", "."),
    )


def roads() -> str:
    """The draft list of roads to build next."""
    found = (
        ("Xóm 9 – khu rau", "1,0", "3,5 m"), ("Xóm 10 – khu rau", "0,7", "3,5 m"),
        ("Xóm 12 – Khe Cát", "1,4", "5,0 m"), ("Xóm 13 – trạm bơm", "0,6", "3,0 m"),
        ("Xóm 1 – bến đò", "0,9", "3,5 m"), ("Xóm Cửa Sông – đê", "1,2", "4,0 m"),
        ("Xóm 3 – Trường Tiểu học số 1", "0,5", "5,0 m"), ("Xóm 6 – đình làng", "0,8", "3,0 m"),
        ("Xóm 7 – nghĩa trang", "1,1", "3,5 m"), ("Xóm 4 – chợ Yên Hạ", "0,4", "5,0 m"),
        ("Xóm 11 – nhà văn hóa", "1,0", "3,5 m"),
    )  # fmt: skip
    rows = [(f"{i}. {road}", length, width) for i, (road, length, width) in enumerate(found, 1)]
    head = ("Tuyến, theo thứ tự ưu tiên", "Dài (km)", "Rộng")
    return paper(
        "30/TB-UBND",
        "DỰ THẢO DANH MỤC 11 TUYẾN ĐƯỜNG ƯU TIÊN",
        "<p>Kèm theo Thông báo số 30/TB-UBND. Thứ tự dưới đây là đề xuất ban đầu, sẽ đổi theo ý"
        " kiến của nhân dân và nguồn vốn từng năm.</p>",
        table(head, rows),
        "<p>Tổng chiều dài: 9,6 km. Đề nghị mỗi xóm ghi rõ điểm cần cống thoát nước và những chỗ"
        " phải dời cột điện.</p>",
    )


def enrolment() -> str:
    """The form by which one enrols for the evening class."""
    asked = ("Họ và tên", "Năm sinh", "Xóm", "Điện thoại (nếu có)")
    wishes = ("Học nộp hồ sơ trên Cổng dịch vụ công", "Học trả tiền điện, nước bằng điện thoại",
              "Học nhận ra tin giả, cuộc gọi lừa đảo", "Học gọi video cho con cháu",
              "Tôi chưa có điện thoại thông minh, xin mượn máy trong giờ học")  # fmt: skip
    return paper(
        "26/TB-UBND",
        "PHIẾU ĐĂNG KÝ LỚP BÌNH DÂN HỌC VỤ SỐ KHÓA 4",
        *(f"<p>{each}: {BLANK}</p>" for each in asked),
        "<p>Tôi muốn (đánh dấu × vào ô):</p>",
        *(f"<p>[&nbsp;&nbsp;&nbsp;] {each}</p>" for each in wishes),
        "<p>Phiếu chỉ dùng để xếp lớp và được hủy khi khóa học kết thúc.</p>",
        closing="Người đăng ký<br>(ký, ghi rõ họ tên)",
    )


def budget() -> str:
    """What the commune took in and spent in nine months, with the larger items by name."""
    found = (
        ("Thu trên địa bàn", "9.400", "8.100"), ("Thu bổ sung từ ngân sách tỉnh", "38.600",
        "30.700"),
        ("Nhân dân đóng góp", "3.400", "2.800"), ("TỔNG THU", "51.400", "41.600"),
        ("Đường ngang xóm 8 – cầu Đá", "5.600", "5.100"),
        ("Bể lọc và tháp nước Khe Mơ", "4.900", "4.600"),
        ("Sáu phòng học Trường Tiểu học số 2", "3.700", "3.300"),
        ("Các công trình khác", "5.300", "1.200"), ("Giáo dục", "13.000", "9.800"),
        ("Hành chính", "8.400", "6.100"), ("Xã hội, y tế", "6.200", "4.300"),
        ("Dự phòng: bão, lũ tháng 9", "800", "640"), ("Việc khác", "3.500", "1.860"),
        ("TỔNG CHI", "51.400", "36.900"),
    )  # fmt: skip
    return paper(
        "25/TB-UBND",
        "CÔNG KHAI NGÂN SÁCH XÃ CHÍN THÁNG NĂM 2026",
        "<p>Số liệu đến hết ngày 30/9/2026, đơn vị triệu đồng. Ai cần xem chứng từ xin đăng ký"
        " tại quầy hướng dẫn, bộ phận một cửa.</p>",
        table(("Khoản", "Dự toán năm", "Chín tháng"), found),
    )


def sowing_calendar() -> str:
    """When what is sown and picked this winter."""
    found = (
        ("Ngô lấy thân", "20/9 – 5/10", "10/12 – 25/12", "Ruộng vàn cao"),
        ("Khoai lang", "25/9 – 15/10", "10/1 – 30/1", "Đất cát pha xóm 1, 2, Cửa Sông"),
        ("Cải bắp, su hào", "1/10 – 25/10", "15/12 – 20/1", "Khu rau xóm 9, xóm 10"),
        ("Cà chua", "5/10 – 20/10", "20/12 – 10/2", "Nhà màng và ruộng vàn"),
        ("Hành, tỏi", "10/10 – 30/10", "15/1 – 10/2", "Ruộng vàn"),
        ("Rau ăn lá", "Gieo nhiều lứa", "Sau 28 – 35 ngày", "Không gieo ruộng trũng"),
    )
    return paper(
        "14/LTV-HTX",
        "LỊCH THỜI VỤ VỤ ĐÔNG 2026",
        "<p>Hợp tác xã dịch vụ nông nghiệp Yên Hòa lập, thống nhất với trưởng 14 xóm.</p>",
        table(("Cây", "Gieo, trồng", "Thu hoạch", "Nơi trồng"), found),
        "<p>Gặp mưa lớn trong tuần đầu, xin báo tổ thủy nông để tiêu nước trước khi gieo lại.</p>",
        closing="Chủ nhiệm hợp tác xã<br>(đã ký)",
    )


def fertilizer() -> str:
    """How much of what a sào of 500 m² needs."""
    found = (
        ("Ngô lấy thân", "400", "20", "9", "6"), ("Khoai lang", "400", "15", "4", "8"),
        ("Cải bắp, su hào", "600", "20", "10", "8"), ("Cà chua", "700", "25", "11", "11"),
        ("Rau ăn lá", "500", "10", "5", "3"),
    )  # fmt: skip
    return paper(
        "15/HD-HTX",
        "ĐỊNH MỨC PHÂN BÓN CHO MỘT SÀO (500 m²)",
        "<p>Đơn vị: ki-lô-gam. Ruộng sau lũ bón thêm 20 – 25 kg vôi trước khi lên luống.</p>",
        table(("Cây", "Phân ủ", "Lân", "Đạm", "Kali"), found),
        "<p>Dừng bón đạm ít nhất 10 ngày trước khi hái. Ghi ngày bón vào sổ đồng ruộng.</p>",
        closing="Chủ nhiệm hợp tác xã<br>(đã ký)",
    )


def paper(
    number: str, title: str, *parts: str, closing: str = "TM. ỦY BAN NHÂN DÂN<br>(đã ký)"
) -> str:
    """A sheet with the heads that an office's paper has (Decree 30/2020/ND-CP, annex I)."""
    heads = f"<div>ỦY BAN NHÂN DÂN<br>XÃ YÊN HÒA<br>Số: {number}</div><div>{MOTTO}</div>"
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style><header>{heads}</header><h1>{title}</h1>{''.join(parts)}"
        f"<footer>{closing}</footer></html>"
    )


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A ruled table."""
    first = "".join(f'<th scope="col">{each}</th>' for each in head)
    others = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{first}</tr></thead><tbody>{others}</tbody></table>"


PAPERS: dict[str, Callable[[], str]] = {
    "danh-sach-14-thua-dat.pdf": parcels,
    "du-thao-danh-muc-tuyen-duong.pdf": roads,
    "phieu-dang-ky-lop-hoc-so.pdf": enrolment,
    "cong-khai-ngan-sach-quy-3.pdf": budget,
    "lich-thoi-vu-vu-dong.pdf": sowing_calendar,
    "dinh-muc-phan-bon.pdf": fertilizer,
}
