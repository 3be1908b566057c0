"""Scenes of the commune's offices and services: each a flat table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.shapes import (
    BLUE,
    GOLD,
    HEIGHT,
    INK,
    RED,
    ROSE,
    WHITE,
    WIDTH,
    at,
    bicycle,
    cloud,
    disc,
    flag,
    house,
    palm,
    panes,
    path,
    person,
    poly,
    rain,
    rect,
    ridge,
    scene,
    sky,
    star,
    tree,
)


def commune_hall() -> str:
    """The two-storey office of the commune behind its flag."""
    return scene(
        sky("#9fcfe6", "#eaf4ef"), cloud(250, 150, 0.9), cloud(1060, 120, 1.1),
        ridge(520, 40, "#9cc29a", 2), rect(250, 280, 780, 300, "#f4dfa6"),
        poly([(215, 285), (300, 200), (980, 200), (1065, 285)], "#a8503c"),
        rect(530, 240, 220, 340, "#f9edc8"), poly([(505, 245), (640, 165), (775, 245)], "#8f4030"),
        panes((285, 365, 445, 775, 855, 935), (310, 450), 62, 78), panes((610,), (330,), 60, 70),
        rect(590, 460, 100, 120, "#7c4f33", 4), rect(637, 460, 6, 120, "#5f3a24"),
        disc(640, 212, 24, RED), star(640, 212, 17), rect(0, 580, WIDTH, 220, "#dccfb4"),
        poly([(590, 580), (690, 580), (860, 800), (420, 800)], "#c9b998"),
        rect(575, 574, 130, 12, "#bcae93"), tree(130, 600, 1.3), tree(1160, 600, 1.4, "#3f7d46"),
        flag(880, 700, 1.35), person(470, 740, 0.9, "#4a78b5"),
        person(545, 750, 0.85, "#c26a4a", hat=True),
    )


def health_station() -> str:
    """The commune health station in the morning."""
    return scene(
        sky("#b5e0ec", "#f2f8ee"), cloud(980, 150, 1), cloud(240, 190, 0.8),
        ridge(500, 50, "#a8caa2", 1), rect(240, 330, 800, 260, "#f7fbfa"),
        rect(210, 296, 860, 44, "#3a9d8f", 8), rect(560, 240, 160, 350, "#e3f2ee"),
        panes((280, 400, 780, 900), (400,), 84, 90), rect(600, 440, 80, 150, "#7c9d95", 4),
        disc(640, 320, 62, WHITE), rect(628, 280, 24, 80, RED, 4), rect(600, 308, 80, 24, RED, 4),
        rect(0, 590, WIDTH, 210, "#cfdcc0"),
        poly([(590, 590), (690, 590), (760, 800), (520, 800)], "#dfd6c2"), tree(120, 620, 1.5),
        tree(1150, 620, 1.3, "#5d9a58"), bicycle(900, 690, 0.9, RED), bicycle(1030, 700, 0.9, BLUE),
        person(450, 760, 1.1, ROSE), person(520, 762, 0.7, GOLD),
    )


def storm_at_sea() -> str:
    """Dark clouds over the sea and two boats making for shelter."""
    def boat(x: float, y: float, s: float, fill: str) -> str:
        return at(x, y, s, rect(-40, -92, 86, 54, "#f2e4c4", 6), rect(-52, -104, 110, 16, RED),
                  rect(-22, -82, 50, 24, "#8fb7c4", 4),
                  path("M-130 -40 Q0 -16 130 -52 L96 0 H-92 Z", fill),
                  rect(-4, -190, 7, 88, INK))
    clouds = ((180, 200, 2.1, "#56646f"), (560, 150, 2.4, "#47545f"), (960, 210, 2.2, "#3d4a55"),
              (1230, 170, 1.8, "#56646f"))
    return scene(
        sky("#4f5d68", "#a9b7bb"),
        path("M905 210 L850 330 H890 L862 430 L960 300 H915 L950 210 Z", "#fbe58a"),
        *(cloud(*numbers) for numbers in clouds), rain(150, -24, "#c8d6dc"),
        rain(215, -24, "#c8d6dc"), ridge(480, 14, "#3f6a78", 1), ridge(550, 20, "#356070", 2.4),
        boat(330, 600, 1.1, BLUE), ridge(620, 22, "#2d5464", 0.4), boat(760, 668, 1.25, "#2f7d6b"),
        ridge(700, 18, "#264857", 3),
    )


def bracing_house() -> str:
    """A family weighs its roof down with sand bags before the storm."""
    bag = rect(-36, -30, 72, 36, "#e8dcc0", 14) + rect(-6, -36, 12, 10, "#cbb98f")
    bags = ((500, 330), (590, 312), (690, 312), (780, 330), (545, 272), (735, 272))
    rungs = (path(f"M{916 - i * 16} {585 - i * 62} h50", stroke="#8a6a42", width=8)
             for i in range(4))
    return scene(
        sky("#8a9aa3", "#d5dcd8"), cloud(240, 170, 1.7, "#7f8d96"), cloud(980, 140, 2, "#6c7a84"),
        ridge(470, 30, "#7f9a86", 2), rect(0, 600, WIDTH, 200, "#a89c7d"),
        palm(1130, 640, 1.4, -130), palm(180, 640, 1.2, -110), house(640, 610, 1.45),
        *(at(x, y, 1, bag) for x, y in bags),
        path("M470 230 L400 600 M810 230 L880 600", stroke="#b89a63", width=8),
        path("M930 640 L850 330 M980 640 L900 330", stroke="#8a6a42", width=10), *rungs,
        at(300, 700, 1.15, bag, at(70, 8, 0.9, bag), at(30, -34, 0.9, bag)),
        rain(0, -40, "#dbe6ea"),
    )


def land_map() -> str:
    """A parcel map on a desk, with a pen and a red land book."""
    colours = ("#cfe3b4", "#f2dfa6", "#b9d8dc", "#ecc7a8", "#d8d0e6")
    columns = ((290, 430), (430, 545), (545, 690), (690, 800), (800, 930))
    lines = ((150, 270), (270, 360), (360, 490), (490, 610))
    parcels = (rect(x + 4, y + 4, x2 - x - 8, y2 - y - 8, colours[(i * 3 + j * 2) % 5], 4)
               for i, (x, x2) in enumerate(columns) for j, (y, y2) in enumerate(lines))
    book = scene(
        rect(-90, -130, 190, 270, "#8f2620", 10), rect(-96, -136, 190, 270, RED, 10),
        star(0, -30, 44), rect(-50, 50, 100, 14, GOLD, 7),
    )
    pen = scene(
        rect(-130, -14, 220, 28, BLUE, 14), poly([(90, -12), (132, 0), (90, 12)], INK),
    )
    return scene(
        rect(0, 0, WIDTH, HEIGHT, "#b98a5f"),
        *(path(f"M0 {y} H1280", stroke="#ab7d53", width=5) for y in range(130, 800, 160)),
        '<g transform="rotate(-3 640 400)">', rect(256, 116, 724, 540, "#00000018", 6),
        rect(248, 104, 724, 540, "#fbf7ea", 6), *parcels,
        path("M296 420 C420 360 520 520 700 430 S860 400 924 410", stroke="#7cb8d0", width=24),
        path("M610 250 q-44 -62 0 -96 q44 34 0 96", RED), disc(610, 196, 15, WHITE), "</g>",
        at(1090, 300, 1, book), '<g transform="rotate(-32 1010 640)">', at(1010, 640, 1, pen),
        "</g>", path("M205 600 q50 -10 46 40", stroke=WHITE, width=16), disc(130, 640, 84, WHITE),
        disc(130, 640, 64, "#7a4a26"),
    )


SCENES: dict[str, Callable[[], str]] = {
    "tru-so-xa.jpg": commune_hall,
    "tram-y-te.webp": health_station,
    "bao-tren-bien.jpg": storm_at_sea,
    "chang-chong-nha.jpg": bracing_house,
    "ban-do-thua-dat.png": land_map,
}
