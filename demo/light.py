"""Light, mist and lettering in SVG for the pictures of the demo bundle. Knows no scene."""

from demo.shapes import WIDTH, path, rect

FONT = "DejaVu Sans"


def veil(x: float, y: float, w: float, h: float, *colours: str) -> str:
    """A rectangle that runs from colour to colour downwards; “#fff0” is see-through."""
    name = f"v{x:.0f}-{y:.0f}-{w:.0f}-{h:.0f}"
    last = len(colours) - 1
    stops = "".join(f'<stop offset="{i / last:.2f}" stop-color="{colour}"/>'
                    for i, colour in enumerate(colours))  # fmt: skip
    gradient = f'<linearGradient id="{name}" x2="0" y2="1">{stops}</linearGradient>'
    return gradient + rect(x, y, w, h, f"url(#{name})")


def air(*colours: str, y: float = 0, h: float = 800) -> str:
    """A veil over the whole width."""
    return veil(0, y, WIDTH, h, *colours)


def glow(x: float, y: float, r: float, colour: str, strength: float = 1) -> str:
    """Light that fades with its distance from x,y."""
    name = f"g{x:.0f}-{y:.0f}-{r:.0f}"
    stops = (f'<stop stop-color="{colour}" stop-opacity="{strength}"/>'
             f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/>')  # fmt: skip
    gradient = f'<radialGradient id="{name}">{stops}</radialGradient>'
    return f'{gradient}<circle cx="{x}" cy="{y}" r="{r}" fill="url(#{name})"/>'


def ball(x: float, y: float, r: float, light: str, dark: str) -> str:
    """A round thing, lit from the upper left."""
    name = f"b{x:.0f}-{y:.0f}-{r:.0f}"
    stops = f'<stop stop-color="{light}"/><stop offset="1" stop-color="{dark}"/>'
    gradient = f'<radialGradient id="{name}" cx=".35" cy=".3" r=".8">{stops}</radialGradient>'
    return f'{gradient}<circle cx="{x}" cy="{y}" r="{r}" fill="url(#{name})"/>'


def soft(blur: float, *parts: str) -> str:
    """Parts out of focus."""
    return f'<g style="filter:blur({blur}px)">{"".join(parts)}</g>'


def faint(opacity: float, *parts: str) -> str:
    """Parts that let through what is behind them."""
    return f'<g opacity="{opacity}">{"".join(parts)}</g>'


def dimmed(brightness: float, *parts: str) -> str:
    """Parts against the light, darker than by day."""
    return f'<g style="filter:brightness({brightness})">{"".join(parts)}</g>'


def turned(degrees: float, x: float, y: float, *parts: str) -> str:
    """Parts turned around x,y."""
    return f'<g transform="rotate({degrees} {x} {y})">{"".join(parts)}</g>'


def mirrored(y: float, *parts: str) -> str:
    """Parts upside down in water whose edge is at y."""
    return f'<g transform="translate(0 {2 * y}) scale(1 -1)">{"".join(parts)}</g>'


def oval(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    """An ellipse, as of a rim or a shadow on the floor."""
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}"/>'


def shadow(x: float, y: float, w: float, h: float = 20) -> str:
    """What a thing darkens around its foot."""
    return soft(8, oval(x, y, w, h, "#0007"))


def words(x: float, y: float, text: str, size: float, fill: str, anchor: str = "middle") -> str:
    """One line of letters standing on y."""
    style = f'font-family="{FONT}" font-size="{size}" font-weight="700" fill="{fill}"'
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {style}>{text}</text>'


def ripples(y: float, colour: str, opacity: float = 0.5) -> str:
    """Short strokes on water, longer and further apart towards the reader."""
    strokes = [path(f"M{(i * 397 + i * i * 53) % 1240} {y + (800 - y) * (i / 46) ** 1.5:.0f} "
                    f"h{24 + i * 3}", stroke=colour, width=2 + i / 14)
               for i in range(1, 46)]  # fmt: skip
    return faint(opacity, *strokes)
