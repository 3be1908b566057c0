"""Images of the API as a page shows them: the same files that its own scripts would choose."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

Image = Mapping[str, Any]

WIDE = 1_200
"""About as wide as link previews want an image."""
# How wide pictures are shown, letter by letter as in the components of the frontend: else a browser
# would fetch another file once the page's scripts have come.
BODY_SIZES = "(min-width: 48rem) 44rem, 92vw"
CARD_SIZES = "(min-width: 62rem) 23rem, (min-width: 40rem) 46vw, 7rem"
LEAD_SIZES = "(min-width: 76rem) 48rem, (min-width: 62rem) 62vw, 94vw"
BANNER_SIZES = "(min-width: 76rem) 36rem, (min-width: 40rem) 48vw, 94vw"
SIDE_SIZES = "(min-width: 62rem) 20.5rem, (min-width: 40rem) 30vw, 46vw"
OFFICIAL_SIZES = "88px"
_SCROLLS = (
    '<div class="article-body__scroll" role="region" tabindex="0"'
    ' aria-label="Bảng, cuộn ngang để xem hết"><table>'
)
_FALLBACK_WIDTH = 960
_EAGER, _LAZY = Markup('fetchpriority="high"'), Markup('loading="lazy"')
_FORMATS = ("avif", "webp", "jpeg")
_IMAGE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')


def picture(
    image: Image, sizes: str = BODY_SIZES, alt: str | None = None, *, eager: bool = False
) -> Markup:
    """`<picture>` in every format there is; nothing when the image has no files.

    `alt` takes the place of the image's own words; `eager` is for what is seen without scrolling.
    """
    of = {name: _of(image, name) for name in _FORMATS}
    last = next((name for name in reversed(_FORMATS) if of[name]), None)
    if last is None:
        return Markup()
    sources = [_source(name, of[name], sizes) for name in _FORMATS if name != last and of[name]]
    small = [each for each in of[last] if each["width"] <= _FALLBACK_WIDTH] or of[last][:1]
    shown = Markup(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} decoding="async">'
    ).format(
        small[-1]["url"],
        _srcset(of[last]),
        sizes,
        image["width"],
        image["height"],
        (image["alt"] or "") if alt is None else alt,
        _EAGER if eager else _LAZY,
    )
    return Markup("<picture>{}{}</picture>").format(Markup().join(sources), shown)


def body(html: str, images: Sequence[Image]) -> Markup:
    """A body, which the API has sanitised, with its images in every size and tables that scroll."""
    html = html.replace("<table>", _SCROLLS).replace("</table>", "</table></div>")
    # Pairing by order is only safe when nothing is missing on either side.
    if len(_IMAGE.findall(html)) != len(images):
        return Markup(html)  # noqa: S704 - the one place that trusts what the API has sanitised
    rest = iter(images)
    return Markup(_IMAGE.sub(lambda tag: str(picture(next(rest))) or tag[0], html))  # noqa: S704


def preview(*images: Image | None) -> dict[str, Any] | None:
    """The JPEG of the first image that has one, about as wide as link previews want it."""
    for image in images:
        files = _of(image, "jpeg") if image else []
        if image and files:
            wide = [each for each in files if each["width"] >= WIDE] or files[-1:]
            return {**wide[0], "alt": image["alt"]}
    return None


def _of(image: Image, name: str) -> list[Mapping[str, Any]]:
    files = [each for each in image["renditions"] if each["format"] == name]
    return sorted(files, key=lambda each: int(each["width"]))


def _source(name: str, files: Sequence[Mapping[str, Any]], sizes: str) -> Markup:
    return Markup('<source type="image/{}" srcset="{}" sizes="{}">').format(
        escape(name), _srcset(files), sizes
    )


def _srcset(files: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['url']} {each['width']}w" for each in files)
