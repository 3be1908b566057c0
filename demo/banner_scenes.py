"""Scenes of the banners, 1280 wide: those of the head 320 high, those of the side 640."""

# A table of shapes is read by rows: the formatter would give every number a line of its own.
# fmt: off

from collections.abc import Callable

from demo.shapes import (
    BLUE,
    BRICK,
    GOLD,
    GREEN,
    HAIR,
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
    cloud,
    desk,
    disc,
    flag,
    glints,
    house,
    palm,
    panes,
    path,
    pennants,
    person,
    poly,
    rain,
    rect,
    ridge,
    room,
    rows,
    scene,
    sky,
    star,
    tree,
)

HEADER, SIDE = 320, 640
PAPER, SCREEN, TICK = "#fbf7ea", "#d9f0f0", "M-26 2 L-6 22 L30 -24"


def phone(x: float, y: float, s: float, *shown: str) -> str:
    """A telephone around x,y, 200 by 360 before scaling, and what its screen shows."""
    return at(x, y, s, rect(-100, -180, 200, 360, INK, 26),
              rect(-88, -156, 176, 312, SCREEN, 8), *shown)


def ticked(x: float, y: float, s: float) -> str:
    """A green disc with a tick."""
    return at(x, y, s, disc(0, 0, 54, GREEN), path(TICK, stroke=WHITE, width=14))


def lines(x: float, y: float, widths: tuple[int, ...], fill: str = "#c9d8d3") -> str:
    """Writing from afar."""
    return "".join(rect(x, y + i * 34, w, 16, fill, 8) for i, w in enumerate(widths))


def river_and_hall() -> str:
    """The river between fields and houses, the bridge, the office with its flag."""
    hall = scene(
        rect(-150, -120, 300, 120, "#f4dfa6"),
        poly([(-170, -116), (-110, -170), (110, -170), (170, -116)], "#a8503c"),
        panes((-120, -60, 28, 88), (-96,), 36, 44), rect(-18, -62, 36, 62, "#7c4f33", 4),
    )
    arches = "".join(disc(x, 262, 26, "#7fbcd2") for x in (470, 540, 610, 680))
    return scene(
        sky("#9fd0e8", "#eef6ea", h=HEADER), cloud(200, 84, 0.7), cloud(760, 66, 0.8),
        ridge(180, 22, "#a9c9a6", 2), ridge(214, 16, "#8fbb86", 0.6),
        rect(0, 236, WIDTH, 84, "#93c47d"),
        path("M330 330 Q520 250 620 262 T1010 330 Z", "#7fbcd2"),
        rect(430, 222, 300, 26, "#d8d2c4", 4), rect(430, 212, 300, 6, "#9a9488"), arches,
        house(120, 288, 0.5), house(250, 270, 0.4, "#fbeed2", "#9c4a38"), tree(50, 296, 0.6),
        tree(340, 280, 0.45, "#3f7d46"), palm(860, 286, 0.6, -30), at(1000, 284, 0.95, hall),
        flag(1184, 292, 0.6), palm(800, 300, 0.5, 26), person(900, 306, 0.34, PLUM, hat=True),
        person(930, 308, 0.34, BLUE),
    )


def digital_month() -> str:
    """Neighbours with their phones around a large screen with a tick."""
    held = rect(18, -122, 34, 58, INK, 8) + rect(23, -115, 24, 42, "#9fd3e0", 3)
    people = ((90, BRICK, False), (200, PLUM, True), (310, BLUE, False), (970, ROSE, True),
              (1080, TAUPE, False), (1190, "#2f7d6b", False))
    return scene(
        sky("#d3ebe6", "#f6f1df", h=HEADER), rect(0, 268, WIDTH, 52, "#d2c3a6"),
        *(disc(x, y, r, TEAL, 0.12) for x, y, r in ((430, 70, 60), (850, 90, 80), (60, 60, 50))),
        rect(450, 24, 380, 226, INK, 16), rect(464, 38, 352, 198, SCREEN, 6),
        ticked(560, 136, 1.2), lines(660, 92, (120, 90, 110)),
        rect(620, 250, 40, 26, "#56646f"), rect(560, 272, 160, 12, "#56646f", 6),
        *(person(x, 304, 0.92, shirt, held, hat=hat) for x, shirt, hat in people),
    )


