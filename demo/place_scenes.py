"""Scenes of yards, lanes and workplaces in good light: each a table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.light import (
    air,
    ball,
    faint,
    glow,
    mirrored,
    oval,
    ripples,
    shadow,
    soft,
    turned,
    veil,
    words,
)
from demo.shapes import (
    GOLD,
    INK,
    RED,
    WHITE,
    WIDTH,
    WOOD,
    at,
    bicycle,
    cloud,
    disc,
    flag,
    palm,
    path,
    pennants,
    poly,
    rect,
    ridge,
    scene,
    tree,
)


def banyan(x: float, y: float, s: float) -> str:
    """An old banyan with hanging roots."""
    crowns = ((-170, -330, 96, "#3f7440"), (-70, -400, 120, "#4a854a"), (70, -410, 124, "#437b44"),
              (180, -340, 104, "#3a6d3c"), (0, -330, 130, "#55924f"), (-110, -310, 84, "#5d9a58"),
              (110, -300, 90, "#4f8a4c"))
    trunk = path("M-66 0 Q-40 -110 -50 -240 L60 -240 Q44 -110 78 0 Q40 -22 8 -4 Q-24 -24 -66 0",
                 "#6b4f38")
    roots = "".join(path(f"M{rx} -250 Q{rx + 6} -150 {rx - 4} {-70 + rx % 40}", stroke="#7d6048",
                         width=5) for rx in (-130, -100, 96, 128, 150))
    return at(x, y, s, soft(5, oval(0, 4, 150, 14, "#0004")), roots, trunk,
              *(ball(cx, cy, r, leaf, "#2f5f38") for cx, cy, r, leaf in crowns))


def old_hall() -> str:
    """A communal house from the front, 840 wide before placing, its foot at 0."""
    roof = ("M-420 -150 Q-380 -130 -330 -196 Q-250 -290 -190 -300 H190 Q250 -290 330 -196 "
            "Q380 -130 420 -150 Q370 -92 300 -96 H-300 Q-370 -92 -420 -150")
    tiles = "".join(path(f"M{x} -296 L{x * 1.72:.0f} -100", stroke="#6e3023", width=4)
                    for x in range(-176, 177, 22))
    return scene(
        rect(-330, -14, 660, 26, "#b9a88c"), rect(-300, -36, 600, 24, "#cbbb9c"),
        veil(-270, -110, 540, 78, "#4d2f22", "#6e4630"),
        *(rect(x, -110, 20, 76, "#9a4a30") for x in (-270, -182, -94, -10, 74, 162, 250)),
        *(rect(x, -92, 54, 56, "#b9713f", 2) for x in (-154, -66, 16, 100)),
        path(roof, "#94452f"), tiles, path("M-190 -300 H190", stroke="#5c2a1f", width=18),
        path("M-186 -306 q-24 -26 -52 -14 M186 -306 q24 -26 52 -14", stroke="#5c2a1f", width=12),
        path("M-40 -312 q20 -30 40 -30 q20 0 40 30", stroke="#5c2a1f", width=10),
        disc(0, -346, 14, GOLD), path("M-420 -150 q-22 -8 -30 -36 M420 -150 q22 -8 30 -36",
        stroke="#5c2a1f", width=11), faint(0.25, path("M-300 -210 Q-240 -284 -190 -290 H20 Q-120 "
        "-250 -200 -110 H-296 Z", "#ffdca0")),
    )


def communal_house() -> str:
    """The communal house with its curved roof beside a banyan; the pond mirrors it."""
    lotus = ((150, 720, 1), (300, 764, 1.3), (1010, 730, 1.1), (1130, 776, 1.4), (890, 780, 1))
    back = scene(tree(980, 560, 1.1), tree(1130, 566, 1.35, "#3f7d46"), banyan(220, 590, 1.05),
                 at(670, 586, 1, old_hall()))
    return scene(
        air("#8fc5e4", "#d6ebea", "#fbeccb", h=600), cloud(980, 130, 0.9), cloud(620, 96, 0.6),
        glow(1180, 240, 300, "#fff3cc", 0.8), ridge(500, 50, "#9fc3a8", 2),
        rect(0, 560, WIDTH, 60, "#a9b578"), rect(0, 580, WIDTH, 40, "#d8c7a2"), back,
        at(1010, 606, 0.8, flag(0, 0, 1)),
        air("#8fb9b0", "#5e9490", "#3d6f74", y=612, h=188), rect(0, 606, WIDTH, 10, "#a8977a"),
        '<svg y="616" width="1280" height="184" viewBox="0 616 1280 184">',
        faint(0.34, soft(3, mirrored(611, back))), "</svg>", ripples(640, "#e3f3ea", 0.3),
        *(at(x, y, s, oval(0, 0, 58, 15, "#4d8f55"), oval(34, 18, 46, 12, "#5da062"),
          path("M0 -6 q-26 -10 -28 -34 q18 6 28 22 q10 -16 28 -22 q-2 24 -28 34", "#f08fb0"),
          path("M0 -6 q-10 -20 0 -44 q10 24 0 44", "#f7b6cb")) for x, y, s in lotus),
    )


def brick_lane() -> str:
    """A brick lane between tea hedges; a bicycle leans at the gate."""
    bricks = (path(f"M{640 - (y - 470) * 1.02:.0f} {y} H{640 + (y - 470) * 1.02:.0f}",
                   stroke="#a85a40", width=2 + (y - 470) / 110)
              for y in (486, 504, 528, 558, 596, 642, 698, 764))
    hedge = ((612, 452, 26), (560, 470, 38), (480, 500, 56), (366, 548, 84), (200, 640, 130),
             (30, 740, 170))
    return scene(
        air("#9fd0e8", "#e9f2e2", "#fdf0cf", h=480), glow(700, 330, 340, "#fff6d6", 0.9),
        ridge(420, 30, "#a9cba0", 1), rect(0, 440, WIDTH, 360, "#8fbd74"),
        palm(330, 520, 1.15, 20), palm(990, 500, 0.9, -16), tree(130, 520, 1.5, "#4a8548"),
        at(930, 560, 1, rect(-90, -150, 330, 150, "#f3e3c3"), poly([(-130, -144), (-70, -240), (220,
        -240), (280, -144)], "#a8503c"), rect(-40, -112, 60, 60, "#8fb7c4", 3), rect(110, -112, 60,
        112, "#7c4f33", 3)), poly([(628, 462), (652, 462), (990, 800), (290, 800)], "#c9785a"),
        *bricks, *(ball(x, y, r, "#8fc46e", "#447f42") for x, y, r in hedge),
        *(ball(1280 - x, y, r, "#86bb68", "#3f7a40") for x, y, r in hedge[:-1]),
        rect(1010, 520, 34, 200, "#d9c7a2", 3), rect(1210, 540, 40, 230, "#d9c7a2", 3),
        poly([(996, 524), (1027, 490), (1058, 524)], "#a8503c"), poly([(1194, 544), (1230, 506),
        (1266, 544)], "#a8503c"), *(path(f"M{1056 + i * 24} {590 + i * 5} V{716 + i * 7}",
        stroke="#5c6d58", width=6) for i in range(7)), path("M1046 600 L1212 632 M1046 690 L1212 "
        "736", stroke="#5c6d58", width=6), soft(5, oval(960, 762, 130, 12, "#0004")),
        turned(-5, 960, 760, bicycle(960, 766, 1.25, "#2b5fa8")), faint(0.5, soft(10, *(poly([(x,
        0), (x + 60, 0), (x + 330, 800), (x + 190, 800)], "#fff6d0") for x in (120, 300, 470)))),
    )


def swimming_pool() -> str:
    """An outdoor pool with lane lines; floats and boards wait on the side."""
    def lane(i: int) -> str:
        far, near = 640 + i * 118, 640 + i * 330
        beads = (disc(far + (near - far) * t, 362 + 438 * t, 4 + 10 * t, (RED, WHITE)[k % 2])
                 for k in range(34) for t in ((k / 33) ** 1.6,))
        return scene(*beads)
    rings = ((118, 520, 1, "#ff8a3c"), (232, 560, 1.1, "#f2c230"), (96, 640, 1.3, "#e5484d"))
    return scene(
        air("#7cc4ea", "#d9f0f4", h=340), cloud(300, 120, 0.9), cloud(900, 96, 0.7),
        ridge(300, 30, "#9cc9a0", 1), rect(160, 200, 520, 120, "#f6dc8f"), rect(140, 176, 560, 30,
        "#a8503c", 5), *(rect(x, 230, 50, 56, "#7fb0c4", 3) for x in range(190, 650, 76)),
        tree(820, 330, 0.9), tree(960, 330, 1.1, "#3f7d46"), tree(1130, 330, 0.9),
        palm(90, 330, 0.8, 12), rect(0, 316, WIDTH, 490, "#e6d8bc"),
        poly([(270, 352), (1010, 352), (1480, 800), (-200, 800)], "#c9b894"),
        poly([(286, 362), (994, 362), (1440, 800), (-160, 800)], "#37a7d0"),
        '<clipPath id="pool"><polygon points="286,362 994,362 1440,800 -160,800"/></clipPath>'
        '<g clip-path="url(#pool)">', air("#7fd3ea", "#2f9fca", "#1f7fb0", y=362, h=438),
        *(path(f"M{i * 173 % 1280} {378 + i * 61 % 420} q{20 + i % 5 * 8} -12 {44 + i % 7 * 10} 0 "
               f"t{44 + i % 7 * 10} 0", stroke="#d9f5fb", width=3 + i % 3) for i in range(34)),
        glow(760, 430, 260, "#fff", 0.5), *(lane(i) for i in (-2, -1, 0, 1, 2)), "</g>",
        poly([(286, 352), (994, 352), (1000, 366), (280, 366)], "#f4ead6"),
        *(at(x, 352, 0.9, rect(-34, -30, 68, 32, "#d7dde0", 4), words(0, -4, str(n), 24, INK))
          for n, x in enumerate((345, 463, 581, 699, 817, 935), 1)),
        *(at(x, y, s, soft(4, oval(4, 8, 62, 26, "#0004")), oval(0, 0, 62, 30, colour),
          oval(0, -2, 28, 12, "#d8c9a8"), path("M-60 -4 q10 22 34 26 M60 -4 q-10 22 -34 26",
          stroke=WHITE, width=9)) for x, y, s, colour in rings[:2]),
        *(turned(-12, 1150, 520, rect(1080 + i * 10, 520 - i * 15, 150, 17, colour, 7))
          for i, colour in enumerate(("#f2c230", "#3aa76d", "#e5484d", "#2b5fa8"))),
        at(1200, 470, 0.8, rect(-6, -190, 12, 190, "#8d8d92"), rect(-60, -240, 120, 70, WHITE, 6),
        words(0, -206, "Sâu", 30, "#2b5fa8"), words(0, -178, "0,9 m", 26, "#2b5fa8")),
    )


def culture_house_yard() -> str:
    """The yard of a hamlet's culture house, laid for the feast before the guests come."""
    def tables(y: float, s: float) -> str:
        def table(x: float) -> str:
            cups = (oval(i * 34 - 84, -76, 10, 5, WHITE) + rect(i * 34 - 92, -76, 16, 12, "#e9f0ef",
                    3) for i in range(6))
            return at(x, y, s, soft(4, oval(0, 4, 140, 12, "#0003")), rect(-110, -60, 10, 62, WOOD),
                      rect(100, -60, 10, 62, WOOD), poly([(-126, -72), (126, -72), (134, -20),
                      (-134,
                      -20)], WHITE), poly([(-126, -72), (126, -72), (130, -50), (-130, -50)],
                      "#eef3f2"), *cups, rect(-10, -104, 20, 32, "#3f7f9a", 5), disc(0, -112, 13,
                      "#f0708f"), *(rect(k, 0, 40, 9, "#b5533c", 3) for k in (-120, -54, 14, 80)))
        return scene(*(table(640 + i * 330 * s) for i in (-1.5, -0.5, 0.5, 1.5)))
    return scene(
        air("#8ecbea", "#e4f3ec", "#fdf1d2", h=560), cloud(240, 150, 0.9), cloud(1030, 120, 0.7),
        ridge(470, 30, "#a9cba0", 2), rect(330, 300, 620, 240, "#f4dfa6"), rect(330, 500, 620, 44,
        "#c98a5a"), poly([(290, 306), (370, 200), (910, 200), (990, 306)], "#a8503c"),
        *(path(f"M{x} 204 L{x * 1.14 - 90:.0f} 302", stroke="#8a3f2f", width=3)
          for x in range(390, 900, 26)), rect(470, 316, 340, 52, RED, 4),
        words(640, 354, "NHÀ VĂN HÓA XÓM 2", 27, GOLD), *(rect(x, 390, 80, 90, "#7fb0c4", 4)
        + rect(x + 37, 390, 6, 90, WHITE) for x in (370, 480, 720, 830)),
        rect(590, 384, 100, 160, "#7c4f33", 4), rect(637, 384, 6, 160, "#5f3a24"),
        air("#d9c39a", "#c7ab7c", y=540, h=260), tree(140, 580, 1.9), tree(1160, 580, 1.7,
        "#3f7d46"), faint(0.16, soft(8, oval(220, 640, 300, 50, "#234"), oval(1090, 640, 280, 46,
        "#234"))), pennants(150, 660, 150), pennants(650, 1140, 150), flag(930, 580, 0.95),
        tables(612, 0.62), tables(684, 0.84), tables(786, 1.12),
    )


