"""Scenes of dusk, night and first light: each a table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

import math
from collections.abc import Callable

from demo.light import (
    air,
    ball,
    dimmed,
    faint,
    glow,
    mirrored,
    oval,
    ripples,
    soft,
    turned,
    veil,
    words,
)
from demo.shapes import GOLD, RED, at, disc, palm, path, poly, rect, ridge, scene, star


def bamboo(x: float, y: float, s: float, fill: str) -> str:
    """A clump of bamboo as a dark shape, bowing to both sides."""
    stems = "".join(path(f"M{i * 9} 0 Q{i * 12} -170 {i * 46} {-330 + abs(i) * 26}",
                         stroke=fill, width=7) for i in range(-4, 5))
    leaves = "".join(path(f"M{i * 46 - j * i * 9} {-330 + abs(i) * 26 + j * 46} "
                          f"q{34 * side} 12 {58 * side} 52", stroke=fill, width=9)
                     for i in range(-4, 5) for j in range(4) for side in (-1, 1))
    return at(x, y, s, stems, leaves)


def sampan(x: float, y: float, s: float, fill: str, boatman: str = "") -> str:
    """A small boat with a woven roof, its waterline on y."""
    hull = path("M-190 -26 Q-120 12 0 12 Q120 12 200 -40 Q170 30 110 32 H-110 Q-160 28 -190 -26",
                fill)
    roof = path("M-80 2 Q-70 -66 -4 -68 Q64 -66 72 2 Z", fill)
    return at(x, y, s, roof, hull, boatman)


def river_at_dusk() -> str:
    """Two sampans on the river after sunset, bamboo mirrored in the water."""
    dark = "#33202f"
    rower = scene(path("M104 -20 L112 -98 Q118 -116 132 -112 L146 -60 L132 -18 Z", dark),
                  disc(126, -128, 15, dark), poly([(92, -130), (127, -158), (162, -130)], dark),
                  path("M120 -92 L214 26", stroke=dark, width=6))
    bank = scene(ridge(414, 12, "#553250", 2), bamboo(150, 424, 0.62, dark),
                 bamboo(318, 428, 0.48, dark), dimmed(0.3, palm(1120, 426, 0.8, 18), palm(1196, 424,
                 0.6, -12)))
    return scene(
        air("#5b3d6e", "#b5566a", "#ee8a55", "#fbc46b", h=430), glow(742, 398, 330, "#ffe3a0", 0.9),
        disc(742, 392, 52, "#fff0c2"), ridge(368, 40, "#91506a", 1),
        ridge(396, 22, "#6f3f5c", 3), '<clipPath id="bank"><rect width="1280" height="424"/>'
        '</clipPath><g clip-path="url(#bank)">', bank, "</g>",
        air("#f6b064", "#d6715c", "#7d4669", "#432c50", y=424, h=376),
        faint(0.5, soft(4, '<clipPath id="river"><rect y="376" width="1280" height="48"/>'
              '</clipPath>', mirrored(424, bamboo(150, 424, 0.62, dark),
                                      bamboo(318, 428, 0.48, dark)))),
        glow(742, 470, 150, "#ffe9b0", 0.8),
        *(rect(742 - w / 2, 436 + i * 22, w, 5, "#ffe6aa", 3)
          for i, w in enumerate((150, 96, 130, 70, 104, 52, 80, 40, 58, 30))),
        ripples(440, "#ffd79a", 0.35), sampan(470, 560, 0.9, dark, rower),
        faint(0.28, soft(3, oval(476, 606, 170, 10, "#1b101c"))),
        sampan(965, 655, 1.25, "#251623"), faint(0.3, soft(4, oval(970, 712, 236, 13, "#150b16"))),
        path("M0 800 V742 Q120 716 250 760 T520 800 Z", "#1d1120"),
        *(path(f"M{x} 800 q{(x * 7) % 30 - 14} -70 {(x * 13) % 50 - 20} {-96 - x % 60}",
               stroke="#1d1120", width=5) for x in range(14, 330, 19)),
    )


def lantern(x: float, y: float, s: float, colour: str) -> str:
    """A silk lantern with its light around it."""
    shine = glow(x, y, 120 * s, colour, 0.55)
    ribs = "".join(oval(0, 0, rx, 36, "none") .replace('fill="none"',
                   'fill="none" stroke="#0003" stroke-width="3"') for rx in (15, 30))
    body = scene(oval(0, 0, 44, 36, colour), oval(-4, -4, 26, 26, "#fff6"), ribs,
                 rect(-16, -42, 32, 9, "#6b3a1e", 3), rect(-16, 33, 32, 8, "#6b3a1e", 3),
                 path("M0 41 V66 M-6 44 V62 M6 44 V62", stroke=GOLD, width=3))
    return shine + at(x, y, s, body)


def stall(x: float, y: float, s: float, awning: str) -> str:
    """A market stall lit from inside, its foot on y."""
    stripes = "".join(poly([(-150 + i * 50, -176), (-125 + i * 50, -176), (-130 + i * 53, -120),
                            (-158 + i * 53, -120)], "#fff5df") for i in range(6))
    goods = "".join(disc(-100 + i * 28, -76, 15, colour) for i, colour in enumerate(
        ("#e9853b", "#d9482f", "#8cb84c", "#f2c14b", "#e9853b", "#b5512f", "#8cb84c", "#f2c14b")))
    return at(x, y, s, veil(-140, -120, 280, 120, "#ffdf9a", "#e08a3c"),
              rect(-148, -130, 10, 130, "#4d2f24"), rect(138, -130, 10, 130, "#4d2f24"), goods,
              rect(-150, -64, 300, 66, "#7a4a2c"), rect(-150, -64, 300, 10, "#a8693c"),
              poly([(-150, -178), (150, -178), (176, -118), (-176, -118)], awning), stripes)


def night_market() -> str:
    """Two rows of stalls under lanterns; their light lies on the wet ground."""
    left = ((210, 760, 1.62, RED), (368, 640, 1.02, "#2f7d6b"), (456, 574, 0.68, "#c9652c"))
    right = ((1084, 760, 1.62, "#2b5fa8"), (918, 640, 1.02, "#c9652c"), (828, 574, 0.68, RED))
    strings = ((40, 1240, 96, 150, 9, 1.15), (210, 1070, 250, 96, 7, 0.74),
               (370, 910, 352, 56, 5, 0.46))
    colours = ("#f0442e", "#ffb62e", "#ff7a3c", "#f0442e", "#ffd25a")
    lanterns = []
    for x1, x2, y, sag, count, s in strings:
        xs = [x1 + (x2 - x1) * i / (count - 1) for i in range(count)]
        drops = [y + sag * math.sin(math.pi * i / (count - 1)) * 0.6 for i in range(count)]
        lanterns += [path(f"M{x1} {y - 44 * s} Q{(x1 + x2) / 2} {y + sag * 1.2 - 44 * s} {x2} "
                          f"{y - 44 * s}", stroke="#3b2440", width=3)]
        lanterns += [lantern(round(x), round(drop), s, colours[i % 5])
                     for i, (x, drop) in enumerate(zip(xs, drops, strict=True))]
    return scene(
        air("#141433", "#2d2450", "#6b3a58", h=560), *(disc(x * 83 % 1280, x * 47 % 260, 1.6,
        "#fff",
        0.7) for x in range(40)), glow(640, 540, 420, "#ffb04a", 0.75),
        rect(560, 470, 160, 80, "#4a2b45"), poly([(540, 474), (640, 424), (740, 474)], "#39203a"),
        rect(622, 500, 36, 50, "#ffd68a"), air("#6b3f3a", "#40283d", "#251a33", y=545, h=255),
        poly([(600, 546), (680, 546), (990, 800), (290, 800)], "#8a523f"),
        faint(0.5, soft(9, *(rect(x, 575 + i * 4, w, 220, c) for i, (x, w, c) in enumerate((
            (470, 18, "#ffb04a"), (560, 22, "#ffdf9a"), (640, 26, "#ff8a4a"), (735, 20, "#ffd25a"),
            (820, 18, "#ff7a3c")))))), ripples(600, "#ffdb9a", 0.16),
        *(stall(*each) for pair in zip(reversed(left), reversed(right), strict=True)
          for each in pair), *reversed(lanterns),
    )


def star_lantern(x: float, y: float, s: float, colour: str, thread: float = 150) -> str:
    """A star of coloured paper in its hoop, lit from inside."""
    points = [(78 * k * math.sin(i * math.pi / 5), -78 * k * math.cos(i * math.pi / 5))
              for i in range(10) for k in ((1, 0.42)[i % 2],)]
    folds = "".join(path(f"M0 0 L{px:.0f} {py:.0f}", stroke="#fff8", width=3) for px, py in points)
    hoop = '<circle r="88" fill="none" stroke="#d9a441" stroke-width="6"/>'
    tails = path("M-10 92 q-14 40 -4 74 M10 92 q14 40 4 74", stroke=colour, width=6)
    return glow(x, y, 190 * s, colour, 0.6) + at(
        x, y, s, path(f"M0 -88 V{-thread}", stroke="#caa06a", width=4), tails, poly(points, colour),
        faint(0.5, glow(0, 0, 52, "#fff6cf")), folds, hoop)


def fish_lantern(x: float, y: float, s: float) -> str:
    """A carp of red paper."""
    scales = "".join(path(f"M{-40 + i * 34} {-26 + j * 26} q17 18 0 34", stroke="#ffd9a0", width=4)
                     for i in range(3) for j in range(2))
    return glow(x, y, 200 * s, "#ff7a45", 0.6) + at(
        x, y, s, path("M0 -60 V-150", stroke="#caa06a", width=4),
        path("M70 0 L150 -56 Q132 0 150 56 Z", "#ffb347"), path("M-20 -52 Q20 -96 60 -44 Z",
        "#ffb347"), path("M-120 6 Q-70 -74 20 -58 Q70 -44 84 0 Q70 44 20 58 Q-70 74 -120 6",
                         "#ee4b34"), scales, disc(-82, -12, 13, "#fff6df"),
        disc(-84, -12, 6, "#2a1a22"))


def festival_lanterns() -> str:
    """Star and carp lanterns in the dark, the moon already waning."""
    return scene(
        air("#0e1738", "#1d2a5a", "#3f3a6b"), glow(1040, 150, 200, "#fff3c9", 0.5),
        path("M1040 88 A62 62 0 1 0 1098 172 A54 54 0 1 1 1040 88", "#fdf2cf"),
        *(disc(x * 127 % 1280, x * 71 % 420, 1.2 + x % 3 * 0.6, "#fff", 0.8) for x in range(60)),
        path("M0 150 Q640 250 1280 120", stroke="#5a4a5e", width=5),
        ridge(690, 18, "#151a3d", 1),
        soft(5, star_lantern(110, 400, 0.55, "#59c36b"), star_lantern(1180, 430, 0.55, "#ff6aa2")),
        star_lantern(240, 345, 1.05, "#ff4d4d"), fish_lantern(590, 372, 1.05),
        star_lantern(905, 385, 1.2, "#ffc93c"), star_lantern(440, 610, 0.7, "#4aa8ff", 590),
        star_lantern(760, 640, 0.62, "#59c36b", 720),
        poly([(0, 800), (0, 700), (170, 640), (340, 700), (340, 800)], "#0b0f28"),
        poly([(1000, 800), (1000, 726), (1140, 672), (1280, 726), (1280, 800)], "#0b0f28"),
        rect(150, 724, 30, 40, "#ffcf7a"), rect(1120, 740, 28, 36, "#ffcf7a"),
        rect(0, 778, 1280, 22, "#080b1e"),
    )


def memorial() -> str:
    """The memorial of the fallen at nightfall, candles on both sides of the path."""
    def candles(side: int) -> str:
        spots = ((i, 0.28 + i * i * 0.021) for i in range(8))
        return scene(*(glow(640 + side * (74 + 300 * k), 560 + 200 * k, 60 * k + 14, "#ffc35a", 0.9)
                       + at(640 + side * (74 + 300 * k), 560 + 200 * k, k, rect(-9, -14, 18, 44,
                            "#f7ecd2", 4), path("M0 -44 q13 20 0 30 q-13 -10 0 -30", "#fff0b8"))
                       for _, k in spots))

    def stones(side: int) -> str:
        return scene(*(at(640 + side * (230 + j * 130 + i * 34), 560 + i * 62, 0.55 + i * 0.17,
                          rect(-34, -62, 68, 62, "#8f93a8", 8), rect(-40, -6, 80, 12, "#6f7388"),
                          star(0, -38, 13)) for i in range(4) for j in range(3)))

    return scene(
        air("#232a55", "#5a4a78", "#b8688a", "#f0a878", h=560),
        ridge(500, 40, "#40406c", 1), ridge(536, 18, "#2f3559", 2),
        glow(640, 360, 330, "#ffd9a0", 0.5), air("#3d4a4c", "#252c36", y=548, h=252),
        poly([(585, 548), (695, 548), (980, 800), (300, 800)], "#7d7480"),
        rect(470, 520, 340, 34, "#a39aa5"), rect(505, 490, 270, 34, "#b8aeb6"),
        poly([(585, 492), (606, 190), (674, 190), (695, 492)], "#d3c7c8"),
        poly([(640, 492), (640, 190), (674, 190), (695, 492)], "#a99ca6"),
        poly([(600, 192), (640, 136), (680, 192)], "#bdb0b6"), star(640, 262, 40),
        rect(622, 330, 36, 150, "#8c2f2c", 3),
        *(at(x, 560, s, poly([(0, -280), (44, -20), (-44, -20)], "#1f2b3d"), rect(-6, -24, 12, 30,
          "#1a2030")) for x, s in ((250, 1), (400, 0.8), (880, 0.8), (1030, 1))),
        stones(-1), stones(1), candles(-1), candles(1),
    )


def strange_call() -> str:
    """A telephone lights a dark room with an unknown caller."""
    handset = scene(
        rect(-150, -290, 300, 580, "#0d1220", 40), veil(-134, -270, 268, 540, "#24355e", "#101a33"),
        words(0, -190, "SỐ LẠ", 38, "#fff"), words(0, -146, "đang gọi…", 24, "#b9c8ea"),
        poly([(0, -108), (74, 22), (-74, 22)], "#ffc93c"), rect(-8, -62, 16, 48, "#24355e", 8),
        disc(0, 2, 9, "#24355e"), words(0, 84, "Đừng chuyển tiền.", 24, "#ffd98a"),
        words(0, 118, "Đừng đọc mã.", 24, "#ffd98a"), disc(-70, 206, 38, "#e5484d"),
        turned(135, -70, 206, path("M-86 206 q16 -14 32 0", stroke="#fff", width=9)),
        disc(70, 206, 38, "#3aa76d"), path("M56 216 q14 -26 28 0", stroke="#fff", width=9),
    )
    return scene(
        air("#10142a", "#1c1f3a", h=520), veil(90, 60, 330, 300, "#232a55", "#39406f"),
        rect(246, 60, 10, 300, "#141831"), rect(90, 204, 330, 10, "#141831"),
        disc(340, 130, 30, "#f4ead0"), disc(352, 124, 28, "#272f5c"),
        air("#4a3326", "#2a1c18", y=500, h=300), glow(640, 400, 520, "#6c93ff", 0.45),
        soft(10, oval(660, 690, 250, 34, "#000a")), turned(-7, 640, 400, at(640, 410, 1, handset)),
        soft(6, oval(1010, 690, 130, 22, "#0008")), ball(1010, 620, 78, "#e7d8c2", "#8d7a68"),
        oval(1010, 566, 66, 18, "#f3e8d6"), oval(1010, 568, 54, 13, "#7b4a22"),
        path("M1082 600 q60 10 30 62 q-16 16 -44 8", stroke="#b8a48c", width=14),
        faint(0.35, soft(5, path("M990 540 q-24 -40 6 -74 M1026 540 q26 -36 -4 -80",
                                 stroke="#fff", width=10))),
        soft(6, oval(270, 706, 150, 20, "#0008")), turned(9, 270, 660, rect(150, 610, 240, 88,
        "#7c2f2a", 8), rect(162, 604, 226, 86, "#a5423a", 8), rect(186, 632, 150, 12, "#e8c56a",
        6), rect(186, 656, 100, 10, "#e8c56a", 5)),
    )


def loudspeakers() -> str:
    """A pole with four loudspeakers above the roofs at first light."""
    horn = scene(path("M0 -16 L86 -62 Q106 0 86 62 L0 16 Z", "#5d6b7c"),
                 oval(92, 0, 20, 62, "#8e9cab"), oval(94, 0, 13, 46, "#39444f"),
                 rect(-34, -18, 40, 36, "#414d59", 8))
    roof = "#2a2338"
    return scene(
        air("#35406e", "#8a6a94", "#ef9f7d", "#ffd9a0"), glow(330, 640, 420, "#fff0c0", 0.9),
        soft(6, path("M120 250 q180 -50 340 0 t330 -20", stroke="#f7b9a0", width=20),
             path("M700 160 q160 -40 330 10", stroke="#c993a4", width=16)),
        ridge(610, 30, "#7a5a7c", 2), ridge(650, 20, "#574468", 1),
        *(path(f"M{x} {y} q16 -16 30 0 q14 -16 30 0", stroke="#4c3a55", width=5)
          for x, y in ((240, 220), (330, 180), (420, 236), (180, 300))),
        dimmed(0.34, palm(150, 730, 1.3, 22), palm(250, 735, 0.95, -14), palm(1090, 740, 1.15,
        -20)),
        *(poly([(x, 800), (x, y + 60), (x + w / 2, y), (x + w, y + 60), (x + w, 800)], roof)
          for x, y, w in ((-40, 668, 300), (300, 700, 260), (930, 676, 380))),
        rect(1010, 756, 30, 30, "#ffd47c"), rect(110, 752, 28, 32, "#ffd47c"),
        rect(748, 190, 22, 610, "#4a4152"), rect(748, 190, 7, 610, "#8a7480"),
        rect(690, 318, 138, 14, "#4a4152"), rect(700, 436, 118, 12, "#4a4152"),
        at(806, 300, 1.15, horn), at(712, 300, 1.15, '<g transform="scale(-1 1)">', horn, "</g>"),
        turned(18, 800, 424, at(804, 424, 0.95, horn)),
        turned(-18, 714, 424, at(714, 424, 0.95, '<g transform="scale(-1 1)">', horn, "</g>")),
        rect(722, 500, 74, 92, "#5d5a6b", 8), rect(734, 514, 50, 34, "#23324f", 4),
        disc(759, 570, 9, "#7ee0a0"), path("M759 200 Q980 290 1280 250", stroke="#3d3547", width=4),
    )


SCENES: dict[str, Callable[[], str]] = {
    "song-hoa-hoang-hon.jpg": river_at_dusk,
    "cho-dem.jpg": night_market,
    "den-trung-thu.jpg": festival_lanterns,
    "nghia-trang.jpg": memorial,
    "cuoc-goi-la.jpg": strange_call,
    "loa-truyen-thanh.jpg": loudspeakers,
}
