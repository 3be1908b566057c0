"""The command `congxa setup`: from four answers to a portal that runs by itself on Debian."""

import os
import ssl
import urllib.request
from pathlib import Path

import click

from api.setup import questions, templates
from api.setup.files import Files, Wanted
from api.setup.machine import (
    ACCOUNT,
    WEB_ACCOUNT,
    Machine,
    On,
    program,
    refuse_open,
    refuse_open_data,
    refuse_open_program,
)
from api.setup.questions import QUESTIONS, Answers
from api.text.slugs import slugify

_SECONDS = 5


@click.command()
@click.option("--name", help=QUESTIONS["name"])
@click.option("--domain", help=QUESTIONS["domain"])
@click.option("--admin", metavar="EMAIL", help=QUESTIONS["admin"])
@click.option("--backups", metavar="DIR", help=QUESTIONS["backups"])
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--root", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Write everything below DIR, and touch nothing of the system.")  # fmt: skip
def setup(dry_run: bool, root: Path | None, **given: str | None) -> None:
    """Set up this Debian machine: settings, service, nginx, daily backup, portal, first admin.

    It asks what is not given. Run again it changes only what differs; a file that was edited stays
    as it is, and the new one lies beside it as `.new`.
    """
    machine = Machine(root.resolve() if root else None, dry_run)
    if machine.root is None and os.geteuid() != 0 and not dry_run:
        raise click.ClickException("it writes into the system: run it as root, or with --root DIR")
    at = machine.at
    refuse_open_program()
    refuse_open([at(templates.SETTINGS)])
    refuse_open_data(at(templates.DATA))
    files = Files(machine)
    before = questions.of_kept(files.notes.get("answers", {}))
    answers = questions.asked(given, before)
    if "portal" in files.notes.get("done", []) and answers.name != before["name"]:
        click.echo("The portal keeps its name: it is changed at the desk.")
    _accounts(machine)
    _folders(machine, answers)
    is_new_domain = files.write(templates.settings(answers, machine))
    _services(machine, files, answers)
    files.notes["answers"] = questions.as_kept(answers)
    files.keep_notes()
    _portal(machine, files, answers, is_moved=is_new_domain)


def _accounts(machine: Machine) -> None:
    if machine.root is None and not machine.has_account():
        machine.run("useradd", "--system", "--user-group", "--home-dir", templates.DATA,
                    "--shell", "/usr/sbin/nologin", ACCOUNT)  # fmt: skip
        machine.run("usermod", "--append", "--groups", ACCOUNT, WEB_ACCOUNT)


def _folders(machine: Machine, answers: Answers) -> None:
    for path, mode in ((templates.DATA, "0750"), (answers.backups, "0700")):
        if not machine.at(path).exists():
            owner = ["--owner", ACCOUNT, "--group", ACCOUNT] if machine.root is None else []
            where = str(machine.at(path))
            machine.run("install", "--directory", "--mode", mode, *owner, where, on=On.FILES)


def _services(machine: Machine, files: Files, answers: Answers) -> None:
    changed = [files.write(unit) for unit in templates.units(answers, machine)]
    if any(changed):
        machine.run("systemctl", "daemon-reload")
    _certificate(machine, answers.domain)
    has_https = machine.root is None and _answers_by_https(answers.domain)
    _proxy(machine, files, templates.nginx(answers, machine, has_https=has_https))
    if not has_https:
        click.echo(
            f"https://{answers.domain} does not answer with a certificate that browsers trust."
            f" Put one into {machine.at(templates.CERTIFICATE).parent} and run setup again."
        )


def _proxy(machine: Machine, files: Files, wanted: Wanted) -> None:
    """Let nginx go by a file, unless it does not take it: then the one of before is put back."""
    before = files.text(wanted.path)
    if not files.write(wanted):
        return
    machine.run("rm", "--force", "/etc/nginx/sites-enabled/default")
    try:
        machine.run("nginx", "-t")
    except click.ClickException:
        files.put_back(wanted.path, before)
        raise
    machine.run("systemctl", "reload-or-restart", "nginx")


def _certificate(machine: Machine, domain: str) -> None:
    """One of our own, so that nginx can start; browsers warn of it."""
    certificate, key = machine.at(templates.CERTIFICATE), machine.at(templates.KEY)
    if certificate.exists():
        return
    machine.run("install", "--directory", "--mode", "0700", str(certificate.parent), on=On.FILES)
    machine.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "825",
                "-subj", f"/CN={domain}", "-addext", f"subjectAltName=DNS:{domain}",
                "-keyout", str(key), "-out", str(certificate), on=On.FILES)  # fmt: skip


def _answers_by_https(domain: str) -> bool:
    trusting = ssl.create_default_context()
    try:
        with urllib.request.urlopen(
            f"https://{domain}/healthz", timeout=_SECONDS, context=trusting
        ):
            return True
    except OSError:
        return False


def _portal(machine: Machine, files: Files, answers: Answers, *, is_moved: bool) -> None:
    congxa, done = str(program()), files.notes.setdefault("done", [])
    slug = slugify(answers.name)
    if "portal" in done and is_moved:
        machine.run(congxa, "configure", on=On.PORTAL)
    steps = {
        "portal": ("site", "create", slug, "--name", answers.name),
        # It shows that the folder will do, and by which key others know the backups.
        f"backup {answers.backups}": ("backup", str(machine.at(answers.backups))),
        f"admin {answers.admin}": (
            "user", "create", answers.admin, "--name", answers.admin, "--role", "admin",
        ),
    }  # fmt: skip
    for name, command in steps.items():
        if name not in done:
            machine.run(congxa, *command, on=On.PORTAL)
            done.append(name)
            files.keep_notes()
    machine.run("systemctl", "enable", "--now", *templates.STARTED)
