"""A chart of bars in groups, as SVG that says its figures as text too."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, LEFT, BAR, GAP, TOP = 760, 150, 12, 14, 54
_COLOURS = ("#1f4e79", "#2e86c1", "#7fb3d5", "#8a8a8a", "#c0763a", "#b03a5b", "#5a8f3c")
_STYLE = "text{font:12px sans-serif;fill:#222}.n{font-size:10px}.h{font-weight:bold;font-size:14px}"


def bars(title: str, groups: Mapping[str, Sequence[float | None]], names: Sequence[str]) -> str:
    """One bar for each name in each group, on a scale of tens: what differs a hundredfold is seen.

    Where a name has no figure in a group there is no bar.
    """
    most = max(each for row in groups.values() for each in row if each)
    parts, y = _legend(names), TOP
    for group, row in groups.items():
        parts.append(f'<text x="4" y="{y + 10}">{escape(group)}</text>')
        for number, value in enumerate(row):
            if value:
                parts.append(_bar(y, _COLOURS[number % len(_COLOURS)], value, most))
                y += BAR
        y += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img">'
    ground = f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>'
    heading = f'<title>{escape(title)}</title><text class="h" x="4" y="18">{escape(title)}</text>'
    return "\n".join([head, f"<style>{_STYLE}</style>", ground, heading, *parts, "</svg>\n"])


def _legend(names: Sequence[str]) -> list[str]:
    step = (WIDTH - 8) // len(names)
    return [
        f'<rect x="{4 + n * step}" y="30" width="10" height="10" fill="{_COLOURS[n]}"/>'
        f'<text class="n" x="{18 + n * step}" y="39">{escape(name)}</text>'
        for n, name in enumerate(names)
    ]


def _bar(y: int, colour: str, value: float, most: float) -> str:
    long = (WIDTH - LEFT - 60) * max(log10(value), 0) / max(log10(most), 1)
    rect = f'<rect x="{LEFT}" y="{y}" width="{long:.0f}" height="{BAR - 2}" fill="{colour}"/>'
    return f'{rect}<text class="n" x="{LEFT + long + 4:.0f}" y="{y + 9}">{value:,.0f}</text>'
