"""Scenes of rooms and of things on tables: each a table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.light import air, ball, faint, glow, oval, shadow, soft, turned, veil, words
from demo.shapes import GOLD, INK, RED, WHITE, WIDTH, at, disc, path, poly, rect, scene, star


def sunbeams(*corners: float) -> str:
    """Slanting light from windows whose left edges are the corners."""
    return faint(0.26, soft(6, *(poly([(x, 150), (x + 130, 150), (x + 420, 800), (x + 150, 800)],
                                      "#fff3c4") for x in corners)))


def window(x: float, y: float, w: float, h: float) -> str:
    """A window in its white frame, with the sky and two trees in it."""
    view = scene(veil(0, 0, w, h, "#c4e7f4", "#f3fbef"), ball(w * 0.28, h * 0.95, w * 0.24,
                 "#9bc98a", "#5d9a58"), ball(w * 0.74, h, w * 0.28, "#8cc07e", "#4f8a4c"))
    inside = f'<svg x="{x}" y="{y}" width="{w}" height="{h}">{view}</svg>'
    return scene(inside, rect(x - 12, y - 12, w + 24, 14, WHITE), rect(x - 12, y - 12, 14, h + 24,
                 WHITE), rect(x + w - 2, y - 12, 14, h + 24, WHITE), rect(x + w / 2 - 6, y, 12, h,
                 WHITE), rect(x - 20, y + h - 2, w + 40, 18, WHITE))


def planks(top: str, foot: str, y: float) -> str:
    """A wooden table that fills the lower part."""
    seams = (path(f"M{640 + i * 150} {y} L{640 + i * 300} 800", stroke="#0001", width=5)
             for i in range(-5, 6))
    return air(top, foot, y=y, h=800 - y) + scene(*seams)


def counters() -> str:
    """The one-stop hall before it opens: four numbered counters in perspective, empty seats."""
    def counter(i: int) -> str:
        x, s = 250 + i * 235, 1 - i * 0.04
        return at(x, 520, s, rect(-100, -210, 200, 130, "#dff0f3cc", 6),
                  rect(-100, -210, 10, 210, "#8fa9ae"), rect(90, -210, 10, 210, "#8fa9ae"),
                  rect(-46, -300, 92, 70, "#1f5f6b", 10), words(0, -248, str(i + 1), 54, WHITE),
                  rect(-40, -68, 62, 48, "#33424c", 5), rect(-34, -62, 50, 36, "#8fd0d8", 3),
                  rect(44, -34, 34, 20, "#f3ead2", 3), rect(-70, -20, 40, 8, "#f3ead2"))

    def bench(y: float, s: float) -> str:
        seats = (rect(x, -70, 108, 74, "#3f7fa0", 12) + rect(x - 4, 6, 116, 22, "#2f6683", 8)
                 for x in range(-360, 361, 122))
        return at(560, y, s, soft(6, oval(40, 66, 440, 16, "#0004")), *seats,
                  rect(-370, 28, 860, 10, INK), *(rect(x, 34, 10, 34, INK) for x in (-330, 40,
                  440)))
    return scene(
        air("#f4ecdb", "#e9dcc2", h=560), rect(0, 96, WIDTH, 84, "#b3262a"),
        words(640, 154, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", 46, GOLD),
        air("#cdb491", "#b7996f", y=556, h=244), *(poly([(640 + i * 90, 556), (640 + i * 260, 800),
        (640 + i * 260 + 6, 800), (640 + i * 90 + 3, 556)], "#0001") for i in range(-9, 10)),
        rect(1120, 210, 160, 346, "#cfe9ee"), rect(1196, 210, 8, 346, "#8fa9ae"),
        *(counter(i) for i in range(4)), rect(120, 516, 940, 26, "#8a5a36", 6),
        rect(136, 542, 908, 96, "#b98352"), rect(136, 542, 908, 14, "#0002"),
        sunbeams(840, 1020), at(84, 700, 1, rect(-40, -70, 80, 70, "#b5653f", 8),
        *(path(f"M0 -66 q{x} -70 {x * 1.6} -150", stroke="#3f8446", width=16)
          for x in (-46, -20, 8, 34, 52))), bench(716, 0.92),
    )


def reception_room() -> str:
    """The room where citizens are received: a table, cups, flowers and the book by the window."""
    cup = scene(oval(0, 22, 34, 8, "#e8e2d4"), path("M-24 -18 h48 q0 36 -24 36 q-24 0 -24 -36",
                WHITE), oval(0, -18, 24, 6, "#cfe0d2"), oval(0, -17, 19, 4, "#a9bb6a"))
    blooms = ((-40, -120), (0, -150), (44, -126), (-18, -96), (26, -98))
    flowers = scene(*(path(f"M0 -40 L{x} {y}", stroke="#4d8a4a", width=6) for x, y in blooms),
                    *(disc(x, y, 28, "#f7c83d") + disc(x, y, 12, "#c9822a") for x, y in blooms),
                    path("M-34 -46 Q-46 10 -26 60 H26 Q46 10 34 -46 Z", "#5b8fb0"),
                    path("M-20 -40 Q-28 10 -16 50", stroke="#8fb9d2", width=8))
    chairs = (at(x, 640, 1, rect(-62, -190, 124, 150, "#8a5a36", 14), rect(-48, -176, 96, 70,
              "#a8734a", 8), rect(-48, -96, 96, 40, "#a8734a", 8)) for x in (330, 640, 950))
    return scene(
        air("#f5efe0", "#e8dcc4"), window(140, 90, 380, 330),
        path("M110 70 Q150 260 96 440 L60 440 V70 Z", "#d9b36a"),
        path("M550 70 Q510 260 566 440 L602 440 V70 Z", "#d9b36a"),
        rect(760, 120, 360, 84, "#b3262a", 6), words(940, 176, "TIẾP CÔNG DÂN", 36, GOLD),
        rect(800, 240, 280, 170, "#fffaf0", 6), *(rect(826, y, w, 12, "#c9bfa8", 6)
          for y, w in ((268, 200), (296, 228), (324, 170), (352, 214), (380, 120))),
        *chairs, planks("#9c6438", "#7a4826", 560), air("#fff2", "#fff0", y=560, h=80),
        sunbeams(160, 360), shadow(250, 690, 70), at(250, 630, 1.1, flowers), shadow(520, 700, 52,
        12), at(520, 680, 1.3, cup), shadow(620, 660, 46, 10), at(620, 642, 1.15, cup),
        shadow(900, 730, 190, 18), turned(-4, 880, 680, poly([(700, 720), (730, 610), (880, 626),
        (880, 740)], "#fffdf4"), poly([(880, 626), (1032, 610), (1062, 720), (880, 740)],
        "#f6f0de"), *(path(f"M{742 - i * 5} {634 + i * 20} L862 {646 + i * 21}", stroke="#a9b9c9",
        width=4) for i in range(4)), *(path(f"M900 {646 + i * 21} L{1018 + i * 6} {634 + i * 20}",
        stroke="#a9b9c9", width=4) for i in range(3))),
        turned(-38, 1010, 700, rect(930, 694, 170, 14, "#22406e", 7)),
    )


def morning_classroom() -> str:
    """An empty classroom: the board, rows of desks, chrysanthemums on the teacher's table."""
    def desk_row(y: float, s: float) -> str:
        return scene(*(at(640 + i * 330 * s, y, s, soft(5, oval(0, 66, 130, 12, "#0003")),
                          rect(-128, -52, 256, 20, "#c98f55", 6), rect(-118, -32, 236, 44,
                          "#a8703c"), rect(-104, 10, 12, 56, "#6b4526"), rect(92, 10, 12, 56,
                          "#6b4526"), rect(-90, -64, 60, 12, "#3f7fa0", 2), rect(-84, -74, 60, 10,
                          "#e9c75a", 2)) for i in (-1.5, -0.5, 0.5, 1.5)))
    blooms = ((-26, -70), (0, -92), (28, -72), (-8, -58), (14, -54))
    return scene(
        air("#f7ecd0", "#ecd9b2", h=560), rect(330, 120, 620, 270, "#8a5a36", 8),
        rect(346, 136, 588, 238, "#2f6b57"), rect(636, 136, 6, 238, "#3f7f69"),
        words(490, 210, "a  ă  â  b", 52, "#f3f8f0"), words(490, 300, "con đò", 52, "#f3f8f0"),
        words(790, 210, "15 − 7 =", 52, "#f3f8f0"), words(790, 300, "12 − 5 =", 52, "#f3f8f0"),
        rect(330, 388, 620, 14, "#6b4526"), rect(560, 60, 160, 46, RED, 4), star(640, 83, 18),
        window(42, 132, 200, 290), window(1038, 132, 200, 290),
        air("#cfa877", "#b98d5a", y=540, h=260), sunbeams(60, 150),
        rect(500, 440, 300, 18, "#a8703c", 5), rect(516, 458, 268, 90, "#8a5a36"),
        at(720, 438, 1, rect(-20, -40, 40, 42, "#d9e6ea", 6), *(path(f"M0 -36 L{x} {y}",
        stroke="#4d8a4a", width=5) for x, y in blooms), *(disc(x, y, 15, "#fff3d6")
        + disc(x, y, 7, "#f2b632") for x, y in blooms)), rect(540, 428, 90, 12, "#3f7fa0", 2),
        rect(548, 418, 80, 10, "#c9503f", 2), desk_row(606, 0.62), desk_row(690, 0.84),
        desk_row(800, 1.12),
    )


