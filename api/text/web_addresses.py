"""Tells whether a text is an address: of the web, of a mailbox; and draws one for cameras."""

import re
from io import BytesIO
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII)


def is_web_address(address: str) -> bool:
    """Whether this is an absolute http(s) URL that names a plausible host and no user."""
    try:
        parts = urlsplit(address)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    has_user = "@" in parts.netloc
    is_plain = not re.search(r"[\s<>\"\\^`{|}]", address)
    good = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(_ascii(host)))
    return good and port_is_good and is_plain and not has_user


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def is_email(address: str) -> bool:
    """Whether this is an e-mail address with something before and after the `@`."""
    return bool(_EMAIL.fullmatch(address))


def qr_svg(address: str) -> bytes:
    """An address as a QR code, black on white with a quiet edge."""
    # Loaded when somebody needs one, which is seldom.
    import segno

    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, nl=False, scale=5, border=4, light="#fff")
    return drawn.getvalue()
