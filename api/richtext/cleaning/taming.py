"""Brings tag soup into the form in which nothing is left for a parser to guess but its nesting."""

import re

from api.richtext.cleaning import bare_text, wordpress
from api.richtext.cleaning.elements import write
from api.richtext.cleaning.reader import Reader
from api.richtext.cleaning.soup import TAGS, VALUES, VOID
from api.richtext.limits import refuse_excess
from api.text.losses import Losses

REL = "noopener nofollow ugc"

# What comes out as it went in: most bodies that a program wrote, and all that were tamed before.
_VALUE = r'"(?:[^"<>&]++|&(?:amp|lt|gt|quot);)*+"'
_COUNT = "|".join(f'{name}="{VALUES[name].pattern}"' for name in ("colspan", "rowspan", "scope"))
_BARE_TAGS = {f"{tag}>" for tag in TAGS - {"a"}} | {f"/{tag}>" for tag in TAGS - VOID}
_TAG_WITH_VALUES = re.compile(
    rf'(?:a href={_VALUE}(?: rel="{REL}")?+|img src={_VALUE}(?: alt={_VALUE})?+'
    rf"|t[dh](?: (?:{_COUNT}))++"
    rf'|ol(?: (?:start="{VALUES["start"].pattern}"|type="{VALUES["type"].pattern}"))++'
    rf'|li value="{VALUES["value"].pattern}")>'
)
_BARE_AMPERSAND = re.compile("&(?!(?:amp|lt|gt);)")
# A row of empty cells by which Word tells old browsers how wide its columns are.
_WIDTHS_OF = "supportMisalignedColumns"
_WIDTHS = re.compile(
    r"<!\[if !supportMisalignedColumns\]>(?:[^<]|<(?!!\[endif\]))*+(?:<!\[endif\]>|\Z)"
)
_REL = re.compile(rf'(<a href="[^"]*") rel="{REL}">')
# Where we have not written it, an empty alternative text is one that nobody wrote.
_EMPTY_ALT = re.compile(r'(<img src="(?!media:)[^"]*") alt="">')
# A list between items belongs in the item before it, which only a reader finds.
_MISPLACED_LIST = re.compile(r"</li>\s*+<[uo]l[ >]")
# The words of cells without a table have to be kept apart.
_PART_OF_TABLE = re.compile(r"<t[rdh][ >]")


def tame(soup: str, losses: Losses) -> str:
    """Keep the tags and attributes a body may have, `b i div` renamed; raise UnsafeText for excess.

    The only references in the result are `&amp; &lt; &gt; &quot;`.
    """
    soup = wordpress.expanded(_WIDTHS.sub("", soup) if _WIDTHS_OF in soup else soup, losses)
    if is_tame(soup):
        tamed = _REL.sub(r"\1>", soup) if REL in soup else soup
        tamed = _EMPTY_ALT.sub(r"\1>", tamed) if 'alt=""' in tamed else tamed
    else:
        tamed = write(Reader(soup, losses).read())
    refuse_excess(tamed)
    return tamed


def is_tame(soup: str) -> bool:
    """Whether reading a body would change nothing in it, but for what its links carry."""
    if not _has_tame_tags(soup) or _MISPLACED_LIST.search(soup) or bare_text.may_part(soup):
        return False
    part = _PART_OF_TABLE.search(soup)
    return part is None or "<table>" in soup[: part.start()]


def _has_tame_tags(soup: str) -> bool:
    # Taking it apart at its tags is quicker than an expression that goes over each letter.
    before, *rest = soup.split("<")
    parts = [part.partition(">") for part in rest]
    if ">" in before or soup.count(">") != len(parts):
        return False
    texts = (before, *(text for _, _, text in parts)) if "&" in soup else ()
    # A body has many tags, but few that differ.
    is_known = all(map(_is_tame_tag, {f"{tag}{end}" for tag, end, _ in parts}))
    return is_known and not any(map(_BARE_AMPERSAND.search, texts))


def _is_tame_tag(tag: str) -> bool:
    """Whether a tag whose `<` is left off may stay as it is."""
    return tag in _BARE_TAGS or _TAG_WITH_VALUES.fullmatch(tag) is not None
