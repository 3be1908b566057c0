"""Where the links and images of a body lead: addresses as people write them, made whole."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from api.richtext.cleaning.soup import quoted
from api.text.losses import Losses

_LINK = re.compile(r'<a href="([^"]*)">')
# Most links are whole already, which is quickly seen.
_WHOLE = re.compile(
    r'<a href="(?:https?://[a-zA-Z0-9.-]*[a-zA-Z0-9](?:[/?#][^"\s]*)?|(?:mailto|tel):[^"\s]*)">'
)
_IMAGE = re.compile(r'<img(?: src="([^"]*)")?(?: alt="([^"]*)")?>')
_MEDIA = re.compile(r"media:[0-9a-f]{40}")
_MAIL, _CALL = (re.compile(scheme, re.IGNORECASE) for scheme in ("mailto:", "tel:"))
WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE_HOST = re.compile(r"www\.[a-z0-9-]+\.[a-z0-9.-]+(?:[/?#:]|\Z)", re.IGNORECASE)
_EMAIL = re.compile(
    r"[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}", re.IGNORECASE | re.ASCII
)
# What browsers leave out of an address wherever it stands.
_LEFT_OUT = str.maketrans("", "", "\t\n\r")
# It never led anywhere, so nobody misses it.
_NOWHERE = re.compile(r"#?|about:blank|javascript:\s*(?:void\s*\(\s*0?\s*\))?\s*;?", re.IGNORECASE)


def stored_image(address: str) -> str | None:
    """An image that is named as bodies are stored."""
    return address if _MEDIA.fullmatch(address) else None


@dataclass(frozen=True)
class Origin:
    """Where a body comes from.

    `base` is the address that relative links are meant against. `image` gives the stored name of
    an image, None drops it. `is_file` says whether a link is to a file that is kept beside the
    text.
    """

    base: str | None = None
    image: Callable[[str], str | None] = stored_image
    is_file: Callable[[str], bool] = lambda address: False


HERE = Origin()
_ANY_LINK = re.compile(
    r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""", re.IGNORECASE
)


def relative_links(soup: str) -> list[str]:
    """The links of a body as it was pasted that are meant against its own place."""
    links = (html.unescape(two or one or bare) for two, one, bare in _ANY_LINK.findall(soup))
    addresses = (address.translate(_LEFT_OUT).strip() for address in links)
    return [address for address in addresses if address and is_relative(address)]


def is_relative(address: str) -> bool:
    """Whether an address says nothing without the page it stands on."""
    is_whole = _SCHEME.match(address) or address.startswith(("//", "#", "\\"))
    return not (is_whole or _BARE_HOST.match(address) or _EMAIL.fullmatch(address))


def settle(tamed: str, origin: Origin, losses: Losses) -> str:
    """Make every address of a tamed body whole; what leads nowhere is told, and left without."""
    settler = _Settler(tamed, origin, losses)
    count = tamed.count('<a href="')
    has_others = count and count > len(_WHOLE.findall(tamed))
    settled = _LINK.sub(settler.link, tamed) if has_others else tamed
    return _IMAGE.sub(settler.image, settled) if "<img " in settled else settled


@dataclass(frozen=True)
class _Settler:
    tamed: str
    origin: Origin
    losses: Losses

    def link(self, tag: re.Match[str]) -> str:
        address = html.unescape(tag[1]).translate(_LEFT_OUT).strip()
        if self.origin.is_file(address):
            self._lose("link_attached", address, tag)
            return "<a>"
        whole = whole_address(address, self.origin.base)
        if whole is None:
            if not _NOWHERE.fullmatch(address):
                self._lose("link_dropped", address, tag)
            return "<a>"
        return f'<a href="{quoted(whole)}">'

    def image(self, tag: re.Match[str]) -> str:
        source = html.unescape(tag[1] or "").strip()
        stored = self.origin.image(source) if source else None
        if stored is None:
            self._lose("image_dropped", source or html.unescape(tag[2] or ""), tag)
            return "<img>"
        words = "" if tag[2] is None else f' alt="{tag[2]}"'
        return f'<img src="{quoted(stored)}"{words}>'

    def _lose(self, code: str, example: str, tag: re.Match[str]) -> None:
        self.losses.add(code, example, self.tamed, tag.start())


def whole_address(address: str, base: str | None) -> str | None:
    """The address a link leads to, as it stands without any page around it; None for none."""
    if _CALL.match(address):
        return address.replace(" ", "")
    # What programs take an address apart by, a space would end (RFC 3986 §2).
    address = address.replace(" ", "%20")
    if _MAIL.match(address):
        return address
    if WEB.match(address):
        return address if host_of(address) else None
    if address.startswith("//"):
        return f"https:{address}" if host_of(f"https:{address}") else None
    if _BARE_HOST.match(address):
        return f"https://{address}"
    if _EMAIL.fullmatch(address):
        return f"mailto:{address}"
    return _joined(base, address) if base and address and is_relative(address) else None


def _joined(base: str, address: str) -> str | None:
    try:
        joined = urljoin(base, address)
    except ValueError:
        return None
    return joined if host_of(joined) else None


def host_of(address: str) -> str | None:
    """The host of an address, as browsers read it."""
    try:
        # Browsers read a backslash as a slash: it ends the host.
        return urlsplit(address.replace("\\", "/")).hostname
    except ValueError:
        return None