def consulting_table() -> str:
    """A stethoscope, a blood pressure gauge and the book on the doctor's table."""
    return scene(
        air("#eaf5f1", "#d3e7e0"), window(120, 70, 420, 350), rect(820, 110, 250, 250,
        WHITE, 10), rect(926, 150, 38, 170, "#3a9d8f", 6), rect(860, 216, 170, 38, "#3a9d8f", 6),
        planks("#e9d7b8", "#cdb48a", 500), sunbeams(180, 380), shadow(360, 690, 190),
        turned(-6, 360, 640, rect(200, 560, 320, 130, "#f7faf9", 20), rect(226, 582, 170, 86,
        "#2c3f46", 8), words(311, 620, "128", 34, "#a9f0c4"), words(311, 656, "79", 30, "#a9f0c4"),
        disc(458, 604, 26, "#3a9d8f"), rect(430, 644, 58, 16, "#c9d8d6", 8)),
        path("M520 640 Q620 690 640 600 T760 560", stroke="#54656b", width=14),
        rect(740, 516, 150, 74, "#3f6d8f", 14), rect(740, 536, 150, 12, "#5f8fb0"),
        shadow(800, 596, 90, 10), path("M900 700 Q760 760 800 640 Q840 560 940 640 Q1010 700 1090 "
        "640", stroke="#2b3a42", width=15), path("M900 700 q60 6 70 -40", stroke="#2b3a42",
        width=15), disc(1104, 632, 44, "#c9d3d8"), disc(1104, 632, 30, "#8e9da5"),
        disc(1098, 626, 14, "#e9f0f2"), shadow(640, 766, 150, 12),
        turned(4, 640, 720, rect(520, 690, 240, 74, "#fffdf4", 4), rect(520, 690, 240, 12,
        "#c9503f"), *(rect(542, y, w, 7, "#b9c6cc", 3) for y, w in ((716, 180), (732, 150),
        (748, 120)))), at(1160, 520, 1, rect(-44, -62, 88, 64, "#c9703f", 8),
        *(path(f"M0 -58 q{x} -50 {x * 1.5} -110", stroke="#4d8a4a", width=14)
          for x in (-46, -20, 6, 30, 50))),
    )


