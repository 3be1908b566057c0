"""Words of gambling: who breaks in writes them, and who warns of it does too. It never forbids."""

from collections.abc import Iterator

from api.publishing.checks.looking import Look
from api.publishing.errors import Finding
from api.text.spam_words import spam_words

_MOST = 5


def gambling_words(look: Look) -> Iterator[Finding]:
    """One finding for each text that holds some."""
    for pointer, text, _ in look.texts(look.content):
        words = spam_words(text)
        if words:
            shown = ", ".join(f"“{word}”" for word in words[:_MOST])
            yield Finding(
                "spam_words",
                f"Words of gambling advertisements: {shown}.",
                f"Có từ ngữ của quảng cáo cờ bạc: {shown}.",
                pointer=pointer,
                is_warning=True,
            )