def planting() -> str:
    """People plant rows of saplings on the hill above the lake."""
    def sapling(x: float, y: float, s: float) -> str:
        return at(x, y, s, rect(-3, -50, 6, 50, WOOD), disc(-12, -52, 16, "#5d9a58"),
                  disc(12, -56, 16, "#4f8a4c"), disc(0, -74, 18, "#6fae5f"))
    dug = path("M26 -140 L58 0", stroke="#6b4a2b", width=8)
    return scene(
        sky("#a8d8ea", "#f3f7e6", h=HEADER), cloud(300, 76, 0.7), cloud(1010, 70, 0.8),
        ridge(150, 34, "#9cc29a", 2),
        path("M0 190 Q360 150 760 188 T1280 180 V250 H0 Z", "#7fbcd2"),
        path("M0 226 Q420 176 820 226 T1280 214 V330 H0 Z", "#93c47d"),
        path("M0 280 Q500 230 900 276 T1280 266 V330 H0 Z", "#7fb56a"),
        *(sapling(x, 236 - (x % 7), 0.6) for x in range(90, 1240, 130)),
        *(sapling(x, 296, 0.85) for x in range(40, 1280, 170)),
        person(330, 304, 0.8, BRICK, dug, hat=True), person(520, 300, 0.78, BLUE, hat=True),
        person(760, 304, 0.8, ROSE, dug, hat=True), person(980, 300, 0.78, GREEN),
        person(1130, 306, 0.6, GOLD),
    )


def online_service() -> str:
    """A daughter shows her mother how to send a form by phone."""
    held = rect(18, -122, 34, 58, INK, 8) + rect(23, -115, 24, 42, "#9fd3e0", 3)
    return scene(
        room("#e8efe8", "#cdbb9d"), disc(900, 280, 250, TEAL, 0.12),
        phone(820, 320, 1.35, lines(-66, -120, (132, 100, 120, 80)), ticked(0, 70, 0.9)),
        at(1070, 340, 1, rect(-110, -150, 220, 300, PAPER, 8), rect(-110, -150, 220, 46, TEAL, 8),
           lines(-80, -76, (160, 130, 150, 100)), ticked(56, 96, 0.55)),
        person(230, 620, 2.1, PLUM, path(HAIR, "#c9c4bd")),
        person(440, 620, 2.2, ORANGE, held),
    )


