"""Scenes of people who gather, seen from behind: each a table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.light import air, ball, faint, glow, oval, shadow, soft, turned, veil, words
from demo.place_scenes import banyan, old_hall
from demo.shapes import (
    GOLD,
    INK,
    RED,
    SKIN,
    WHITE,
    WIDTH,
    at,
    disc,
    flag,
    path,
    pennants,
    poly,
    rect,
    ridge,
    scene,
    star,
)

BLACK, GREY, SILVER = "#2c2523", "#8d8781", "#cfcac4"


def back(x: float, y: float, s: float, shirt: str, hair: str, hat: bool = False) -> str:
    """Head and shoulders from behind, cut at y; grey hair is worn in a bun."""
    shoulders = path("M-128 0 Q-134 -120 -70 -142 Q0 -164 70 -142 Q134 -120 128 0 Z", shirt)
    shade = path("M20 -152 Q134 -120 128 0 H70 Q96 -90 20 -152", "#0002")
    ears = disc(-54, -212, 12, SKIN) + disc(54, -212, 12, SKIN)
    head = rect(-24, -190, 48, 50, SKIN, 14) + ears + oval(0, -226, 55, 60, hair)
    bun = oval(0, -214, 24, 20, "#0001") if hair != BLACK else ""
    cone = poly([(-118, -222), (0, -316), (118, -222)], "#ead9a8") + faint(0.4, poly([(0, -316),
           (118, -222), (40, -222)], "#b99f5e")) + oval(0, -222, 118, 16, "#d8c48c")
    return at(x, y, s, shoulders, shade, head, bun, cone if hat else "")


def evening_class() -> str:
    """The evening class from behind: heads turned to a bright screen, night in the windows."""
    def pane(x: float) -> str:
        return scene(veil(x, 110, 150, 220, "#16224a", "#3a3f70"), rect(x + 70, 110, 10, 220,
                     "#c9b18b"), rect(x - 10, 100, 170, 12, "#c9b18b"), rect(x - 10, 328, 170, 14,
                     "#c9b18b"), *(disc(x + 20 + i * 47 % 120, 130 + i * 61 % 150, 2, WHITE)
                                   for i in range(6)))
    steps = ((0, "1", "Mở máy", GOLD), (78, "2", "Chọn việc", "#7cc0a2"),
             (156, "3", "Chụp giấy tờ", "#f09a6a"), (234, "4", "Bấm gửi", "#8fb6e8"))
    screen = scene(rect(330, 70, 620, 380, "#e8f1ee", 10), rect(346, 86, 588, 348, "#f8fcfb", 6),
                   rect(400, 112, 168, 300, "#22344f", 22), rect(412, 134, 144, 250, WHITE, 8),
                   disc(484, 206, 38, "#3f8f6b"), path("M466 206 l14 16 l24 -32", stroke=WHITE,
                   width=10), rect(434, 268, 100, 18, GOLD, 9), rect(434, 300, 100, 18, "#c9d8d3",
                   9), rect(434, 332, 100, 18, "#c9d8d3", 9),
                   *(disc(640, 142 + y, 26, fill) + words(640, 153 + y, number, 30, WHITE)
                     + words(684, 154 + y, text, 33, INK, "start") for y, number, text,
                     fill in steps))
    far = ((170, "#8f4a5a", GREY), (350, "#3f6f8f", BLACK), (530, "#6f5a8a", SILVER),
           (720, "#3f7a62", BLACK), (900, "#9a5a3c", GREY), (1090, "#4a5f8a", SILVER))
    near = ((90, "#5a4a6f", SILVER), (370, "#8a4038", GREY), (650, "#2f6f78", BLACK),
            (930, "#7a5a3c", SILVER), (1200, "#3f5f8f", GREY))
    return scene(
        air("#7a5c45", "#4f3a30"), pane(90), pane(1040), glow(640, 260, 620, "#fff4d8", 0.55),
        rect(560, 22, 160, 40, RED, 4), star(640, 42, 15), screen, rect(0, 560, WIDTH, 240,
        "#3c2a24"), glow(640, 600, 520, "#ffe2b0", 0.35),
        *(rect(x - 66, 520, 132, 90, "#5f3f2c", 10) for x, _, _ in far),
        *(back(x, 640, 0.72, shirt, hair) for x, shirt, hair in far),
        *(back(x, 830, 1.08, shirt, hair) for x, shirt, hair in near),
    )


def at_the_counter() -> str:
    """Three people at the one-stop counter, seen from behind in the morning light."""
    def place(x: float, number: str) -> str:
        return at(x, 470, 1, rect(-190, -330, 380, 190, "#d9eef2cc", 6), rect(-196, -330, 12, 330,
                  "#8fa9ae"), rect(184, -330, 12, 330, "#8fa9ae"), rect(-52, -420, 104, 76,
                  "#1f5f6b", 10), words(0, -360, number, 58, WHITE), rect(-120, -118, 130, 92,
                  "#33424c", 8), rect(-110, -108, 110, 70, "#8fd0d8", 4), rect(-66, -28, 22, 28,
                  "#33424c"), rect(60, -26, 84, 26, "#f3ead2", 3), rect(66, -34, 72, 8, "#e3d7b8"))
    return scene(
        air("#f6efdf", "#e6d8bd"), rect(0, 0, WIDTH, 30, "#b3262a"),
        *(rect(x, 30, 6, 440, "#e0d2b4") for x in range(60, 1280, 210)),
        place(250, "1"), place(640, "2"), place(1030, "3"),
        at(838, 470, 0.7, rect(-34, -56, 68, 58, "#b5653f", 8), *(path(f"M0 -54 q{x} -50 {x * 1.5} "
        "-108", stroke="#3f8446", width=14) for x in (-40, -14, 12, 40))),
        rect(0, 466, WIDTH, 34, "#8a5a36"), air("#c48f5c", "#a8734a", y=500, h=300),
        *(rect(x, 530, 300, 240, "#0000000f", 10) for x in (100, 490, 880)), faint(0.3, soft(8,
        *(poly([(x, 30), (x + 150, 30), (x - 120, 800), (x - 380, 800)], "#fff3c4")
          for x in (760, 1010, 1240)))), back(250, 830, 1.5, "#7a4f86", BLACK),
        back(660, 840, 1.42, "#2f6f78", SILVER), back(1050, 830, 1.5, "#b5653f", BLACK, hat=True),
    )


def ticket_machine() -> str:
    """An old woman and a volunteer in blue before the ticket machine."""
    labels = (("Hộ tịch", "#d9a82e"), ("Đất đai", "#3f8f6b"), ("Chính sách", "#c9652c"),
              ("Kinh doanh", "#2b6f9a"))
    kiosk = scene(
        shadow(0, 356, 190), rect(-170, -400, 340, 750, "#2f6f78", 30), rect(-170, -400, 60, 750,
        "#3f8590", 26), rect(-136, -366, 272, 380, "#123038", 14), rect(-126, -356, 252, 360,
        "#eaf6f5", 8), words(0, -308, "Mời chọn việc", 30, INK),
        *(rect(-108, -284 + i * 68, 216, 56, fill, 12) + words(0, -245 + i * 68, text, 29, WHITE)
          for i, (text, fill) in enumerate(labels)),
        rect(-80, 60, 160, 20, INK, 8), rect(-54, 70, 108, 120, WHITE), words(0, 120, "A 047", 30,
        INK), rect(-36, 138, 72, 7, "#b9c6cc"), rect(-36, 156, 72, 7, "#b9c6cc"),
    )
    seats = (at(x, 560, 1, rect(-52, -80, 104, 76, "#5f8fc0", 12), rect(-58, 4, 116, 20, "#3f6fa0",
             8), rect(-40, 24, 9, 50, INK), rect(31, 24, 9, 50, INK)) for x in (90, 220, 1060,
             1190))
    return scene(
        air("#f5ecd9", "#e6d6b6", h=610), air("#cdb38a", "#b5986c", y=606, h=194),
        rect(930, 110, 270, 190, WHITE, 8), *(rect(956, y, w, 18, "#c9d8d3", 8)
        for y, w in ((140, 210), (176, 160), (212, 200), (248, 120))), rect(80, 90, 300, 250,
        "#cfeaf4", 4), ball(150, 330, 70, "#9bc98a", "#5d9a58"), rect(68, 78, 324, 14, WHITE),
        rect(68, 338, 324, 76, "#eee2c6"), rect(224, 90, 12, 250, WHITE), *seats,
        at(640, 430, 1, kiosk), back(400, 850, 1.4, "#8f6a86", SILVER), back(880, 850, 1.55,
        "#2b5fa8", BLACK), path("M800 690 Q770 600 716 508", stroke="#2b5fa8", width=54),
        path("M722 520 L704 490", stroke=SKIN, width=34), disc(700, 478, 22, SKIN),
    )


def vaccine_tray() -> str:
    """A cold box, vials, a syringe, the child's book and a bear on the table of the station."""
    vial = scene(rect(-22, -70, 44, 70, "#dff2f8", 8), rect(-22, -44, 44, 30, WHITE), rect(-22, -36,
                 44, 8, "#3a9d8f"), rect(-14, -88, 28, 20, "#b9c4ca", 4))
    syringe = scene(rect(-150, -18, 210, 36, "#e3f4f9", 8), rect(-20, -18, 80, 36, "#8fd0e0", 8),
                    rect(-176, -28, 12, 56, "#b9c4ca", 4), rect(-230, -6, 60, 12, "#b9c4ca"),
                    rect(-238, -22, 10, 44, "#b9c4ca", 4), rect(60, -8, 26, 16, "#5f8fb0"),
                    rect(86, -2, 90, 4, "#7d8a92"), *(rect(-130 + i * 26, -16, 3, 14, "#5f7a86")
                                                      for i in range(7)))
    bear = scene(ball(0, -80, 92, "#d9a066", "#a8703c"), ball(-62, -232, 32, "#d9a066", "#a8703c"),
                 ball(62, -232, 32, "#d9a066", "#a8703c"), ball(0, -190, 78, "#e0aa70", "#b57a44"),
                 oval(0, -168, 36, 28, "#f3dcb8"), oval(0, -180, 12, 9, INK), disc(-28, -204, 8,
                 INK),
                 disc(28, -204, 8, INK), path("M-12 -158 q12 10 24 0", stroke=INK, width=4),
                 oval(0, -70, 48, 54, "#f3dcb8"), ball(-84, -80, 34, "#d9a066", "#a8703c"),
                 ball(84, -80, 34, "#d9a066", "#a8703c"), ball(-56, -10, 40, "#d9a066", "#a8703c"),
                 ball(56, -10, 40, "#d9a066", "#a8703c"))
    box = scene(rect(-170, -210, 340, 210, "#2b7fb0", 18), rect(-170, -210, 60, 210, "#4a9fd0", 18),
                poly([(-170, -210), (170, -210), (200, -330), (-140, -330)], "#d9ecf5"),
                rect(-160, -222, 320, 26, "#e9f5fa", 6), rect(-26, -150, 52, 110, WHITE, 4),
                rect(-56, -120, 112, 50, WHITE, 4))
    return scene(
        air("#e9f5f2", "#cfe6df", h=540), rect(800, 60, 360, 270, "#f7fbfa", 8),
        rect(820, 80, 320, 230, "#d9efe9", 4), words(980, 150, "TIÊM CHỦNG", 40, "#2f7a6c"),
        *(rect(860, y, w, 14, "#8fc4b8", 7) for y, w in ((190, 240), (222, 190), (254, 220))),
        rect(120, 70, 340, 270, "#c9ecf4"), ball(210, 340, 70, "#9bc98a", "#5d9a58"), rect(108, 58,
        364, 14, WHITE), rect(108, 336, 364, 74, "#dcede7"), rect(284, 70, 12, 270, WHITE),
        air("#f4f7f6", "#cfdad7", y=520, h=280), shadow(330, 656, 200), at(330, 640, 1, box),
        *(at(x, 434, 0.9, vial) for x in (240, 300, 360, 420)), shadow(1010, 662, 130),
        at(1010, 650, 1.05, bear), soft(8, oval(660, 740, 250, 20, "#0004")), oval(660, 716, 260,
        44,
        "#b9c8cc"), oval(660, 708, 250, 38, "#dfe8ea"), at(640, 700, 1, syringe),
        *(at(x, 716, 0.8, vial) for x in (800, 846)), shadow(1110, 780, 130, 12), turned(-6, 1100,
        730, rect(980, 680, 250, 96, "#e0708f", 8), words(1104, 738, "SỔ TIÊM", 34, WHITE)),
    )


