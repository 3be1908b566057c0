"""The command `congxa setup`: from four answers to a portal that runs by itself on Debian."""

import os
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
    refuse_incomplete,
    refuse_open,
    refuse_open_data,
    refuse_open_program,
)
from api.setup.questions import QUESTIONS, Answers
from api.text.slugs import slugify


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
    _refuse_unfit(machine)
    files = Files(machine)
    before = questions.of_kept(files.notes.get("answers", {}))
    answers = questions.asked(given, before)
    if "portal" in files.notes.get("done", []) and answers.name != before["name"]:
        click.echo("The portal keeps its name: it is changed at the desk.")
    _accounts(machine)
    _folders(machine, answers)
    _command(machine)
    # First, since nginx may refuse: then nothing else goes by the new answers yet.
    _proxy(machine, files, answers)
    is_other = _services(machine, files, answers)
    files.note("answers", questions.as_kept(answers))
    _portal(machine, files, answers, is_other=is_other)


def _refuse_unfit(machine: Machine) -> None:
    if machine.root is None and os.geteuid() != 0 and not machine.is_dry:
        raise click.ClickException("it writes into the system: run it as root, or with --root DIR")
    refuse_incomplete(machine)
    refuse_open_program()
    refuse_open([machine.at(templates.SETTINGS)])
    refuse_open_data(machine.at(templates.DATA))


def _accounts(machine: Machine) -> None:
    if machine.root is not None:
        return
    if not machine.has_account():
        machine.run("useradd", "--system", "--user-group", "--home-dir", templates.DATA,
                    "--shell", "/usr/sbin/nologin", ACCOUNT)  # fmt: skip
    if not machine.has_web_account():
        machine.run("usermod", "--append", "--groups", ACCOUNT, WEB_ACCOUNT)


def _folders(machine: Machine, answers: Answers) -> None:
    machine.require_writable(answers.backups)
    for path, mode in ((templates.DATA, "0750"), (answers.backups, "0700")):
        if not machine.at(path).exists():
            owner = ["--owner", ACCOUNT, "--group", ACCOUNT] if machine.root is None else []
            where = str(machine.at(path))
            machine.run("install", "--directory", "--mode", mode, *owner, where, on=On.FILES)


def _command(machine: Machine) -> None:
    """Let every shell find the program by its name."""
    link = machine.at(templates.COMMAND)
    if not os.path.lexists(link):
        machine.run("mkdir", "--parents", str(link.parent), on=On.FILES)
        machine.run("ln", "--symbolic", str(program()), str(link), on=On.FILES)


def _proxy(machine: Machine, files: Files, answers: Answers) -> None:
    """Let nginx go by its file and its certificate; promise https for a year once it answers."""
    _certificate(machine, answers.domain)
    is_promised = files.notes.get("https") == answers.domain
    wanted = templates.nginx(answers, machine, has_https=is_promised)
    is_starting = _let_nginx_take(machine, files, wanted)
    has_https = machine.answers_by_https(answers.domain, is_starting=is_starting)
    if has_https != is_promised:
        _let_nginx_take(machine, files, templates.nginx(answers, machine, has_https=has_https))
    files.note("https", answers.domain if has_https else None)
    if not has_https:
        click.echo(
            f"https://{answers.domain} does not answer with a certificate that browsers trust."
            f" Put one into {machine.at(templates.CERTIFICATE).parent} and run setup again."
        )


def _let_nginx_take(machine: Machine, files: Files, wanted: Wanted) -> bool:
    """Have nginx read a file; whether it is another. If it is refused, all is put back."""
    before = files.text(wanted.path)
    is_written = files.write(wanted)
    certificate = files.sum_of(templates.CERTIFICATE)
    if not is_written and certificate == files.notes.get("certificate"):
        return False
    default = _default_site_off(machine)
    try:
        machine.run("nginx", "-t")
    except click.ClickException:
        if is_written:
            files.put_back(wanted.path, before)
        if default is not None:
            machine.run("ln", "--symbolic", default, str(machine.at(templates.DEFAULT_SITE)))
        raise
    machine.run("systemctl", "reload-or-restart", "nginx")
    files.note("certificate", certificate)
    return True


def _default_site_off(machine: Machine) -> str | None:
    """Take away the link to Debian's own site, which wants the same ports; say where it led."""
    link = machine.at(templates.DEFAULT_SITE)
    if not link.is_symlink():
        return None  # A file of somebody's own is not ours to delete: nginx says what is wrong.
    target = os.readlink(link)
    click.echo(f"Takes away the link {link}: nginx's own site has the same ports")
    machine.run("rm", str(link))
    return target


def _certificate(machine: Machine, domain: str) -> None:
    """One of our own, so that nginx can start; browsers warn of it."""
    certificate, key = machine.at(templates.CERTIFICATE), machine.at(templates.KEY)
    if certificate.exists():
        return
    machine.run("install", "--directory", "--mode", "0700", str(certificate.parent), on=On.FILES)
    machine.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "825",
                "-subj", f"/CN={domain}", "-addext", f"subjectAltName=DNS:{domain}",
                "-keyout", str(key), "-out", str(certificate), on=On.FILES)  # fmt: skip


def _services(machine: Machine, files: Files, answers: Answers) -> bool:
    """Write what services go by; whether that is another than they were started with."""
    changed = [files.write(unit) for unit in templates.units(answers, machine)]
    if any(changed):
        machine.run("systemctl", "daemon-reload")
    changed.append(files.write(templates.settings(answers, machine)))
    return any(changed) or files.notes.get("started") != _sums(files)


def _sums(files: Files) -> dict[str, str | None]:
    return {path: files.sum_of(path) for path in templates.OF_SERVICES}


def _portal(machine: Machine, files: Files, answers: Answers, *, is_other: bool) -> None:
    slug, backups = slugify(answers.name), str(machine.at(answers.backups))
    is_begun = "portal" in files.notes.get("done", [])
    if is_begun and is_other:
        machine.run(str(program()), "configure", on=On.PORTAL)
    _once(machine, files, "portal", "site", "create", slug, "--name", answers.name)
    # It shows that the folder will do, and by which key others know the backups.
    _once(machine, files, f"backup {answers.backups}", "backup", backups)
    machine.run("systemctl", "enable", "--quiet", "--now", *templates.STARTED)
    if is_begun and is_other:
        machine.run("systemctl", "restart", *templates.STARTED)
    files.note("started", _sums(files))
    _once(machine, files, f"admin {answers.admin}", "user", "create", answers.admin,
          "--name", answers.admin, "--role", "admin")  # fmt: skip


def _once(machine: Machine, files: Files, step: str, *command: str) -> None:
    done = files.notes.get("done", [])
    if step not in done:
        machine.run(str(program()), *command, on=On.PORTAL)
        files.note("done", [*done, step])