def identity_card() -> str:
    """An identity card, and a phone that shows a padlock."""
    lock = scene(
        path("M-34 -10 v-34 a34 34 0 0 1 68 0 v34", stroke=INK, width=16),
        rect(-54, -14, 108, 88, GOLD, 14), disc(0, 22, 13, INK), rect(-5, 24, 10, 28, INK, 5),
    )
    face = scene(rect(-70, -80, 140, 170, "#cfe3e6", 8), at(0, 116, 1, person(0, 47, 1.15, BLUE)),
                 rect(-80, 90, 160, 70, PAPER))
    card = scene(
        rect(-310, -190, 620, 380, PAPER, 26), rect(-310, -190, 620, 76, RED, 26),
        rect(-310, -140, 620, 30, RED), star(-250, -150, 30), lines(-190, -164, (330,), GOLD),
        at(-190, 20, 1, face), lines(-70, -70, (310, 250, 330, 200)),
        rect(-70, 86, 90, 66, GOLD, 10),
        path("M-70 119 h90 M-25 86 v66", stroke="#c98f1f", width=4),
        rect(150, 70, 100, 100, INK, 6),
        *(rect(158 + i % 4 * 22, 78 + i // 4 * 22, 16, 16, WHITE)
          for i in (0, 2, 3, 5, 8, 10, 11, 13)),
    )
    return scene(
        sky("#cfe4ee", "#eef3e6", h=SIDE), disc(1000, 180, 260, BLUE, 0.12),
        disc(180, 560, 200, GOLD, 0.18), at(450, 330, 1.08, card), phone(1040, 330, 1.4, lock),
    )


def law_books() -> str:
    """A shelf of law books and a stamped paper on a table."""
    spines = (RED, BLUE, "#2f7d6b", GOLD, BRICK, TEAL, PLUM, RED, TAUPE, BLUE, GREEN, ORANGE)
    books = "".join(rect(120 + i * 62, 90 + i * 29 % 40, 54, 230 - i * 29 % 40, colour, 6)
                    + rect(132 + i * 62, 150 + i * 29 % 40, 30, 10, "#fff8", 5)
                    for i, colour in enumerate(spines))
    seal = scene(disc(0, 0, 58, RED, 0.9), disc(0, 0, 46, PAPER), star(0, 2, 34))
    return scene(
        room("#efe4d0", "#c9b18b"), books, rect(90, 320, 800, 26, WOOD, 4),
        rect(90, 60, 24, 286, WOOD, 4), rect(866, 60, 24, 286, WOOD, 4), desk(60, 500, 1160),
        rect(300, 486, 300, 18, "#8f2620", 6), rect(316, 466, 270, 20, BLUE, 6),
        at(1040, 330, 1, rect(-150, -210, 300, 380, "#0001", 6),
           rect(-158, -220, 300, 380, PAPER, 6),
           rect(-90, -184, 164, 20, RED, 10), lines(-126, -126, (230, 200, 236, 180, 220)),
           at(70, 96, 1, seal)),
    )


def weather() -> str:
    """The sun behind rain clouds over the fields, and a wind sock."""
    sock = scene(
        rect(-5, -300, 10, 300, "#8d8d92"),
        poly([(5, -300), (170, -276), (170, -236), (5, -220)], RED),
        poly([(60, -292), (112, -284), (112, -231), (60, -226)], WHITE),
    )
    return scene(
        sky("#8fb6cc", "#eaf1e4", h=SIDE), disc(420, 190, 96, GOLD),
        disc(420, 190, 126, GOLD, 0.25), cloud(580, 290, 2.1, "#f4f7f8"),
        cloud(900, 220, 2.4, "#9aa9b3"), cloud(760, 200, 1.9, "#b3c0c8"),
        at(420, 90, 0.62, rain(330, -24, "#3f6a88")), ridge(470, 30, "#9cc29a", 2),
        rows(510, "#8fbb62", "#79a651"), house(200, 560, 0.7), palm(340, 570, 0.8, 60),
        at(1080, 600, 1.05, sock), person(640, 620, 0.9, BLUE, hat=True),
    )


def insurance() -> str:
    """Three generations of a family under one umbrella."""
    canopy = scene(
        path("M-420 40 A420 300 0 0 1 420 40 Z", TEAL),
        path("M-210 40 A210 300 0 0 1 210 40 Z", "#3f8791"),
        rect(-7, 30, 14, 330, INK), disc(0, -262, 12, INK),
        path("M-420 40 q52 -44 105 0 q52 -44 105 0 q105 -60 210 0 q105 -60 210 0 q52 -44 105 0"
             " q52 -44 105 0", "#f2f6ee"),
    )
    return scene(
        sky("#c6dfe6", "#f4f1df", h=SIDE), at(0, 0, 1, rain(-40, -24, "#9dbfcc")),
        rect(0, 560, WIDTH, 80, "#a9c48f"), rect(180, 270, 920, 300, "#f2f6ee", 150),
        at(640, 240, 1.05, canopy), person(330, 600, 1.35, TAUPE, path(HAIR, "#c9c4bd")),
        person(470, 602, 1.55, BLUE), person(580, 604, 0.95, GOLD), person(720, 604, 1.05, RED),
        person(830, 602, 1.5, ROSE), person(960, 600, 1.3, PLUM, path(HAIR, "#c9c4bd")),
    )


def blood_drop() -> str:
    """A drop of blood with a heart, between two hands."""
    drop = scene(
        path("M0 -250 C90 -110 170 -20 170 80 A170 170 0 0 1 -170 80 C-170 -20 -90 -110 0 -250 Z",
             RED),
        path("M0 150 C-150 50 -100 -40 -40 -30 Q-8 -24 0 10 Q8 -24 40 -30 C100 -40 150 50 0 150 Z",
             WHITE),
        disc(-90, 30, 26, "#fff", 0.25),
    )
    def hand(s: int) -> str:
        palm_of_hand = path(f"M{s * 300} 110 Q{s * 120} 60 {s * -40} 10", stroke=SKIN, width=70)
        thumb = path(f"M{s * 20} 20 q{s * 40} -70 {s * 10} -110", stroke=SKIN, width=34)
        sleeve = path(f"M{s * 360} 140 L{s * 250} 96", stroke=(TEAL, BLUE)[s > 0], width=104)
        return at(640 + s * 190, 560, 1, palm_of_hand, thumb, sleeve)
    return scene(
        sky("#fbe4dc", "#fdf6ea", h=SIDE), disc(640, 300, 300, WHITE, 0.6),
        *(at(x, y, s, disc(0, 0, 40, RED, 0.12)) for x, y, s in
          ((150, 120, 2), (1120, 160, 2.6), (1010, 470, 1.2), (250, 420, 1.4))),
        hand(-1), hand(1), at(640, 330, 0.98, drop),
    )


def runners() -> str:
    """Three runners on the road beside the river, under festive flags."""
    def runner(x: float, shirt: str) -> str:
        legs = path("M0 -84 L44 -40 L30 6 M0 -84 L-40 -46 L-84 -52", stroke=INK, width=19)
        arms = path("M0 -146 L44 -112 L74 -140 M0 -146 L-40 -116 L-62 -88", stroke=shirt, width=15)
        return at(x, 596, 1.7, legs, arms, path("M6 -150 L0 -88", stroke=shirt, width=52),
                  rect(-12, -126, 34, 26, WHITE, 4), rect(2, -184, 14, 18, SKIN),
                  disc(10, -196, 23, SKIN), at(10, -10, 1, path(HAIR, "#2d2320")))
    return scene(
        sky("#9fd0e8", "#f6f1df", h=SIDE), cloud(260, 190, 1), cloud(980, 170, 1.1),
        ridge(300, 30, "#a9c9a6", 2), rect(0, 330, WIDTH, 120, "#7fbcd2"), at(0, 0, 1, glints(345)),
        rect(0, 440, WIDTH, 60, "#93c47d"), rect(0, 490, WIDTH, 150, "#c9c2b4"),
        path("M0 566 H1280", stroke="#f4efe2", width=8), tree(120, 470, 1),
        tree(1180, 470, 1.1, "#3f7d46"),
        pennants(40, 1240, 40), runner(330, RED), runner(660, BLUE), runner(990, "#2f7d6b"),
    )


def portrait() -> str:
    """The outline of an official in front of the flag."""
    return scene(
        sky("#cfe0e4", "#eef1ea"), rect(400, 0, 240, 800, RED),
        path("M400 0 q34 400 0 800 M470 0 q28 400 0 800 M560 0 q24 400 0 800", stroke="#b02a24",
             width=10), star(530, 150, 60), disc(300, 330, 126, "#2f4256"),
        path("M244 400 H356 V520 H244 Z", "#2f4256"),
        path("M20 800 Q24 580 170 528 Q300 490 430 528 Q576 580 580 800 Z", "#2f4256"),
        path("M236 512 L300 640 L364 512 Z", "#f4f4ee"), path("M288 540 h24 l-6 20 l14 84 l-20 26 "
             "l-20 -26 l14 -84 Z", RED), path("M236 512 L300 640 L270 690 L200 526 Z M364 512 L300 "
             "640 L330 690 L400 526 Z", "#223242"),
    )


SCENES: dict[str, tuple[Callable[[], str], tuple[int, int]]] = {
    "banner-song-hoa.jpg": (river_and_hall, (WIDTH, HEADER)),
    "banner-chuyen-doi-so.jpg": (digital_month, (WIDTH, HEADER)),
    "banner-trong-cay.jpg": (planting, (WIDTH, HEADER)),
    "banner-dich-vu-cong.jpg": (online_service, (WIDTH, SIDE)),
    "banner-dinh-danh.jpg": (identity_card, (WIDTH, SIDE)),
    "banner-van-ban.jpg": (law_books, (WIDTH, SIDE)),
    "banner-thoi-tiet.jpg": (weather, (WIDTH, SIDE)),
    "banner-bao-hiem.jpg": (insurance, (WIDTH, SIDE)),
    "banner-hien-mau.jpg": (blood_drop, (WIDTH, SIDE)),
    "banner-giai-chay.jpg": (runners, (WIDTH, SIDE)),
    "chan-dung-chu-tich.jpg": (portrait, (640, 800)),
}
