"""The leaders' week as a table: written by keyboard alone, pasted from Word, published as one."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_no_complaints, assert_nothing_sticks_out
from tests.browser.conftest import Watched
from tests.browser.desk import SAVED, axe, sign_in, sign_out
from tests.browser.test_accessibility import assert_accessible
from tests.serving import LiveServer

__all__ = ["axe"]
DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu")
HOURS = ("7h30", "8 giờ 30’", "10h–11h30", "13h30", "15 giờ 00’ - 16 giờ", "19h00")
WORK = ("Họp giao ban", "Tiếp công dân", "Kiểm tra đê Khe Cát", "Làm việc với xóm Đông",
        "Họp Ban chỉ đạo chuyển đổi số", "Sinh hoạt chi bộ")  # fmt: skip
TIMES = {"7h30": "07:30", "8 giờ 30’": "08:30", "10h–11h30": "10:00–11:30", "13h30": "13:30",
         "15 giờ 00’ - 16 giờ": "15:00–16:00", "19h00": "19:00"}  # fmt: skip
# What Word puts on the clipboard: a day reaches over its rows, each cell holds a paragraph.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {{margin:0cm; font-family:"Times New Roman",serif;}}
--></style></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
{rows}</table><!--EndFragment--></body></html>"""
CELL = """<td width=92{span} valign=top style='width:69.1pt;border:solid windowtext 1.0pt;
mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt'><p class=MsoNormal align=center
style='text-align:center'><b><span lang=EN-US style='font-size:14.0pt'>{words}<o:p></o:p></span>
</b></p></td>"""
COPY = """async (html) => {
  const item = new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }) });
  await navigator.clipboard.write([item]);
}"""


class Entry(NamedTuple):
    """One of a week: which day of it, and what stands in its cells."""

    day: int
    hours: str
    title: str
    place: str


WEEK = [
    Entry(day, hours, f"{work} {day + 1}.{number}", f"Hội trường {number}")
    for day in range(len(DAYS))
    for number, (hours, work) in enumerate(zip(HOURS, WORK, strict=True), 1)
]


def planned(page: Page, server: LiveServer, week: str) -> dict[str, Any]:
    answer: dict[str, Any] = page.request.get(
        f"{server.url}/authoring/v1/calendar/weeks/{week}"
    ).json()
    return answer


def said(page: Page, server: LiveServer, week: str) -> list[tuple[str, str, str, str]]:
    """The day, hours, title and place of each entry, as the API has them."""
    shown = []
    for each in planned(page, server, week)["entries"]:
        content = each["content"]
        hours = "–".join(filter(None, (content["start_time"], content["end_time"])))
        shown.append((content["date"], hours, content["title"], content["location"]))
    return shown


def wanted(week: str) -> list[tuple[str, str, str, str]]:
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return [
        ((monday + timedelta(each.day)).isoformat(), TIMES[each.hours], each.title, each.place)
        for each in WEEK
    ]


def come_to(page: Page, server: LiveServer, week: str) -> Locator:
    """The table of a week, with its first cell focused."""
    page.goto(f"{server.url}/desk/lich/{week}")
    expect(page.get_by_role("grid")).to_be_visible()
    page.locator(".plan__input").focus()
    return page.get_by_role("grid")


def cell(page: Page, row: int, name: str) -> Locator:
    return page.locator("week-grid tbody tr").nth(row).locator(f"[data-cell='{name}']")


def put(page: Page, *words: str) -> None:
    """Type into one cell after the other, then go on below the first."""
    for number, each in enumerate(words):
        page.keyboard.type(each)
        page.keyboard.press("Tab" if number < len(words) - 1 else "Enter")


def test_a_week_of_thirty_entries_is_written_by_keyboard_alone(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W10"
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)

    for number, each in enumerate(WEEK):
        if number and WEEK[number - 1].day != each.day:
            page.keyboard.press("ArrowDown")
        put(page, each.hours, each.title, each.place)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")

    expect(page.get_by_role("button", name="Lùi")).to_be_focused()
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert said(page, server, week) == wanted(week)
    assert_accessible(page)
    assert_no_complaints(watched)


