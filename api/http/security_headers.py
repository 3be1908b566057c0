"""What every answer tells a browser not to do, whichever layer makes it."""

from api.runtime.config import config

NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of what is no page; pages, the reference and media have their own."""

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_YEAR = 31_536_000


def headers() -> list[tuple[str, str]]:
    """The headers of an answer that has no stricter or wider ones of its own."""
    always = [
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", NOTHING),
        ("Permissions-Policy", _PERMISSIONS),
    ]
    # Over plain HTTP the promise would be void (RFC 6797, section 7.2), and ours to break.
    if config().base_url.startswith("https:"):
        always.append(("Strict-Transport-Security", f"max-age={_YEAR}"))
    return always
