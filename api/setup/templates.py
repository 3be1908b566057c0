"""What setup writes: the settings, and what `deploy/` ships with this machine's names in it."""

from pathlib import Path

from api import places
from api.setup.files import Wanted
from api.setup.machine import Machine, program
from api.setup.questions import Answers

SETTINGS = "/etc/congxa/congxa.env"
NGINX = "/etc/nginx/conf.d/congxa.conf"
DEFAULT_SITE = "/etc/nginx/sites-enabled/default"
COMMAND = "/usr/local/bin/congxa"
UNITS = (
    "congxa.service",
    "congxa-copy.service",
    "congxa-backup.service",
    "congxa-backup.timer",
    "congxa-proxy.path",
    "congxa-proxy.service",
)
STARTED = ("congxa.service", "congxa-copy.service", "congxa-backup.timer", "congxa-proxy.path")
OF_SERVICES = (SETTINGS, *(f"/etc/systemd/system/{name}" for name in UNITS))
"""What services are started anew for, when it changes."""
DATA = "/srv/congxa"
CERTIFICATE, KEY = "/etc/congxa/tls/fullchain.pem", "/etc/congxa/tls/privkey.pem"
_SETTINGS = """\
# Written by `congxa setup`. The service and every command go by it; see `congxa settings`.
CONGXA_BASE_URL=https://{domain}
CONGXA_DATABASE_URL=sqlite:///{data}/congxa.db
CONGXA_MEDIA_DIR={data}/media
CONGXA_STATE_DIR={data}/state
CONGXA_PROXY_HOPS=1
CONGXA_PURGE_URLS=http://127.0.0.1:8001
CONGXA_ACCEL_PREFIX=/_media/
"""
_HSTS = "  add_header Strict-Transport-Security"


def settings(answers: Answers, machine: Machine) -> Wanted:
    """The settings."""
    text = _SETTINGS.format(domain=answers.domain, data=machine.at(DATA))
    return Wanted(SETTINGS, text, is_secret=True)


def units(answers: Answers, machine: Machine) -> list[Wanted]:
    """The service, the copy of its pages, what lets nginx read it, and the daily backup."""
    names = {
        "/opt/congxa/bin/congxa": str(program()),
        "/var/backups/congxa": _word(machine.at(answers.backups)),
        DATA: str(machine.at(DATA)),
    }
    return [
        Wanted(f"/etc/systemd/system/{name}", _with(places.deployment() / "systemd" / name, names))
        for name in UNITS
    ]


def nginx(answers: Answers, machine: Machine, *, has_https: bool) -> Wanted:
    """The proxy; it promises https for a year only where that is known to answer."""
    names = {
        "congxa.example.vn": answers.domain,
        DATA: str(machine.at(DATA)),
        CERTIFICATE: str(machine.at(CERTIFICATE)),
        KEY: str(machine.at(KEY)),
    }
    text = _with(places.deployment() / "nginx" / "congxa.conf", names)
    return Wanted(NGINX, text if has_https else text.replace(_HSTS, f"  #{_HSTS[1:]}"))


def _word(path: Path) -> str:
    """One word of a unit, with blanks in it or without."""
    return f'"{path}"' if " " in str(path) else str(path)


def _with(file: Path, names: dict[str, str]) -> str:
    text = file.read_text("utf-8")
    for ours, here in names.items():
        text = text.replace(ours, here)
    return text