def lunch_tray() -> str:
    """A pupil's tray seen from above: rice, pork with egg, greens, soup and a banana."""
    greens = scene(*(path(f"M{650 + i * 83 % 250} {196 + i * 47 % 120} q30 -24 62 4 q-30 24 -62 -4",
                          ("#4d9a4a", "#6cb85a", "#3f8446")[i % 3]) for i in range(34)))
    return scene(
        air("#d9ece6", "#c3ded6"), *(rect(0, y, WIDTH, 40, "#ffffff55") for y in range(0, 800, 80)),
        soft(14, rect(120, 120, 1060, 600, "#0005", 60)), rect(100, 90, 1080, 610, "#c3ccd2", 56),
        rect(112, 100, 1056, 586, "#e4eaed", 50), rect(170, 240, 400, 390, "#cdd5da", 60),
        rect(620, 150, 360, 210, "#cdd5da", 44), rect(620, 410, 250, 220, "#cdd5da", 44),
        rect(1010, 150, 120, 480, "#cdd5da", 44), ball(370, 430, 168, WHITE, "#dcd6c4"),
        faint(0.5, *(oval(290 + i * 61 % 170, 360 + i * 89 % 150, 12, 5, "#e3dcc8")
        for i in range(44))), rect(630, 160, 340, 190, "#b9d8a0", 40), greens,
        ball(745, 520, 98, "#f6b04a", "#c96f22"), *(rect(696 + i * 37 % 90, 470 + i * 31 % 84, 34,
        28, ("#ffcb6b", "#f29a3a")[i % 2], 6) for i in range(9)), faint(0.5,
        path("M680 480 q30 -34 "
        "80 -36", stroke=WHITE, width=8)), rect(890, 420, 104, 200, "#a8642f", 36),
        *(rect(902, 434 + i * 46, 74, 36, ("#8a4a22", "#b5733c")[i % 2], 9) for i in range(2)),
        oval(942, 570, 40, 32, "#f5e6cb"), disc(944, 572, 18, "#f2b632"),
        path("M1040 220 Q1000 400 1060 580 Q1080 596 1092 574 Q1060 400 1086 226 Z", "#f5cf45"),
        path("M1060 226 Q1030 400 1076 578", stroke="#d9ad2c", width=7), rect(1050, 196, 34, 34,
        "#8a6a2c", 6),
    )