def opening_drum() -> str:
    """The great drum before the communal house at the dawn of the festival."""
    drum = scene(
        shadow(0, 190, 260),
        path("M-150 30 L-210 190 M150 30 L210 190 M-90 90 L110 190 M90 90 L-110 "
        "190", stroke="#6b3a1e", width=24), rect(-210, 150, 420, 22, "#7a4522", 8),
        path("M-180 -150 Q-240 -30 -180 90 H180 Q240 -30 180 -150 Z", "#b3262a"),
        path("M-180 -150 Q-240 -30 -180 90 H-110 Q-160 -30 -110 -150 Z", "#d9423f"),
        path("M-196 -118 Q0 -60 196 -118 M-196 60 Q0 118 196 60", stroke=GOLD, width=12),
        *(disc(x, -88 + abs(x) * -0.14 + 14, 7, GOLD) for x in range(-160, 161, 40)),
        oval(0, -150, 182, 58, "#7a1f1f"), oval(0, -154, 168, 50, "#f0ddb0"), oval(0, -154, 84, 24,
        "#e3c88c"), path("M-60 -40 Q0 -64 60 -40 Q40 20 0 30 Q-40 20 -60 -40", "#7a1f1f"), star(0,
        -12,
        26), turned(-24, 60, -190, rect(-20, -206, 210, 17, "#8a5a2c", 8), disc(196, -198, 20,
        RED)),
    )
    banners = ((90, RED, 1.2), (220, GOLD, 1), (1070, "#3f8f6b", 1), (1200, RED, 1.2))
    return scene(
        air("#6d6aa8", "#d98f9a", "#f8c08a", "#fde6b8", h=560), glow(640, 420, 480, "#fff3d0",
        0.95),
        ridge(470, 44, "#9a7fa0", 1), ridge(500, 24, "#8a7a86", 3), banyan(1150, 560, 0.9),
        at(600, 566, 0.92, old_hall()), air("#fff0", "#fff1d6aa", "#fff0", y=430, h=150),
        air("#d9b98a", "#b58f62", y=560, h=240), *(path(f"M0 {y} H1280", stroke="#0000000d",
        width=4)
        for y in (600, 650, 712, 780)), pennants(40, 640, 120), pennants(640, 1240, 120),
        *(at(x, 740, s, rect(-5, -430, 10, 430, "#7a5a3c"), poly([(5, -424), (118, -388), (96,
        -336),
          (118, -292), (5, -256)], fill), path("M5 -424 L118 -388 L96 -336 L118 -292 L5 -256",
          stroke="#fff4cf", width=6)) for x, fill, s in banners), flag(905, 690, 0.9),
        at(640, 590, 0.95, drum),
    )


