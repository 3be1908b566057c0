"""Scenes of fields, roads, water and feasts: each a flat table of shapes, back to front."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.shapes import (
    BLUE,
    BRICK,
    GOLD,
    GREEN,
    INK,
    ORANGE,
    PLUM,
    RED,
    ROSE,
    SKIN,
    TAUPE,
    TEAL,
    WHITE,
    WIDTH,
    WOOD,
    at,
    bicycle,
    cloud,
    disc,
    glints,
    house,
    palm,
    panes,
    path,
    pennants,
    person,
    poly,
    rect,
    ridge,
    rows,
    scene,
    sky,
    tree,
)


def rice_at_dawn() -> str:
    """Green rice, hills and the rising sun."""
    return scene(
        sky("#f7c59f", "#fdeccf"), disc(860, 300, 96, "#fff3d6", 0.6),
        disc(860, 300, 66, "#f79d5c"), cloud(280, 210, 0.9, "#fff6e6"),
        ridge(390, 46, "#b6a6b8", 1), ridge(430, 30, "#8ea694", 3), rows(450, "#86b25a", "#6f9c47"),
        palm(1110, 560, 1.1, -20), palm(1200, 580, 0.9, 14), person(470, 690, 0.9, BRICK, hat=True),
        person(620, 660, 0.7, TEAL, hat=True),
    )


def harvester() -> str:
    """A combine harvester in ripe rice."""
    machine = scene(
        rect(-150, -190, 300, 120, RED, 14), rect(-20, -300, 130, 120, "#2f4858", 10),
        rect(-6, -286, 102, 78, "#bfe3ee", 6), rect(-150, -120, 300, 18, "#9c2620"),
        rect(-150, -78, 280, 78, INK, 38), *(disc(x, -39, 24, "#8d8d92") for x in (-104, -10, 84)),
        path("M-140 -110 L-250 -60", stroke="#7a2a22", width=26), disc(-262, -58, 62, GOLD),
        disc(-262, -58, 42, "#b98a22"), rect(-300, -14, 110, 16, INK),
    )
    sack = rect(-34, -74, 68, 74, "#f6efdd", 20) + rect(-14, -92, 28, 22, "#d9ccae", 8)
    return scene(
        sky("#a9d6e8", "#f4f1dc"), cloud(980, 190, 1), cloud(300, 150, 0.8),
        ridge(370, 40, "#9db88f", 2), rows(420, "#e2b84a", "#cc9f35", 420),
        poly([(560, 420), (1280, 420), (1280, 800), (860, 800)], "#d9c27e"),
        at(640, 650, 1.05, machine),
        *(at(x, y, 1, sack) for x, y in ((960, 650), (1010, 700), (1090, 716))),
        person(1190, 740, 1, TEAL, hat=True),
    )


def drying_rice() -> str:
    """Rice drying in a yard, turned with rakes."""
    rake = path("M30 -110 L150 10", stroke=WOOD, width=8) + rect(118, 4, 70, 12, WOOD)
    furrows = (path(f"M{250 - i * 34} {560 + i * 44} H{1060 + i * 34}", stroke="#d3a238", width=7)
               for i in range(1, 5))
    return scene(
        sky("#bfe3ee", "#f7f1df"), ridge(430, 34, "#b5cfa6", 1),
        rect(0, 470, WIDTH, 330, "#d7cdbb"), tree(150, 480, 1.3), tree(1150, 480, 1.1),
        house(480, 500, 1.3), house(880, 500, 1, "#e9d9b8", "#8f4a3b"),
        poly([(250, 560), (1060, 560), (1230, 780), (80, 780)], "#e7b94c"), *furrows,
        person(400, 720, 1.05, PLUM, rake, hat=True),
        person(760, 750, 1.05, "#2f7d6b", rake, hat=True),
    )


def water_tower() -> str:
    """The new water tower above the village."""
    legs = (path(f"M{x} 330 L{x + d} 660", stroke="#7d8f98", width=18)
            for x, d in ((540, -50), (640, 0), (740, 50)))
    return scene(
        sky("#8ecbea", "#f0f7ee"), cloud(240, 180, 1), cloud(1040, 220, 1.2),
        ridge(500, 60, "#a3c9a0", 1), ridge(560, 30, "#84b57d", 3),
        rect(0, 640, WIDTH, 160, "#93c078"), *legs,
        path("M520 470 H760 M505 570 H775 M535 380 L770 560 M745 380 L510 560",
             stroke="#93a4ac", width=8),
        rect(490, 170, 300, 180, "#d9ecf3", 26), rect(490, 240, 300, 34, "#3d8fb8"),
        poly([(475, 178), (640, 96), (805, 178)], "#3d6f8c"),
        path("M640 282 q-26 36 0 48 q26 -12 0 -48", "#3d8fb8"), house(190, 640, 0.62),
        house(350, 655, 0.5, "#e9d9b8", "#8f4a3b"),
        path("M790 640 H900", stroke="#3d8fb8", width=18),
        house(1010, 660, 0.7, "#eef3ee", "#3d6f8c"), tree(80, 690, 0.9), tree(1210, 690, 1),
        path("M0 740 H1280", stroke="#c9b998", width=56), person(520, 752, 0.55, PLUM, hat=True),
        bicycle(820, 754, 0.6, RED),
    )


def tap_in_the_yard() -> str:
    """Clean water runs from a tap into a basin at home."""
    return scene(
        rect(0, 0, WIDTH, 560, "#f1dfbd"), rect(0, 540, WIDTH, 260, "#c8b594"),
        panes((80,), (100,), 260, 220), path("M760 0 V250 H660", stroke="#9aa7ad", width=30),
        rect(600, 226, 80, 48, "#8a979e", 10), rect(612, 270, 34, 40, "#8a979e", 6),
        path("M640 226 V190 M606 186 H674", stroke=RED, width=18),
        path("M440 580 H820 L760 720 H500 Z", "#3d8fb8"),
        path("M440 580 a190 34 0 0 1 380 0 a190 34 0 0 1 -380 0", "#a9ddf0"),
        path("M629 312 V590", stroke="#7cc4e4", width=22),
        path("M625 312 V590", stroke="#d6f0fa", width=6),
        *(disc(x, 574, 26, "#6cae5a") for x in (520, 556, 722)), disc(750, 580, 20, ORANGE),
        *(disc(x, y, 7, "#d6f0fa") for x, y in ((560, 540), (700, 530), (590, 500), (675, 555))),
        *(disc(x, 640 + x % 3 * 12, 30, "#5d9a58") for x in range(66, 320, 34)),
        rect(40, 650, 300, 90, "#a8653f", 12),
        person(960, 775, 2, PLUM, path("M-24 -140 q-50 30 -86 34", stroke=SKIN, width=12)),
    )


def village_road() -> str:
    """A new concrete road between gardens."""
    joints = (path(f"M{640 - w} {y} H{640 + w}", stroke="#b3b1a9", width=4)
              for y, w in ((480, 92), (550, 172), (650, 284)))
    sides = (-1, 1)
    hedge = ((120, 450, 20), (170, 490, 28), (240, 550, 38), (340, 640, 52), (490, 760, 74))
    lamp = ((210, 560, 230, 40), (95, 460, 120, 24))
    return scene(
        sky("#9ad2ea", "#f4f4e2"), cloud(330, 170, 1), cloud(930, 210, 0.8),
        ridge(410, 36, "#a3c9a0", 2), rect(0, 430, WIDTH, 370, "#9cc77e"),
        poly([(590, 430), (690, 430), (1060, 800), (220, 800)], "#cfcdc6"), *joints,
        house(230, 540, 0.9), house(1060, 540, 0.9, "#e7e0cf", "#8f4a3b"), tree(80, 640, 1.2),
        tree(1200, 640, 1.2),
        *(disc(640 + side * dx, y, r, "#5d9a58") for side in sides for dx, y, r in hedge),
        *(path(f"M{640 + side * dx} {y} v{-h} q0 -20 {-side * d} -20", stroke="#7d8f98", width=7)
          for side in sides for dx, y, h, d in lamp),
        bicycle(600, 670, 0.95, "#2f7d6b"), person(598, 648, 0.85, ROSE, hat=True),
    )


def road_works() -> str:
    """Villagers and a roller at work on the road."""
    roller = scene(
        disc(-130, -70, 70, "#8d99a3"), disc(-130, -70, 44, "#b9c3ca"), disc(130, -64, 64, INK),
        disc(130, -64, 30, GOLD), rect(-90, -170, 260, 80, "#f0a830", 14),
        rect(20, -300, 130, 132, "#f0a830", 10), rect(36, -284, 98, 86, "#bfe3ee", 6),
        path("M-130 -70 L-60 -130", stroke="#c77f16", width=22),
    )
    shovel = path("M34 -122 L96 16", stroke=WOOD, width=9) + rect(78, 4, 40, 44, "#7d8f98", 6)
    cone = poly([(-26, 0), (0, -78), (26, 0)], "#e9653b") + rect(-16, -38, 32, 12, WHITE)
    return scene(
        sky("#a7d8ea", "#f6f2df"), cloud(880, 170, 1), ridge(430, 40, "#9fc596", 1),
        house(210, 500, 0.9), tree(400, 500, 1), tree(1180, 500, 1.2),
        rect(0, 500, WIDTH, 300, "#c7b892"), rect(0, 600, WIDTH, 130, "#bdbab2"),
        poly([(900, 720), (1040, 600), (1200, 720)], "#a59c8c"),
        *(disc(x, 700 - (x % 5) * 14, 9, "#8b8273") for x in range(950, 1160, 22)),
        at(500, 680, 1.15, roller), person(790, 705, 1.25, "#d0702f", shovel, hat=True),
        person(240, 705, 1.2, BLUE, shovel, hat=True),
        *(at(x, 760, 1, cone) for x in (120, 420, 700)),
    )


def market() -> str:
    """The morning market under striped awnings."""
    def stall(x: float, awning: str, goods: str) -> str:
        stripes = (path(f"M{i * 42} -230 h42 v50 a21 21 0 0 1 -42 0 z", (awning, WHITE)[i % 2])
                   for i in range(7))
        return at(x, 640, 1.15, rect(6, -190, 12, 190, WOOD), rect(276, -190, 12, 190, WOOD),
                  *(disc(40 + i * 36, -84 - (i % 2) * 14, 22, goods) for i in range(7)),
                  rect(0, -76, 294, 76, "#b98352", 6), *stripes)
    sellers = ((220, TEAL), (640, ROSE), (1060, TAUPE))
    return scene(
        sky("#f6d7a8", "#fdf3de"), cloud(300, 150, 0.9, "#fffaf0"), cloud(900, 110, 0.8, "#fffaf0"),
        ridge(430, 40, "#b5c79a", 2), tree(60, 540, 1.4), tree(1230, 540, 1.5),
        rect(0, 520, WIDTH, 280, "#d9c6a2"),
        *(person(x, 625, 0.8, shirt, hat=True) for x, shirt in sellers), stall(50, RED, ORANGE),
        stall(470, GREEN, "#6cae5a"), stall(890, "#4a78b5", GOLD),
        person(330, 765, 1.2, BRICK, hat=True), person(560, 777, 1.15, "#4a78b5"),
        person(800, 770, 1.2, PLUM, rect(24, -86, 46, 50, ORANGE, 6), hat=True),
        person(1080, 780, 1.15, "#2f7d6b"),
    )


def boat_race() -> str:
    """Two crews race on the river."""
    def crew(x: float, y: float, s: float, shirt: str) -> str:
        rower = scene(
        path("M20 -96 L86 44", stroke=WOOD, width=9), rect(-26, -112, 52, 84, shirt, 20),
        disc(0, -134, 22, SKIN), path("M-24 -134 a24 24 0 0 1 48 0", RED),
    )
        hull = ("M-380 -54 Q-330 -10 -270 -12 H300 Q350 -14 400 -70 Q380 30 300 34 H-280 "
                "Q-350 26 -380 -54")
        return at(x, y, s, *(at(i * 74 - 260, -6, 0.8, rower) for i in range(8)),
                  path(hull, "#7c4f33"), path("M-290 8 H310", stroke=GOLD, width=8))
    crowd = zip(range(60, 1240, 62), (BRICK, WHITE, "#4a78b5", ROSE, GOLD) * 4, strict=True)
    return scene(
        sky("#9fd4ea", "#f6f4e2"), cloud(260, 130, 0.9), cloud(1000, 110, 1),
        ridge(280, 46, "#a9bfa4", 1), ridge(330, 24, "#8fb978", 2), pennants(40, 1240, 200),
        *(person(x, 384 + x % 3 * 6, 0.5, shirt) for x, shirt in crowd),
        rect(0, 392, WIDTH, 408, "#5aa9bf"), glints(430), crew(560, 520, 0.95, WHITE),
        crew(730, 720, 1.15, "#f0a830"),
    )


def bridge() -> str:
    """The bridge between two hamlets at noon."""
    arches = (path(f"M{x} 522 a100 92 0 0 1 200 0 z", "#6fb6cc") for x in (150, 390, 630, 870))
    oar = path("M30 -120 L120 60", stroke=WOOD, width=7)
    sampan = path("M-120 -30 Q0 10 120 -30 Q90 22 0 22 Q-90 22 -120 -30", "#7c4f33")
    return scene(
        sky("#8ecbea", "#f3f6e6"), cloud(330, 130, 1.1), cloud(980, 170, 0.9),
        ridge(330, 70, "#9fbfae", 1), ridge(370, 36, "#86b27c", 3),
        rect(0, 500, WIDTH, 300, "#6fb6cc"), glints(560), person(420, 396, 0.55, BRICK, hat=True),
        person(470, 396, 0.5, TEAL, hat=True), bicycle(890, 396, 0.6, RED),
        rect(0, 336, WIDTH, 10, "#8d8d92"),
        *(rect(x, 336, 8, 56, "#8d8d92") for x in range(16, 1280, 56)),
        rect(0, 390, WIDTH, 44, "#b8b4a9"), rect(0, 430, WIDTH, 92, "#d8d3c4"), *arches,
        at(760, 660, 1.2, person(-10, -8, 0.9, PLUM, oar, hat=True), sampan),
        ridge(775, 14, "#86b25a", 2), palm(90, 700, 1.2, 30), palm(1190, 720, 1.3, -26),
    )


SCENES: dict[str, Callable[[], str]] = {
    "dong-lua-binh-minh.jpg": rice_at_dawn,
    "may-gat-lua.jpg": harvester,
    "phoi-thoc.jpg": drying_rice,
    "thap-nuoc.jpg": water_tower,
    "voi-nuoc.webp": tap_in_the_yard,
    "duong-be-tong.jpg": village_road,
    "thi-cong-duong.jpg": road_works,
    "cho-que.webp": market,
    "dua-thuyen.jpg": boat_race,
    "cau-lien-thon.jpg": bridge,
}
