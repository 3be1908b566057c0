"""Flat shapes in SVG for the pictures of the demo bundle. Knows no scene."""

import math
from collections.abc import Iterable

WIDTH, HEIGHT = 1280, 800
SKIN, INK, RED, GOLD = "#e0a878", "#3b3a3f", "#c8322b", "#f6c945"
HAIR = "M-24 -184 a24 24 0 0 1 48 0 q-24 -18 -48 0"
GREEN, BLUE, TEAL, PLUM, BRICK = "#3f8f6b", "#2b5fa8", "#2f6f78", "#7a4f86", "#a2493f"
WOOD, WHITE, ROSE, TAUPE, ORANGE = "#7a5a3c", "#ffffff", "#c9658b", "#8d7b68", "#e9853b"
Points = Iterable[tuple[float, float]]


def scene(*parts: str) -> str:
    """All parts, the first one furthest back."""
    return "".join(parts)


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0) -> str:
    """A rectangle, its corners rounded by r."""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}"/>'


def disc(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    """A circle."""
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" opacity="{opacity}"/>'


def poly(points: Points, fill: str) -> str:
    """A polygon."""
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="{fill}"/>'


def path(d: str, fill: str = "none", stroke: str = "none", width: float = 0) -> str:
    """A free path with round ends."""
    style = f'stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"'
    return f'<path d="{d}" fill="{fill}" {style}/>'


def at(x: float, y: float, s: float, *parts: str) -> str:
    """Parts drawn around 0,0, placed at x,y and scaled by s."""
    return f'<g transform="translate({x} {y}) scale({s})">{"".join(parts)}</g>'


def sky(top: str, bottom: str, name: str = "sky", y: float = 0, h: float = HEIGHT) -> str:
    """A vertical gradient over the whole width."""
    stops = f'<stop stop-color="{top}"/><stop offset="1" stop-color="{bottom}"/>'
    gradient = f'<linearGradient id="{name}" x2="0" y2="1">{stops}</linearGradient>'
    return gradient + rect(0, y, WIDTH, h, f"url(#{name})")


def ridge(y: float, amplitude: float, fill: str, phase: float = 0) -> str:
    """Hills (or waves, when low) from y down to the bottom edge."""
    xs = range(0, WIDTH + 1, 16)
    tops = [(x, y - amplitude * (math.sin(x / 170 + phase) + 0.5 * math.sin(x / 71 + 2 * phase)))
            for x in xs]  # fmt: skip
    return poly([(0, HEIGHT), *tops, (WIDTH, HEIGHT)], fill)


def rows(y: float, fill: str, line: str, centre: float = 640) -> str:
    """A field whose rows run to one point on the horizon."""
    lines = [poly([(centre + i * 32, y), (foot - 8, HEIGHT), (foot + 8, HEIGHT)], line)
             for i in range(-22, 23) for foot in (centre + i * 190,)]  # fmt: skip
    return rect(0, y, WIDTH, HEIGHT - y, fill) + "".join(lines)


def cloud(x: float, y: float, s: float, fill: str = "#fff") -> str:
    """A cloud with a flat foot."""
    puffs = [disc(-70, -24, 44, fill), disc(0, -48, 62, fill), disc(72, -22, 42, fill)]
    return at(x, y, s, rect(-116, -40, 232, 42, fill, 21), *puffs)


def tree(x: float, y: float, s: float, leaf: str = "#4f8a4c") -> str:
    """A round tree standing on y."""
    crown = [disc(-38, -120, 50, leaf), disc(38, -116, 54, leaf), disc(0, -165, 62, leaf)]
    shine = disc(-22, -172, 26, "#fff", 0.12)
    return at(x, y, s, rect(-9, -110, 18, 110, "#7a5a3c"), *crown, shine)


def palm(x: float, y: float, s: float, lean: float = 0) -> str:
    """An areca palm; lean bends it, as the wind does."""
    top = f"{lean} -240"
    trunk = path(f"M0 0 Q{lean * 0.2} -130 {top}", stroke="#8a7353", width=14)
    sides = [(110, -30), (90, -85), (35, -118), (60, 20)]
    ends = [(side * dx, dy) for side in (-1, 1) for dx, dy in sides]
    leaves = [path(f"M{top} q{(dx + lean) * 0.5} {dy - 36} {dx + lean * 0.8} {dy + 40}",
                   stroke="#3f7d46", width=17) for dx, dy in ends]  # fmt: skip
    return at(x, y, s, trunk, *leaves)


def house(x: float, y: float, s: float, wall: str = "#f3e3c3", roof: str = "#b5533c") -> str:
    """A tiled house, 320 wide before scaling, its foot on y."""
    windows = [rect(wx, -120, 52, 56, "#8fb7c4", 4) + rect(wx + 23, -120, 6, 56, "#fff")
               for wx in (-124, 72)]  # fmt: skip
    door = rect(-30, -128, 60, 128, "#7c4f33", 4) + disc(18, -60, 5, GOLD)
    return at(x, y, s, rect(-150, -170, 300, 170, wall), *windows, door,
              poly([(-185, -165), (-125, -262), (125, -262), (185, -165)], roof))  # fmt: skip


def star(x: float, y: float, r: float) -> str:
    """The star of the flag."""
    corners = [(x + r * k * math.sin(i * math.pi / 5), y - r * k * math.cos(i * math.pi / 5))
               for i in range(10) for k in ((1, 0.39)[i % 2],)]  # fmt: skip
    return poly(corners, GOLD)


def flag(x: float, y: float, s: float) -> str:
    """The national flag on its pole, the foot on y."""
    cloth = "M4 -300 q40 -18 75 0 t75 0 v100 q-40 18 -75 0 t-75 0 z"
    return at(x, y, s, rect(-4, -310, 8, 310, "#8d8d92"), path(cloth, RED), star(79, -250, 32))


def pennants(x1: float, x2: float, y: float) -> str:
    """A festive string of small flags."""
    colours = (RED, GOLD, "#3f8f6b", "#e9853b", "#4a78b5")
    count = int((x2 - x1) / 44)
    feet = [(x1 + i * 44, y + 60 * math.sin(math.pi * i / count)) for i in range(count)]
    return "".join(path(f"M{x:.0f} {sag:.0f} h32 l-16 44 z", colours[i % 5])
                   for i, (x, sag) in enumerate(feet))  # fmt: skip


def person(x: float, y: float, s: float, shirt: str, *extra: str, hat: bool = False) -> str:
    """A standing figure, 210 high before scaling, with a conical hat when asked; extra over it."""
    legs = rect(-21, -88, 18, 88, INK, 8) + rect(3, -88, 18, 88, INK, 8)
    arms = [path(f"M{side * 25} -142 q{side * 13} 30 {side * 8} 60", stroke=shirt, width=14)
            for side in (-1, 1)]  # fmt: skip
    body = rect(-29, -158, 58, 86, shirt, 20)
    head = rect(-7, -170, 14, 18, SKIN) + disc(0, -186, 23, SKIN) + path(HAIR, "#2d2320")
    cone = poly([(-46, -194), (0, -232), (46, -194)], "#ead9a8") if hat else ""
    return at(x, y, s, legs, *arms, body, head, cone, *extra)


def desk(x: float, y: float, w: float, fill: str = "#9c6b43") -> str:
    """A counter or table, its top at y."""
    front = rect(x + 18, y + 22, w - 36, 150, fill) + rect(x + 18, y + 22, w - 36, 12, "#0002")
    return rect(x, y, w, 22, fill, 6) + front


def room(wall: str, floor: str) -> str:
    """The inside of a public room: wall, floor, skirting."""
    skirting = rect(0, 590, WIDTH, 14, "#fff8")
    return rect(0, 0, WIDTH, 600, wall) + rect(0, 600, WIDTH, 200, floor) + skirting


def bicycle(x: float, y: float, s: float, frame: str) -> str:
    """A bicycle, 170 wide before scaling."""
    wheels = [f'<circle cx="{wx}" cy="-30" r="30" fill="none" stroke="{INK}" stroke-width="7"/>'
              for wx in (-52, 52)]  # fmt: skip
    tubes = ("M-52 -30 L-18 -78 L36 -78 L52 -30 L30 -96 H44 M-18 -78 L2 -30 L36 -78 "
             "M-52 -30 H2 M-28 -90 H-8")  # fmt: skip
    return at(x, y, s, *wheels, path(tubes, stroke=frame, width=7))


def rain(top: float, drift: float, colour: str) -> str:
    """Slanting rain from top down."""
    return "".join(path(f"M{x} {top + x * 37 % 400} l{drift} 76", stroke=colour, width=3)
                   for x in range(40, 1300, 56))  # fmt: skip


def glints(y: float) -> str:
    """Light on water."""
    return "".join(path(f"M{x} {y + x * 29 % (790 - y)} h62", stroke="#a9dbe6", width=6)
                   for x in range(20, 1240, 92))  # fmt: skip


def panes(xs: Iterable[float], ys: Iterable[float], w: float, h: float) -> str:
    """Windows at every crossing of xs and ys."""
    return "".join(rect(x, y, w, h, "#7fb0c4", 4) + rect(x + w / 2 - 3, y, 6, h, "#fff")
                   for y in ys for x in xs)  # fmt: skip
