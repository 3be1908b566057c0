"""The images of a body as it was pasted: which file an `<img>` means, whatever loads it late."""

import re
from collections.abc import Callable, Iterator, Mapping

from api.richtext.cleaning.soup import MARKUP, escaped, quoted, values_of

# Where scripts that load an image late keep its address, while `src` holds that of a blank one.
_LATE = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-srcset")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ANY_IMAGE = re.compile("<[iI][mM][gG]")
_SIZE = re.compile(r"\s([0-9]{1,5}(?:\.[0-9]{1,3})?)[wx]\Z")
# Of the ARIA roles those for what says nothing.
_ORNAMENT = ("presentation", "none")
_SMILEY = re.compile(r"\b(?:emoji|wp-smiley)\b")


def source_of(values: Mapping[str, str]) -> str:
    """The address that an image means, rather one of this place than one elsewhere; or ""."""
    late = [_largest(values.get(name, "")) for name in _LATE]
    given = [*late, values.get("src", "").strip(), _largest(values.get("srcset", ""))]
    named = [source for source in given if source]
    here = (source for source in named if not _ELSEWHERE.match(source))
    away = (source for source in named if not source.lower().startswith("data:"))
    return next(here, "") or next(away, "") or next(iter(named), "")


def _largest(candidates: str) -> str:
    """The largest picture of a `srcset`; an address alone as it is."""
    if not _SIZE.search(candidates.strip()):
        return candidates.strip()
    sized = [
        (_SIZE.search(candidate.strip()), candidate.split()) for candidate in candidates.split(", ")
    ]
    sizes = [float(size[1]) if size else 0 for size, _ in sized]
    return next(iter(sized[sizes.index(max(sizes))][1]), "")


def markup_of(values: Mapping[str, str]) -> str:
    """An image as it is read on: its address and its words; a smiley is the text it stands for."""
    if _is_smiley(values):
        return escaped(values["alt"])
    source, alt = source_of(values), _alt_of(values)
    shown = f' src="{quoted(source)}"' if source else ""
    return f"<img{shown}>" if alt is None else f'<img{shown} alt="{quoted(alt)}">'


def bundle_images(soup: str) -> list[str]:
    """List the address of each image in order; "" for one that has none."""
    return [source_of(values) for values in images_of(soup) if not _is_smiley(values)]


def replace_images(soup: str, resolve: Callable[[str], str | None]) -> str:
    """Put `resolve(address)` in place of each image's address; None leaves that image as it is.

    One that says nothing on purpose is marked so that it is read as such again.
    """

    def replaced(token: re.Match[str]) -> str:
        values = values_of(token["attributes"]) if _is_image(token) else {}
        named = source_of(values)
        source = resolve(named) if named else None
        if source is None:
            return token[0]
        alt = values.get("alt")
        if alt == "":
            return f'<img src="{quoted(source)}" alt="" role="presentation">'
        return markup_of({"src": source} | ({} if alt is None else {"alt": alt}))

    return MARKUP.sub(replaced, soup) if _ANY_IMAGE.search(soup) else soup


def images_of(soup: str) -> Iterator[dict[str, str]]:
    """The attributes of each image, those for readers without scripts included."""
    for token in MARKUP.finditer(soup) if _ANY_IMAGE.search(soup) else ():
        if _is_image(token):
            yield values_of(token["attributes"])
        elif (token["raw"] or "").lower() == "noscript":
            inside = filter(_is_image, MARKUP.finditer(token[0], len("<noscript")))
            yield from (values_of(match["attributes"]) for match in inside)


def _is_image(token: re.Match[str]) -> bool:
    return not token["end"] and (token["name"] or "").lower() == "img"


def _alt_of(values: Mapping[str, str]) -> str | None:
    """The words of an image. None there are is said on purpose where we have written it, or where
    it has the role of an ornament; elsewhere nobody has thought of any.
    """
    alt = values.get("alt", "").strip()
    is_meant = values.get("src", "").startswith("media:") or values.get("role") in _ORNAMENT
    return alt if alt or ("alt" in values and is_meant) else None


def _is_smiley(values: Mapping[str, str]) -> bool:
    return bool(values.get("alt") and _SMILEY.search(values.get("class", "")))