def joiners_bench() -> str:
    """The bench of the joiners: planes, chisels, carved heads of beams and curled shavings."""
    chisel = scene(rect(-10, -150, 20, 96, "#c98a4a", 8), rect(-12, -60, 24, 12, "#8d6a3a"),
                   poly([(-9, -50), (9, -50), (9, 40), (-9, 60)], "#b9c4ca"))
    plane = scene(path("M-150 0 V-54 Q-140 -74 -110 -74 H120 Q150 -70 156 -30 V0 Z", "#a8642f"),
                  path("M-96 -70 Q-120 -130 -76 -138 Q-50 -134 -58 -72", "#8a4a22"),
                  poly([(10, -74), (40, -140), (62, -134), (46, -74)], "#9fb0ba"),
                  rect(-150, -8, 306, 8, "#7a4520"))
    curls = ((300, 690), (372, 724), (520, 700), (600, 742), (730, 706), (160, 720), (860, 742))
    carved = scene(rect(-70, -250, 140, 250, "#a8703c", 6), rect(-70, -250, 40, 250, "#c48a50", 6),
                   path("M-40 -210 q40 -34 80 0 q-14 40 -40 34 q-30 6 -40 -34 M-40 -120 q40 34 80 "
                        "0 M-40 -80 q40 34 80 0 M-40 -40 q40 34 80 0", stroke="#6b4023", width=8),
                   disc(0, -186, 11, "#6b4023"))
    return scene(
        air("#e9d3a6", "#d3b47c", h=520), *(rect(x, 0, 12, 520, "#b8955e") for x in range(40, 1280,
        190)), rect(0, 80, WIDTH, 20, "#b8955e"), veil(420, 0, 330, 420, "#fff3cf", "#f7e2ae"),
        glow(590, 170, 420, "#fff8e0", 0.8), rect(0, 300, 360, 16, "#8a5a36"),
        *(at(x, 300, 0.8, rect(-24, -y, 48, y, c, 4)) for x, y, c in ((60, 90, "#a8703c"),
          (130, 130, "#94602f"), (196, 70, "#b98352"), (270, 110, "#a8703c"))),
        air("#a8703c", "#7a4a26", y=500, h=300), *(path(f"M0 {y} H1280", stroke="#0001", width=5)
        for y in (560, 630, 716)), shadow(980, 650, 110), at(980, 650, 1.35, carved),
        shadow(1160, 690, 90), at(1160, 690, 1.05, carved), shadow(380, 640, 190),
        at(370, 640, 1.2, plane), *(turned(angle, x, 660, at(x, 640, 1.15, chisel)) for x, angle in
        ((640, -8), (704, 4), (768, 14))), turned(62, 720, 740, rect(700, 640, 22, 170, "#c98a4a",
        8), rect(660, 590, 104, 70, "#8a5a36", 14)),
        *(path(f"M{x} {y} q24 -50 54 -14 q10 34 -24 30 "
        "q-26 -10 -4 -28 q16 -4 14 12", stroke="#f6dda6", width=9) for x, y in curls),
        sunlit(),
    )


