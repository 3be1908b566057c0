"""What becomes of something that was pasted, and what was lost of it."""

from api.richtext import html
from tests.api.richtext.test_html_scripts import check

Lost = dict[str, tuple[str, ...]]


def taken(pasted: str, **options: object) -> tuple[str, Lost]:
    """The body as it is stored, and by code what it lost; a second time nothing happens."""
    stored = html.sanitise(pasted, **options)  # type: ignore[arg-type]
    again = html.sanitise(str(stored))

    check(stored)
    assert again == stored
    assert again.losses == ()
    return str(stored), {loss.code: loss.examples for loss in stored.losses}
