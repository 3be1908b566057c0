"""The map and the figures of the demo commune as pictures, lettered large enough for a phone."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.light import air, faint, words
from demo.shapes import INK, RED, WHITE, at, disc, flag, path, poly, rect, scene, tree

PAPER, NAVY = "#fbf8f0", "#1d3557"
SPENT = (("Xây dựng", 14.2, "#2b6f8f"), ("Giáo dục", 9.8, "#3f8f6b"),
         ("Hành chính", 6.1, "#d08a2e"), ("Xã hội, y tế", 4.3, "#b5533c"),
         ("Việc khác", 2.5, "#7a4f86"))
LEVELS = (2.1, 2.3, 2.9, 3.8, 4.6, 5.3, 5.9, 6.3, 6.42, 6.1, 5.6, 5.0, 4.5, 4.0, 3.6, 3.3, 3.1,
          2.9, 2.8, 2.7, 2.6)
ALARM = 5.5


def commune_map() -> str:
    """The three former communes along the river, with what people look for."""
    def place(x: float, y: float, text: str, anchor: str = "start") -> str:
        shift = 24 if anchor == "start" else -24
        return scene(disc(x, y, 13, WHITE), disc(x, y, 9, RED),
                     words(x + shift, y + 10, text, 27, INK, anchor))

    def title(x: float, y: float, name: str, hamlets: str, fill: str) -> str:
        return words(x, y, name, 42, fill) + words(x, y + 38, hamlets, 25, fill)
    edge = ("M120 250 Q220 90 430 96 Q600 60 760 110 Q960 90 1120 190 Q1230 300 1180 440 "
            "Q1200 600 1040 690 Q860 760 660 716 Q430 760 250 660 Q90 560 120 420 Z")
    river = "M452 84 Q430 250 560 330 T720 500 T1010 620 T1240 700"
    return scene(
        rect(0, 0, 1280, 800, "#e9efe6"), path(edge, "#cfe3b4", "#8a9a7a", 5),
        '<clipPath id="commune"><path d="', edge, '"/></clipPath><g clip-path="url(#commune)">',
        poly([(60, 60), (470, 60), (470, 240), (560, 330), (420, 430), (60, 520)], "#b7d6a4"),
        poly([(60, 520), (420, 430), (560, 330), (720, 500), (760, 560), (1010, 620),
              (1280, 720), (1280, 800), (60, 800)], "#f3dfa2"),
        poly([(470, 60), (1280, 60), (1280, 720), (1010, 620), (760, 560), (720, 500), (560, 330),
              (470, 240)], "#f1c9a8"), "</g>", path(edge, stroke="#7d8a70", width=5),
        path(river, stroke="#f4fbfd", width=38), path(river, stroke="#5fa9cf", width=28),
        path("M180 560 Q420 540 600 500 T930 330 T1160 300", stroke=WHITE, width=15),
        path("M180 560 Q420 540 600 500 T930 330 T1160 300", stroke="#c58a4a", width=8),
        *(tree(x, y, s, "#6a9f60") for x, y, s in ((190, 240, 0.34), (236, 222, 0.4),
          (290, 236, 0.36), (360, 190, 0.36), (410, 170, 0.3), (250, 180, 0.3))),
        path("M226 350 q30 -26 66 0 q26 24 -8 36 q-52 12 -58 -36", "#5fa9cf"),
        words(318, 376, "Hồ Khe Mơ", 27, NAVY, "start"),
        title(300, 446, "YÊN THƯỢNG", "xóm 9 – 13", "#2f6339"),
        title(360, 640, "YÊN HẠ", "xóm 1 – 5", "#7a5414"),
        title(900, 210, "HÒA LẠC", "xóm 6, 7, 8, Cửa Sông", "#7d3f1f"),
        place(600, 500, "Trụ sở xã", "end"), place(702, 462, "Cầu Đá"),
        place(556, 590, "Chợ Yên Hạ"), place(930, 330, "Chợ Hòa Lạc"),
        place(500, 290, "Đình Yên Thượng", "end"), disc(1060, 634, 13, WHITE),
        disc(1060, 634, 9, RED), words(1030, 682, "Bến Cửa Sông", 27, INK, "end"),
        at(600, 490, 0.34, flag(0, 0, 1)), words(890, 552, "sông Hòa", 27, "#2b6f9a", "start"),
        rect(40, 34, 330, 62, NAVY, 10), words(205, 76, "XÃ YÊN HÒA", 36, WHITE),
        at(1206, 90, 1, poly([(0, -46), (20, 30), (0, 16), (-20, 30)], NAVY),
           words(0, 66, "B", 30, NAVY)),
    )


def budget_chart() -> str:
    """What nine months cost, by field."""
    def bar(i: int, name: str, amount: float, fill: str) -> str:
        y, width = 214 + i * 112, amount / 15 * 760
        return scene(words(326, y + 52, name, 33, INK, "end"), rect(350, y, 760, 78, "#efe9da", 8),
                     rect(350, y, width, 78, fill, 8),
                     words(366 + width, y + 53, f"{amount:.1f}".replace(".", ","), 38, INK,
                           "start"))
    total = sum(amount for _, amount, _ in SPENT)
    return scene(
        rect(0, 0, 1280, 800, PAPER), rect(0, 0, 16, 800, RED),
        words(64, 84, "Chi ngân sách xã Yên Hòa", 50, NAVY, "start"),
        words(64, 146, f"Chín tháng năm 2026: {total:.1f} tỷ đồng".replace(".", ","), 36, INK,
              "start"),
        *(bar(i, *row) for i, row in enumerate(SPENT)),
        words(1216, 780, "Đơn vị: tỷ đồng", 26, "#6b665a", "end"),
    )


def water_chart() -> str:
    """The level of the river over five days, with its peak and the third alarm."""
    def height(level: float) -> float:
        return 690 - (level - 2) * 108
    points = [(150 + i * 52, height(level)) for i, level in enumerate(LEVELS)]
    line = "M" + " L".join(f"{x} {y:.0f}" for x, y in points)
    peak = points[LEVELS.index(max(LEVELS))]
    return scene(
        air("#eef5f8", PAPER), rect(0, 0, 16, 800, "#2b6f9a"),
        words(64, 80, "Mực nước sông Hòa tại cầu Đá", 48, NAVY, "start"),
        words(64, 132, "25/9 – 30/9/2026, mét", 32, INK, "start"),
        *(rect(150, height(level) - 1, 1060, 3, "#cfd8da") + words(128, height(level) + 11,
          str(level), 30, INK, "end") for level in (2, 3, 4, 5, 6)),
        faint(0.28, path(f"{line} L{points[-1][0]} 690 L150 690 Z", "#2b6f9a")),
        path(f"M150 {height(ALARM):.0f} H1210", stroke=RED, width=5),
        words(1206, height(ALARM) - 16, "Báo động 3: 5,5 m", 30, RED, "end"),
        path(line, stroke="#2b6f9a", width=10), disc(*peak, 17, WHITE), disc(*peak, 12, RED),
        rect(peak[0] - 300, peak[1] - 54, 268, 60, RED, 10),
        words(peak[0] - 166, peak[1] - 12, "6,42 m, 27/9", 34, WHITE),
        *(words(150 + i * 208, 738, f"{25 + i}/9", 32, INK) for i in range(6)),
        words(1216, 786, "Nguồn: trạm đo cầu Đá", 26, "#6b665a", "end"),
    )


SCENES: dict[str, Callable[[], str]] = {
    "ban-do-xa.png": commune_map,
    "bieu-do-ngan-sach.png": budget_chart,
    "bieu-do-muc-nuoc.png": water_chart,
}