def sunlit() -> str:
    """A broad beam from the upper left."""
    return faint(0.2, soft(10, poly([(430, 0), (750, 0), (1180, 800), (560, 800)], "#fff3c4")))


def relief_goods() -> str:
    """Water, rice, life vests and torches stacked under a porch after the rain."""
    def bottle(x: float, y: float) -> str:
        return at(x, y, 1, rect(-42, -112, 84, 112, "#7fc4e6", 14), rect(-42, -70, 84, 34, WHITE),
                  rect(-42, -112, 22, 112, "#c9ecf9", 10), rect(-16, -134, 32, 24, "#2b6f9a", 5))

    def sack(x: float, y: float) -> str:
        return at(x, y, 1, path("M-92 0 Q-104 -60 -80 -84 H80 Q104 -60 92 0 Z", "#f1e7cf"),
                  path("M40 -84 H80 Q104 -60 92 0 H60 Q76 -50 40 -84", "#d8cbaa"),
                  words(-8, -30, "GẠO", 28, "#8a5a2c"))
    vest = scene(path("M-46 -110 Q-60 -50 -52 0 H52 Q60 -50 46 -110 L20 -118 Q0 -84 -20 -118 Z",
                 "#f0762b"), rect(-54, -64, 108, 14, "#ffe28a"), rect(-54, -34, 108, 12, "#ffe28a"),
                 rect(-4, -96, 8, 96, "#b5501a"))
    torch = scene(rect(-60, -16, 92, 32, "#e5484d", 10), poly([(28, -16), (64, -30), (64, 30), (28,
                  16)], "#c23a3f"), oval(64, 0, 8, 30, "#fff1b8"))
    return scene(
        air("#8fa2ad", "#cfd8d6", h=520), ridge(380, 34, "#8fa792", 1), tree(150, 470, 1.1,
        "#557f58"), palm(330, 470, 0.9, -24), air("#a9a08a", "#8f866f", y=450, h=200),
        *(oval(x, y, w, h, "#c9d6da") for x, y, w, h in ((210, 560, 150, 20), (420, 520, 90, 12),
          (90, 610, 80, 14))), rect(0, 0, WIDTH, 54, "#7d4a38"), *(rect(x, 0, 8, 54, "#693b2c")
        for x in range(20, 1280, 44)), rect(470, 54, 44, 600, "#e9dcc0"), rect(470, 54, 14, 600,
        "#fff6e2"), rect(1140, 54, 44, 600, "#e9dcc0"), rect(1140, 54, 14, 600, "#fff6e2"),
        rect(514, 54, 626, 560, "#f0e2c2"), rect(620, 120, 130, 150, "#7fa8ba", 4), rect(860, 120,
        130, 150, "#7fa8ba", 4), poly([(380, 620), (1280, 600), (1280, 800), (200, 800)],
        "#c9b48c"), poly([(380, 620), (1280, 600), (1280, 616), (362, 640)], "#ddcba6"),
        shadow(660, 740, 170), *(sack(x, y) for x, y in ((565, 740), (765, 744), (665, 658))),
        shadow(1030, 750, 170), *(bottle(x, 744) for x in (920, 1012,
        1104)), *(bottle(x, 634) for x in (966, 1058)), at(1210, 750, 1.15, vest), at(560, 330, 1.1,
        vest), path("M560 190 V210", stroke=INK, width=8), shadow(410, 760, 120),
        at(380, 746, 1, torch), at(420, 714, 1, torch), rect(820, 470, 150, 60, WHITE, 4),
        words(895, 510, "XÓM 5", 32, "#2b5fa8"),
    )


SCENES: dict[str, Callable[[], str]] = {
    "dinh-lang.jpg": communal_house,
    "xom-ngo-nang-som.jpg": brick_lane,
    "be-boi.jpg": swimming_pool,
    "san-nha-van-hoa.jpg": culture_house_yard,
    "xuong-moc.jpg": joiners_bench,
    "cuu-tro.jpg": relief_goods,
}
