"""Scenes of land under mist, rain and flood: each a table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

import math
from collections.abc import Callable

from demo.light import air, ball, faint, glow, oval, ripples, soft, turned, veil
from demo.shapes import (
    INK,
    RED,
    WHITE,
    WIDTH,
    WOOD,
    at,
    cloud,
    disc,
    palm,
    path,
    poly,
    rain,
    rect,
    ridge,
    scene,
    tree,
)


def terraces() -> str:
    """Terraced hills in the mist of the early morning."""
    def hill(top: float, foot: float, centre: float, spread: float, shades: tuple[str, str]) -> str:
        bands = []
        for i in range(9):
            y = top + (foot - top) * (i / 8) ** 1.25
            half = spread * (0.2 + 0.8 * (i / 8) ** 0.8)
            edge = [(centre - half + 2 * half * k / 24,
                     y + (18 + i * 6) * (k / 12 - 1) ** 2 + math.sin(k * 1.1 + i) * (2 + i))
                    for k in range(25)]
            bands.append(poly([*edge, (centre + half, foot + 260), (centre - half, foot + 260)],
                              shades[i % 2]))
            bands.append(path("M" + " L".join(f"{x:.0f} {y:.0f}" for x, y in edge),
                              stroke="#eaf3b866", width=2 + i * 0.5))
        return scene(*bands)
    return scene(
        air("#8b86bd", "#d8a3b8", "#f8c9a2", "#fdeccb"), glow(420, 250, 320, "#fff4d0", 0.95),
        disc(420, 250, 40, "#fffbe8"), ridge(300, 70, "#8f86b5", 1), ridge(350, 44, "#8393ad", 2.6),
        air("#fff0", "#fff6e6cc", "#fff0", y=330, h=130), ridge(430, 50, "#6f9a8c", 4),
        hill(400, 620, 1010, 520, ("#6fa866", "#5f9a5c")), air("#fff0", "#fff8ea99", "#fff0", y=470,
        h=140), hill(470, 800, 300, 620, ("#86b95c", "#73aa4f")),
        hill(600, 860, 1000, 760, ("#64a04e", "#558f45")),
        tree(610, 612, 0.42, "#3f7d46"), tree(664, 604, 0.3, "#3f7d46"),
        at(1090, 600, 0.5, rect(-70, -76, 140, 76, "#7a5a3c"),
           poly([(-104, -70), (0, -170), (104, -70)], "#c9a766"), rect(-16, -50, 32, 50,
           "#4a3524")),
        faint(0.6, soft(7, path("M1090 510 q-20 -50 10 -90 t-6 -80", stroke=WHITE, width=14))),
    )


def winter_vegetables() -> str:
    """Beds of cabbages run towards a net house under hills in the mist."""
    def bed(i: int) -> str:
        near, far = 640 + (i - 2.5) * 420, 560 + (i - 2.5) * 62
        wide, slim = 150, 21
        soil = poly([(far - slim, 470), (far + slim, 470), (near + wide, 810), (near - wide, 810)],
                    "#7a5a41")
        heads = []
        for k in range(13):
            t = (k / 12) ** 2
            x, y, r = far + (near - far) * t, 474 + 336 * t, 7 + 44 * t
            heads += [ball(round(x - r * 1.15), round(y), r, "#a9d67e", "#3f8446"),
                      ball(round(x + r * 1.15), round(y), r, "#9ccf78", "#397d42")]
        return soil + scene(*heads)
    frames = (path(f"M{x} 470 V392 q35 -52 70 0 V470", "#ffffff88", "#d6dfe2", 5)
              for x in range(800, 1090, 70))
    return scene(
        air("#cfdcec", "#f6e3cf", "#fdf3df", h=500), glow(250, 300, 300, "#fff", 0.9),
        ridge(330, 60, "#a9b9c4", 1), ridge(390, 38, "#8fae9f", 3),
        air("#fff0", "#ffffffcc", "#fff0", y=350, h=130), rect(0, 462, WIDTH, 340, "#9a7a5a"),
        *frames, palm(120, 480, 0.6, 12), palm(180, 476, 0.45, -8), tree(1180, 478, 0.6, "#5d9a58"),
        *(bed(i) for i in range(6)), air("#fff8", "#fff0", y=452, h=120),
    )


def flood() -> str:
    """Fields under brown water; roofs and poles stand out, a boat is tied to a tree."""
    def roof(x: float, y: float, s: float, tiles: str) -> str:
        return at(x, y, s, rect(-130, -70, 260, 70, "#d8cbb0"), rect(-96, -52, 50, 40, "#5f7680"),
                  rect(46, -52, 50, 40, "#5f7680"), poly([(-172, -66), (-112, -160), (112, -160),
                  (172, -66)], tiles), faint(0.3, rect(-130, 4, 260, 40, "#6d5a44")))
    boat = scene(path("M-150 -30 Q0 18 160 -36 Q130 26 70 28 H-80 Q-130 22 -150 -30", "#4d6b57"),
                 path("M-118 -16 Q0 16 128 -20", stroke="#87a892", width=6),
                 rect(-30, -26, 60, 10, "#8a6a42"))
    poles = ((1180, 460, 1.5), (940, 424, 0.95), (800, 408, 0.62), (720, 400, 0.42))
    return scene(
        air("#67757f", "#94a1a7", "#c3cac8", h=400), *(cloud(x, y, s, c) for x, y, s, c in (
            (150, 130, 1.7, "#7d8a93"), (520, 100, 2, "#6d7a84"), (900, 140, 1.8, "#7a8790"),
            (1220, 90, 1.6, "#66737d"))), ridge(350, 40, "#7f918f", 2), ridge(378, 18, "#6d837a",
            4),
        air("#b9b09c", "#a08f72", "#87745a", y=392, h=408), ripples(410, "#e2dac6", 0.5),
        roof(250, 442, 0.62, "#9a4f3d"), roof(470, 424, 0.42, "#8f5a44"),
        roof(640, 560, 1.05, "#a8503c"), palm(330, 450, 0.7, -26), palm(520, 430, 0.5, 20),
        tree(130, 470, 0.6, "#4d7a55"), *(at(x, y, s, rect(-6, -210, 12, 212, "#6b6258"),
        rect(-44, -190, 88, 8, "#6b6258")) for x, y, s in poles),
        path("M1114 176 Q980 260 898 244 M898 244 Q830 300 772 290 M772 290 Q730 326 702 320",
             stroke="#5a524a", width=2), tree(1010, 700, 1.15, "#456f4d"),
        faint(0.3, oval(1010, 706, 130, 12, "#4a3c2c")), path("M1004 650 Q950 690 900 694",
        stroke="#d8c9a0", width=4), at(770, 716, 0.95, boat), rain(40, -14, "#e6ecec55"),
        rain(120, -14, "#e6ecec44"),
    )


def broken_causeway() -> str:
    """A causeway with a gap in the current, closed by a barrier."""
    def stripes(w: int) -> str:
        return scene(rect(0, 0, w, 34, WHITE, 4), *(poly([(x, 34), (x + 26, 0), (x + 52, 0),
                     (x + 26, 34)], RED) for x in range(0, w - 40, 70)))
    foam = (path(f"M{480 + i * 23} {438 + i * 17 % 90} q{20 + i * 3} {14 + i} {46 + i * 4} 0",
                 stroke="#f3ead8", width=5) for i in range(14))
    sign = scene(rect(-6, -190, 12, 190, "#7d8288"), disc(0, -240, 62, RED), disc(0, -240, 46,
                 WHITE), rect(-46, -250, 92, 22, RED))
    return scene(
        air("#8fa3b2", "#c7d0d0", "#e6e2d4", h=340), ridge(250, 60, "#8ba096", 1),
        ridge(310, 40, "#6f8f74", 3), tree(120, 350, 0.9, "#4f7f50"), tree(240, 340, 0.6),
        tree(1120, 350, 0.8, "#4a7a4c"), tree(1210, 356, 1.05, "#5a8a55"),
        air("#a98e68", "#8d7250", "#735a3e", y=336, h=464), ripples(350, "#d8c3a0", 0.5),
        poly([(0, 336), (330, 336), (120, 520), (0, 560)], "#6f8f52"),
        poly([(1280, 336), (960, 336), (1120, 470), (1280, 520)], "#6f8f52"),
        poly([(856, 372), (1110, 352), (1180, 392), (912, 420)], "#b9b4a8"),
        poly([(856, 372), (912, 420), (912, 446), (852, 392)], "#7d776c"),
        poly([(912, 420), (1180, 392), (1180, 414), (912, 446)], "#938d82"),
        poly([(0, 800), (0, 640), (470, 418), (560, 446), (548, 470), (600, 480), (380, 800)],
             "#c6c1b4"),
        poly([(600, 480), (612, 512), (420, 800), (380, 800)], "#827b6f"),
        poly([(470, 418), (560, 446), (548, 470), (600, 480), (612, 512), (568, 500)], "#9a9387"),
        path("M300 560 l50 26 l-24 40 l60 34 M420 470 l26 30 l-12 34", stroke="#8b8478", width=5),
        *foam, turned(-6, 240, 620, at(90, 600, 1, stripes(330), rect(40, 34, 14, 96, INK),
        rect(276, 34, 14, 96, INK))), at(500, 742, 0.95, sign),
        *(at(x, y, s, poly([(-26, 0), (-9, -74), (9, -74), (26, 0)], "#f0762b"), rect(-17, -42, 34,
          14, WHITE), rect(-34, -6, 68, 10, "#c95a1a", 3)) for x, y, s in ((74, 770, 1.1),
                                                                         (300, 778, 1.1))),
    )


def rain_gauge() -> str:
    """A small rain gauge with a solar panel on a grassy hill; rain draws near."""
    grass = (path(f"M{x} {806 - x % 37} q{x % 9 - 4} -40 {x % 23 - 11} {-54 - x * 7 % 46}",
                  stroke=("#4f8446", "#639a4e", "#3f7240")[x % 3], width=5)
             for x in range(6, 1280, 15))
    station = scene(
        rect(-9, -360, 18, 360, "#aeb6bc"), rect(-9, -360, 6, 360, "#dfe4e6"),
        rect(-52, -470, 104, 120, "#e9edee", 10), rect(-52, -470, 34, 120, WHITE, 10),
        oval(0, -470, 52, 14, "#c2cacd"), oval(0, -470, 42, 9, "#5b6a72"),
        turned(-24, 90, -270, rect(20, -292, 150, 20, "#1f3c66", 4), rect(20, -292, 150, 6,
        "#5f8fd0", 3)), path("M8 -240 L86 -270", stroke="#aeb6bc", width=8),
        rect(-46, -250, 74, 92, "#f3f1e8", 8), rect(-34, -236, 50, 30, "#2f5a4d", 4),
        disc(-8, -180, 8, "#5ad07f"), path("M-9 -40 L-60 0 M9 -40 L60 0", stroke="#9aa3a8",
                                           width=8),
    )
    return scene(
        air("#4c5a6d", "#7f90a0", "#c9c7b4", "#f0dcae"), *(cloud(x, y, s, c) for x, y, s, c in (
            (180, 170, 2.1, "#4d5a69"), (520, 130, 2.3, "#414d5c"), (860, 190, 1.8, "#586675"),
            (1180, 150, 1.6, "#6f7d89"))), glow(1180, 420, 330, "#ffe6a8", 0.8),
        ridge(430, 76, "#6d7f8a", 1), soft(8, veil(60, 190, 480, 330, "#56647488", "#9fb0ba66",
        "#fff0")), rain(180, -20, "#dfe8ee55"), ridge(510, 50, "#5a7a6c", 2.6),
        ridge(590, 34, "#5c8a56", 0.4), path("M1280 620 Q1040 600 960 660 T560 800",
                                             stroke="#c9b387", width=34),
        path("M0 800 V690 Q420 590 820 700 T1280 690 V800 Z", "#57904c"),
        at(720, 720, 1.05, station), *grass, palm(1200, 640, 0.5, -16),
        at(1010, 690, 0.8, *(rect(x, -54, 10, 60, WOOD) for x in range(0, 260, 60)),
           path("M0 -40 H250 M0 -16 H250", stroke=WOOD, width=6)),
    )


SCENES: dict[str, Callable[[], str]] = {
    "ruong-bac-thang.jpg": terraces,
    "ruong-rau-vu-dong.jpg": winter_vegetables,
    "lu-ngap-dong.jpg": flood,
    "ngam-tran.jpg": broken_causeway,
    "tram-do-mua.jpg": rain_gauge,
}
