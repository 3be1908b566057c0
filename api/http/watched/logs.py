"""How records of the log are written: a line each, as text or JSON, with no token in it."""

import json
import logging
import re
from datetime import UTC, datetime

from api.http import request_id
from api.http.watched import traces

TEXT, JSON = FORMATS = ("text", "json")
MASK = "********"
_TEXT = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
_SECRETS = re.compile(
    r"(?P<kept>"
    # Tokens of programs, and sessions; names of databases begin like that too, and are shorter.
    r"\bcongxa_(?:session_)?(?=[\w-]{24})"
    r"|\bBearer\s+|\b[Cc]ookie:?\s+|__Host-[\w-]+="
    r"|(?P<account>://[^\s:/@]*:)|\bpassword='?|_(?:KEY|TOKEN)="
    r"|\bAGE-SECRET-KEY-1"
    # The password in an address goes as far as the last @, whatever is in it.
    r")(?(account)[^\s/]+(?=@)|[^\s\"',;&@]+)"
    r"|(?<=_KEY_FALLBACKS=)[^\s\"';&@]+"
    # Links that are good once, of previews and of sessions: 256 bits as an address writes them.
    r"|(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])"
)


def masked(text: str) -> str:
    """The text without what opens something to whoever holds it."""
    return _SECRETS.sub(lambda match: f"{match['kept'] or ''}{MASK}", text)


def formatter(named: str) -> logging.Formatter:
    """The one of a name."""
    return JsonLines() if named == JSON else OneLine(_TEXT)


class OneLine(logging.Formatter):
    """Keeps what a client sent from beginning a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of text."""
        text = masked(super().format(record))
        return text.replace("\r", "\\r").replace("\n", "\\n")


class JsonLines(logging.Formatter):
    """One object a line; what a record holds besides under `fields` are its members."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": getattr(record, "request_id", request_id.current()),
            "trace_id": getattr(record, "trace_id", traces.current()),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        whole = {name: value for name, value in said.items() if value is not None}
        safe = {name: masked(e) if isinstance(e, str) else e for name, e in whole.items()}
        return json.dumps(safe, ensure_ascii=False)