def school_yard() -> str:
    """Pupils seen from behind, lined up before the flag on the first day of school."""
    def pupil(x: float, y: float, s: float) -> str:
        knot = poly([(-34, -148), (34, -148), (0, -96)], RED) + path("M-40 -150 Q0 -136 40 -150",
               stroke="#a81f24", width=9)
        return back(x, y, s, "#f4f6f8", BLACK) + at(x, y, s, knot)
    rows = ((606, 0.3, 92, 13), (668, 0.46, 138, 9), (752, 0.68, 200, 7), (890, 1, 300, 5))
    pupils = (pupil(640 + (i - (count - 1) / 2) * gap, y, s)
              for y, s, gap, count in rows for i in range(count) if abs(i - (count - 1) / 2) > 0.2)
    panes = (rect(x, y, 64, 70, "#8fb9cc", 4) + rect(x + 29, y, 6, 70, WHITE)
             for y in (262, 400) for x in range(190, 1060, 94))
    return scene(
        air("#7fc2e8", "#d6eef2", "#fdf0d2", h=560), glow(1120, 130, 300, "#fff6d6", 0.9),
        rect(140, 226, 1000, 300, "#f7df95"), rect(140, 226, 1000, 16, "#0001"),
        rect(110, 190, 1060, 42, "#a8503c", 6), rect(140, 366, 1000, 18, "#fff5d8"), *panes,
        rect(420, 490, 440, 16, "#c9a86a", 4), rect(404, 506, 472, 22, "#b5935a", 4),
        air("#e6d0a2", "#cfb480", y=526, h=274), *(ball(x, 470, r, "#6fae63", "#3f7d46")
        for x, r in ((60, 110), (-10, 90), (1220, 120), (1290, 90))), rect(52, 540, 18, 60,
        "#7a5a3c"), rect(1214, 540, 18, 60, "#7a5a3c"), pennants(60, 640, 150),
        pennants(640, 1220, 150), flag(640, 510, 1.15), *pupils,
    )


SCENES: dict[str, Callable[[], str]] = {
    "lop-hoc-so.jpg": evening_class,
    "quay-mot-cua.jpg": at_the_counter,
    "may-lay-so.jpg": ticket_machine,
    "tiem-chung.jpg": vaccine_tray,
    "le-hoi.jpg": opening_drum,
    "san-truong.jpg": school_yard,
}