def rice_bag() -> str:
    """A bag of the commune's rice, a steaming bowl and ripe ears on a table."""
    ear = scene(path("M0 0 Q60 -120 190 -150", stroke="#b98a2c", width=6),
                *(oval(0, 0, 15, 7, "#e9b93c").replace("<ellipse", f'<ellipse transform="translate('
                  f'{30 + i * 17} {-62 - i * 9 + (i % 2) * 22}) rotate(-{34 - i * 2})"')
                  for i in range(10)))
    return scene(
        air("#f6e7c8", "#eccf9a", h=520), glow(980, 170, 480, "#fff6dc", 0.9),
        planks("#9c6438", "#6f4224", 500), shadow(420, 716, 210, 24),
        path("M230 230 Q420 190 610 230 Q640 470 620 700 Q420 730 220 700 Q200 470 230 230",
             "#f7f2e4"),
             path("M540 220 Q610 230 610 230 Q640 470 620 700 L560 712 Q590 460 540 220",
        "#ddd2b8"), rect(250, 206, 340, 34, "#3f7f4c", 8), rect(300, 190, 240, 22, "#2f6339", 8),
        disc(420, 350, 70, "#3f7f4c"), path("M372 372 Q420 320 470 372 M392 388 Q420 350 450 388",
        stroke=GOLD, width=9), words(420, 490, "GẠO", 52, "#2f6339"), words(420, 552, "YÊN HÒA", 52,
        "#2f6339"), words(420, 602, "5 kg", 36, "#8a5a2c"), rect(272, 624, 62, 62, WHITE),
        *(rect(278 + i % 6 * 9, 630 + i // 6 * 9, 8, 8, INK) for i in range(36) if i * 7 % 5 < 3),
        *(star(400 + i * 46, 660, 20) for i in range(3)), shadow(880, 700, 190, 20),
        ball(880, 548, 150, WHITE, "#e6dfcc"),
        path("M696 570 Q880 612 1064 570 Q1044 700 950 708 H810 Q716 700 696 570", "#3d7fb0"),
        path("M696 570 Q880 612 1064 570 L1062 582 Q880 626 698 582 Z", "#dcebf5"),
        path("M712 640 Q880 690 1048 640", stroke="#d7ebf7", width=7),
        path("M722 660 Q880 708 1038 660", stroke="#d7ebf7", width=3), faint(0.6, soft(8,
        path("M840 400 q-36 -60 6 -110 t-10 -90 M920 400 "
        "q36 -60 -6 -110 t14 -80", stroke=WHITE, width=16))), at(640, 770, 1, ear),
        at(690, 784, 0.9, ear), turned(-14, 1130, 690, rect(1010, 690, 230, 10, "#5c3018", 5),
        rect(1010, 712, 230, 10, "#5c3018", 5)),
    )


def fire_point() -> str:
    """A red extinguisher, a hammer, a torch and a whistle on a yellow wall beside a door."""
    extinguisher = scene(
        path("M40 -276 Q130 -270 110 -130 T128 -20", stroke=INK, width=15),
        poly([(116, -30), (140, -34), (150, 26), (112, 26)], INK), rect(-18, -330, 36, 50, INK, 6),
        path("M-60 -316 L40 -300 M-56 -348 L46 -322", stroke="#54606a", width=13),
        rect(-74, -284, 148, 300, "#d62f2f", 46), rect(-74, -220, 40, 210, "#f06a5f", 20),
        rect(42, -240, 32, 236, "#a81f24", 16), rect(-60, -190, 120, 120, "#fff6e2", 6),
        words(0, -142, "CHỮA", 30, RED), words(0, -104, "CHÁY", 30, RED), disc(0, -300, 16,
        "#d9e0e3"),
        disc(0, -300, 10, "#3aa76d"),
    )
    hammer = scene(rect(-9, -150, 18, 190, "#a8642f", 6), rect(-64, -180, 128, 44, "#8e9aa2", 8),
                   rect(-64, -180, 128, 14, "#bcc6cc", 6))
    torch = scene(rect(-26, -120, 52, 130, "#2b5fa8", 12), poly([(-26, -116), (26, -116), (44,
    -160),
                  (-44, -160)], "#22406e"), oval(0, -160, 44, 11, "#fff1b8"))
    return scene(
        air("#f6d98c", "#eabf66", h=640), glow(500, 220, 620, "#fff6d6", 0.8),
        *(path(f"M0 {y} H1280", stroke="#0000000a", width=4) for y in range(60, 640, 70)),
        air("#b99b78", "#9c7f5e", y=640, h=160), rect(0, 632, WIDTH, 14, "#8a6a48"),
        rect(950, 90, 260, 552, "#5f7f6a", 4), rect(976, 116, 208, 230, "#7a9a84", 4),
        rect(976, 376, 208, 240, "#7a9a84", 4), disc(984, 360, 12, GOLD),
        rect(140, 70, 700, 86, "#b3262a", 8), words(490, 130, "ĐIỂM CHỮA CHÁY CÔNG CỘNG", 40, GOLD),
        rect(140, 176, 700, 456, "#fff3d2", 10), rect(152, 188, 676, 432, "#d9422f", 6),
        rect(166, 202, 648, 404, "#fbe9be", 4), shadow(300, 590, 90, 12), at(290, 570, 1,
        extinguisher),
        disc(530, 262, 9, INK), at(530, 450, 1.05, hammer), disc(654, 262, 9, INK),
        path("M654 262 L654 296", stroke=INK, width=6), at(654, 440, 1.05, torch),
        disc(748, 262, 9, INK), path("M748 262 q-24 50 0 92 q24 -42 0 -92", stroke="#c23a3f",
        width=5),
        at(748, 376, 1, disc(0, 0, 24, "#f2b632"), rect(0, -22, 44, 20, "#f2b632", 4), disc(0, 0,
        10,
        "#8a5a14")), rect(470, 480, 320, 110, WHITE, 4), words(630, 528, "Gọi 114", 38, RED),
        words(630, 572, "Ngắt cầu dao", 30, INK), shadow(1080, 660, 150, 12),
    )


SCENES: dict[str, Callable[[], str]] = {
    "quay-so-3.jpg": counters,
    "phong-tiep-dan.jpg": reception_room,
    "lop-hoc-som.jpg": morning_classroom,
    "phong-kham.jpg": consulting_table,
    "khay-com.jpg": lunch_tray,
    "gao-yen-hoa.jpg": rice_bag,
    "binh-chua-chay.jpg": fire_point,
}