def test_a_table_from_word_is_shown_before_it_is_taken(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W11"
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    other = page.context.new_page()
    other.goto(f"{server.url}/")
    other.evaluate(COPY, WORD.format(rows=word_rows()))
    other.close()

    page.keyboard.press("Control+V")
    dialog = page.get_by_role("dialog", name="Lấy các dòng đã dán")
    expect(dialog).to_contain_text("Sẽ lấy 30 mục")
    expect(dialog.get_by_label("Cột 4: Hội trường 1")).to_have_value("location")
    expect(dialog).to_contain_text("Họp tuần khác")
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    dialog.get_by_role("button", name="Lấy vào lịch").click()

    expect(page.get_by_text("Đã lấy 30 mục.")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert said(page, server, week) == wanted(week)
    assert_no_complaints(watched)


def word_rows() -> str:
    """The week with its heading, and a row of another week below it."""
    rows = ["<tr>" + "".join(CELL.format(span="", words=each) for each in
            ("Ngày", "Thời gian", "Nội dung", "Địa điểm")) + "</tr>"]  # fmt: skip
    for number, each in enumerate(WEEK):
        is_first = not number or WEEK[number - 1].day != each.day
        day = CELL.format(span=f" rowspan={len(HOURS)}", words=DAYS[each.day])
        cells = [CELL.format(span="", words=words) for words in each[1:]]
        rows.append(f"<tr>{day if is_first else ''}{''.join(cells)}</tr>")
    other = [CELL.format(span="", words=words) for words in ("01/01/2029", "8h", "Họp tuần khác")]
    return "".join([*rows, f"<tr>{''.join(other)}</tr>"])


def test_a_week_is_changed_published_and_marked(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W12"
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)
    page.keyboard.press("ArrowRight")
    put(page, "Họp Hội đồng nhân dân")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+d")
    expect(page.get_by_text("Đã chép sang Thứ Ba")).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert_nothing_sticks_out(page)
    hand_over(page, server, names["Publisher"], week)
    publish(page)
    assert [each["goes_out_as"] for each in planned(page, server, week)["entries"]] == [
        "scheduled"
    ] * 2
    hand_over(page, server, names["Editor"], week)
    page.locator("[data-cell='title']", has_text="Họp Hội đồng").nth(1).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(page.get_by_text("Đã đánh dấu hủy.")).to_be_visible()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator("[data-panel]")).to_contain_text(re.compile("Hủy · Thứ Tư"))
    assert_accessible(page)
    page.locator("[data-panel]").get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    hand_over(page, server, names["Publisher"], week)
    publish(page)

    shown = page.request.get(f"{server.url}/v1/calendar/weeks/{week}").json()["days"]
    assert [[each["status"] for each in day["entries"]] for day in shown[:3]] == [
        ["scheduled"], [], ["cancelled"],
    ]  # fmt: skip
    assert watched.policy_reports() == []


def hand_over(page: Page, server: LiveServer, who: tuple[str, str], week: str) -> None:
    """Somebody else sits down before this week."""
    sign_out(page)
    page.wait_for_url("**/desk/vao")
    sign_in(page, server, who)
    come_to(page, server, week)


def publish(page: Page) -> None:
    page.get_by_role("button", name="Đăng cả tuần…").click()
    page.get_by_role("button", name="Đăng cả tuần", exact=True).click()
    expect(page.get_by_text("Lịch tuần đã lên cổng.")).to_be_visible()


def test_a_composed_letter_is_the_first_of_its_cell(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W20"
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)
    page.keyboard.press("ArrowRight")
    keyboard = page.context.new_cdp_session(page)

    for shown in ("d", "đ", "đê"):
        place = {"selectionStart": len(shown), "selectionEnd": len(shown)}
        keyboard.send("Input.imeSetComposition", {"text": shown, **place})
    keyboard.send("Input.insertText", {"text": "đê"})
    page.keyboard.type(" Khe Cát")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" 1")
    page.keyboard.press("Enter")

    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert [row[2] for row in said(page, server, week)] == ["đê Khe Cát 1"]
    assert_accessible(page)
    assert_no_complaints(watched)


def test_two_who_write_one_week_lose_no_word(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W14"
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)
    put(page, "8h", "Họp giao ban")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    read = page.request.get(f"{server.url}/authoring/v1/calendar/weeks/{week}")
    one = read.json()["entries"][0]
    theirs = [{**one["content"], "id": one["id"], "location": "Phòng 1"},
              {"date": one["content"]["date"], "title": "Việc của người khác"}]  # fmt: skip
    headers = {"If-Match": read.headers["etag"], "Origin": server.url}
    page.request.put(read.url, headers=headers, data={"entries": theirs})

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("Họp giao ban đầu tuần")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã ghép hai bản")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert [row[1:] for row in said(page, server, week)] == [
        ("08:00", "Họp giao ban đầu tuần", "Phòng 1"), ("", "Việc của người khác", None),
    ]  # fmt: skip


def test_what_the_network_did_not_take_is_on_this_machine(people, watched: Watched) -> None:
    server, names = people
    page, week = watched.page, "2031-W15"
    sign_in(page, server, names["Editor"])
    come_to(page, server, week)
    page.context.set_offline(True)
    put(page, "chiều", "Đi cơ sở lúc mất mạng")
    expect(page.locator("[data-saved]")).to_contain_text("Đã giữ trên máy này")

    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text(SAVED)

    assert [row[1:3] for row in said(page, server, week)] == [("", "Đi cơ sở lúc mất mạng")]


def test_last_week_is_copied_but_for_holidays(people, watched: Watched) -> None:
    server, names = people
    page = watched.page
    sign_in(page, server, names["Editor"])
    come_to(page, server, "2031-W17")
    page.keyboard.press("ArrowRight")
    put(page, "Giao ban tháng")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    put(page, "Kiểm tra chợ")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)

    come_to(page, server, "2031-W18")
    expect(page.locator("#day-2031-04-30")).to_contain_text("Ngày Chiến thắng")
    page.get_by_role("button", name="Chép lịch tuần trước").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kiểm tra chợ (30/04/2031): ngày nghỉ")
    assert_accessible(page)
    dialog.get_by_role("button").click()
    expect(page.get_by_role("grid")).to_contain_text("Giao ban tháng")
    printed = page.pdf(prefer_css_page_size=True)
    (sheet,) = re.findall(rb"/MediaBox ?\[(.*?)\]", printed)
    assert [round(float(each)) for each in sheet.split()] == [0, 0, 842, 595]
