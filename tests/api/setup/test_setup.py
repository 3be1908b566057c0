"""`congxa setup` below a folder that stands for a machine, up to a portal that is served."""

import contextlib
import json
import os
import pwd
import re
import shlex
import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from click import ClickException

from api.setup import cli, machine, questions, templates
from api.setup.machine import Machine, On
from tests import serving

ANSWERS = ("--name", "Xã Yên Hòa", "--domain", "yenhoa.example.vn",
           "--admin", "mai@yenhoa.example.vn", "--backups", "/mnt/backups")  # fmt: skip
TRUSTED = "a certificate that browsers trust"
WRITTEN = {
    "etc/congxa/congxa.env",
    "etc/congxa/setup.json",
    "etc/congxa/tls/fullchain.pem",
    "etc/congxa/tls/privkey.pem",
    "etc/nginx/conf.d/congxa.conf",
    "etc/systemd/system/congxa.service",
    "etc/systemd/system/congxa-backup.service",
    "etc/systemd/system/congxa-backup.timer",
    "etc/systemd/system/congxa-copy.service",
    "etc/systemd/system/congxa-proxy.path",
    "etc/systemd/system/congxa-proxy.service",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine, empty and nobody else's."""
    root = tmp_path / "machine"
    root.mkdir(mode=0o755)
    return root


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine that was set up, for tests that leave what was written as it is."""
    root = tmp_path_factory.mktemp("machines") / "machine"
    root.mkdir(mode=0o755)
    (root / "said").write_text(set_up(root, *ANSWERS).stdout, "utf-8")
    return root


def set_up(root: Path, *options: str, check: bool = True):
    return serving.quick(
        {"PATH": "/usr/bin:/bin"}, "setup", "--root", str(root), *options, check=check
    )


class Debian(Machine):
    """A machine below a root that notes what would be run; one command may be refused."""

    ran: ClassVar[list[str]] = []
    serves: ClassVar[str] = ""
    refuses: ClassVar[str] = ""

    def run(self, *command: str, on: On = On.SYSTEM) -> None:
        if on is On.FILES:
            return super().run(*command, on=on)
        self.ran.append(" ".join(command[-3:] if on is On.SYSTEM else command[1:2]))
        if self.ran[-1] == self.refuses:
            raise ClickException("refused")
        if "reload-or-restart" in command:
            Debian.serves = self.at(templates.CERTIFICATE).read_text("utf-8")
        return None

    def answers_by_https(self, domain: str, *, is_starting: bool) -> bool:
        return self.serves == TRUSTED


@pytest.fixture
def again(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Sets up that machine, in this process; gives what was run."""
    monkeypatch.setattr(cli, "Machine", Debian)
    monkeypatch.setattr(cli, "refuse_open_program", lambda: None)
    monkeypatch.setattr(Debian, "serves", "")
    monkeypatch.setattr(Debian, "refuses", "")

    def run(*options: str) -> list[str]:
        monkeypatch.setattr(Debian, "ran", [])
        with contextlib.suppress(ClickException):
            cli.setup.main(["--root", str(root), *options], standalone_mode=False)
        return Debian.ran

    return run


def written(root: Path) -> set[str]:
    found = (
        each.relative_to(root).as_posix() for each in (root / "etc").rglob("*") if each.is_file()
    )
    return set(found)


def public(url: str) -> list[bytes]:
    paths = ("/v1", "/v1/home?site=xa-yen-hoa", "/v1/sites/xa-yen-hoa", "/")
    asked = [
        urllib.request.Request(url + path, headers={"Host": "yenhoa.example.vn"}) for path in paths
    ]
    return [urllib.request.urlopen(each).read() for each in asked]


def test_from_four_answers_to_a_portal_that_is_backed_up_and_brought_back(ready: Path) -> None:
    root, said = ready, (ready / "said").read_text("utf-8")
    environ = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(root),
        "CONGXA_CONFIG": str(root / "etc/congxa/congxa.env"),
        "CONGXA_PORT": str(serving.free_port()),
        "CONGXA_WORKERS": "2",
    }
    with serving.serving(environ) as server:
        before = public(server.url)
        backup = serving.congxa(environ, "backup", str(root / "mnt/backups")).stdout
    key = next(word for word in backup.split() if word.startswith("ed25519:"))
    shutil.rmtree(root / "srv/congxa")
    (root / "srv/congxa").mkdir()
    serving.congxa(environ, "restore", backup.split()[-1], "--trust", key, check=False)
    with serving.serving(environ) as server:
        after = public(server.url)

    assert written(root) == WRITTEN
    assert "https://yenhoa.example.vn/" in said.splitlines()[-2] + said.splitlines()[-1]
    assert "Xã Yên Hòa" in before[1].decode()
    assert before[1:] == after[1:]  # The first tells the epoch, which is another one.


def test_a_second_time_it_changes_nothing_and_asks_nothing(ready: Path) -> None:
    before = {path: (ready / path).read_bytes() for path in written(ready)}

    said = set_up(ready).stdout

    assert {path: (ready / path).read_bytes() for path in written(ready)} == before
    assert "Writes" not in said


def test_what_was_edited_stays_and_the_new_one_lies_beside_it(root: Path) -> None:
    set_up(root, *ANSWERS)
    edited = root / "etc/nginx/conf.d/congxa.conf"
    edited.write_text("# mine\n", "utf-8")

    said = set_up(root, "--domain", "moi.example.vn", "--admin", "an@example.vn",
                  "--name", "Xã Mới").stdout  # fmt: skip

    assert edited.read_text("utf-8") == "# mine\n"
    assert "server_name moi.example.vn;" in edited.with_name("congxa.conf.new").read_text("utf-8")
    assert f"{edited} was edited" in said
    assert "https://moi.example.vn/desk/" in said
    assert "The portal keeps its name" in said
    assert "https://moi.example.vn" in (root / "etc/congxa/congxa.env").read_text("utf-8")


def test_a_certificate_that_was_put_there_is_taken(
    root: Path, again: Callable[..., list[str]]
) -> None:
    nginx, promise = root / templates.NGINX[1:], "\n  add_header Strict-Transport-Security"
    again(*ANSWERS)
    (root / templates.CERTIFICATE[1:]).write_text(TRUSTED)

    ran = again()
    promised = nginx.read_text("utf-8")
    later = again()

    assert ran.index("systemctl reload-or-restart nginx") > ran.index("nginx -t")
    assert promise in promised
    assert (promise in nginx.read_text("utf-8"), "nginx -t" in later) == (True, False)


def test_another_domain_is_what_the_services_are_started_anew_for(
    root: Path, again: Callable[..., list[str]]
) -> None:
    first, same = again(*ANSWERS), again()

    other = again("--domain", "moi.example.vn")

    assert first[-4:-2] == ["site", "backup"]
    assert first[-1] == "user"  # Its link is to be the last line.
    assert len(same) == 1
    assert [each.split()[0] for each in other[-3:]] == ["configure", *["congxa-copy.service"] * 2]


def test_what_nginx_refuses_leaves_all_as_it_was(
    root: Path, again: Callable[..., list[str]]
) -> None:
    again(*ANSWERS)
    before = {path: (root / path).read_bytes() for path in written(root)}

    Debian.refuses = "nginx -t"
    again("--domain", "moi.example.vn")
    after = {path: (root / path).read_bytes() for path in written(root)}
    Debian.refuses = ""
    mended = again("--domain", "moi.example.vn")

    assert after == before
    assert "configure" in mended
    assert not list(root.rglob("*.new"))


@pytest.mark.parametrize("refused", ["", "nginx -t"])
def test_a_link_to_the_site_of_debian_makes_way_and_a_file_does_not(
    root: Path, again: Callable[..., list[str]], refused: str
) -> None:
    site = root / templates.DEFAULT_SITE[1:]
    site.parent.mkdir(parents=True)
    site.symlink_to("/etc/nginx/sites-available/default")

    Debian.refuses = refused
    ran = again(*ANSWERS)
    of_a_link = [each.split()[0] for each in ran if each.endswith(str(site))]
    site.unlink()
    site.touch()
    of_a_file = [each for each in again("--domain", "moi.example.vn") if each.endswith(str(site))]

    assert of_a_link == (["rm", "--symbolic"] if refused else ["rm"])
    assert of_a_file == []


def test_every_shell_finds_the_command(ready: Path) -> None:
    assert (ready / "usr/local/bin/congxa").readlink() == machine.program()


@pytest.mark.parametrize(("is_starting", "asked"), [(False, 1), (True, 3)])
def test_only_an_nginx_that_starts_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, is_starting: bool, asked: int
) -> None:
    requests, times = list[str](), iter([0.0, 1.0, 2.0, 9.0])

    def refuse(url: str, timeout: float) -> None:
        requests.append(url)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr(machine.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(machine.time, "monotonic", lambda: next(times))

    assert not Machine(None, is_dry=False).answers_by_https("a.vn", is_starting=is_starting)

    assert len(requests) == asked


def test_a_first_time_that_ended_halfway_is_gone_on_with(
    root: Path, again: Callable[..., list[str]]
) -> None:
    Debian.refuses = "site"
    again(*ANSWERS)

    Debian.refuses = ""
    mended = again("--domain", "moi.example.vn")

    assert mended[-1] == "user"
    assert not list(root.rglob("*.new"))


def test_without_nginx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path: None if name == "nginx" else name)

    with pytest.raises(ClickException, match="there is no nginx: run apt-get install nginx-light"):
        machine.refuse_incomplete(Machine(None, is_dry=True))


def test_a_dry_run_writes_nothing(root: Path) -> None:
    said = set_up(root, *ANSWERS, "--dry-run").stdout

    assert list(root.iterdir()) == []
    assert f"Not written: {root}/etc/congxa/congxa.env" in said
    assert "Not run: systemctl enable" in said


def test_settings_are_the_service_s_to_read_and_https_is_promised_when_it_answers(
    ready: Path,
) -> None:
    root = ready

    nginx = (root / "etc/nginx/conf.d/congxa.conf").read_text("utf-8")
    assert (root / "etc/congxa/congxa.env").stat().st_mode & 0o777 == 0o640
    assert "\n  add_header Strict-Transport" not in nginx
    assert nginx.count("# add_header Strict-Transport") >= 1
    assert json.loads((root / "etc/congxa/setup.json").read_bytes())["answers"]["name"]


@pytest.mark.parametrize("open_one", ["etc/congxa", "etc/congxa/congxa.env", "srv/congxa"])
def test_it_refuses_what_others_may_write(root: Path, open_one: str) -> None:
    (root / "etc/congxa").mkdir(parents=True)
    (root / "etc/congxa/congxa.env").touch()
    (root / "srv/congxa").mkdir(parents=True)
    (root / open_one).chmod(0o777)

    done = set_up(root, *ANSWERS, check=False)

    assert done.returncode == 1
    assert f"{root / open_one} may be written by others" in done.stderr


def test_it_refuses_a_program_of_which_others_may_write_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "venv/lib/site-packages/six.py"
    module.parent.mkdir(parents=True)
    module.touch(0o644)
    (module.parent / "gone.py").symlink_to("nowhere")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "venv"))
    monkeypatch.setattr("api.places.PACKAGE", module.parent)
    machine.refuse_open_program()

    module.chmod(0o664)

    with pytest.raises(ClickException, match=r"six\.py may be written by others"):
        machine.refuse_open_program()


def test_the_account_reads_the_settings_and_owns_its_data_alone(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (ready / "etc/congxa").stat().st_mode & 0o777 == 0o755
    data, settings, us = ready / "srv/congxa", ready / "etc/congxa/congxa.env", os.geteuid()
    account = pwd.struct_passwd(("congxa", "x", us + 1, us + 1, "", "/", "/"))
    monkeypatch.setattr(machine, "_account", lambda: account)
    owners = {data: us + 1}
    monkeypatch.setattr(machine, "_owner", lambda path: owners.get(path, 0))

    machine.refuse_open_data(data)

    owners[data] = us + 2
    with pytest.raises(ClickException, match="may be written by others"):
        machine.refuse_open_data(data)
    owners[settings] = us + 1
    with pytest.raises(ClickException, match="may be written by others"):
        machine.refuse_open([settings])


@pytest.mark.parametrize(
    ("option", "value"),
    [("--domain", "https://x"), ("--domain", "::1"), ("--admin", "mai"),
     ("--admin", "mai@xãyênhòa.vn"), ("--backups", "here"), ("--name", " ")],
)  # fmt: skip
def test_it_says_which_answer_is_none(root: Path, option: str, value: str) -> None:
    done = set_up(root, *ANSWERS, option, value, check=False)

    assert done.returncode == 2
    assert f"{option}: it must be" in done.stderr
    assert "IP address" not in done.stderr
    assert list(root.iterdir()) == []


def test_what_is_no_answer_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [" ", "!", "  Xã  Đắk Rông ", "https://dakrong.vn/", "đắk rông.vn", "203.0.113.7", "::1",
            "dakrong.vn:443", "ĐắkRông.vn", "Mai",
            "mai@dakrong.vn", "sao lưu", "/mnt/100%", "/srv/../mnt/Ổ cứng//sao lưu/"]  # fmt: skip
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: said.pop(0))

    found = questions.asked(dict.fromkeys(questions.QUESTIONS), {})

    assert questions.as_kept(found) == {
        "name": "Xã Đắk Rông",
        "domain": "xn--krng-wqa5o845r.vn",
        "admin": "mai@dakrong.vn",
        "backups": "/mnt/Ổ cứng/sao lưu",
    }


def test_a_folder_for_backups_may_have_blanks(tmp_path: Path) -> None:
    answers = questions.Answers("Xã A", "a.vn", "a@a.vn", "/mnt/Ổ cứng/sao lưu")

    written = templates.units(answers, machine.Machine(None, is_dry=True))

    units = {Path(each.path).name: each.text for each in written}
    (command,) = re.findall("^ExecStart=(.*)", units["congxa-backup.service"], re.M)
    assert shlex.split(command)[1:3] == ["backup", "/mnt/Ổ cứng/sao lưu"]
    # The service writes there too: before a migration, and what no restore may undo.
    for name, word in (("congxa-backup", '"/mnt/Ổ cứng/sao lưu"'),
                       ("congxa", '-"/mnt/Ổ cứng/sao lưu"')):  # fmt: skip
        assert f"\nReadWritePaths=/srv/congxa {word}\n" in units[f"{name}.service"]


def test_backups_go_where_the_account_can_write(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = "daemon" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    monkeypatch.setattr(machine, "ACCOUNT", account)
    of_root = root / "a disk"
    of_root.mkdir(mode=0o555)

    for possible in ("/tmp", str(root / "none yet")):  # noqa: S108
        Machine(None, is_dry=False).require_writable(possible)
    for impossible in ("/", "/etc/passwd", str(of_root)):
        with pytest.raises(ClickException, match=f"account {account} can write in"):
            Machine(None, is_dry=False).require_writable(impossible)

    (root / "mnt").touch()
    refused = set_up(root, *ANSWERS[:-1], "/mnt", check=False)
    assert refused.returncode == 1
    assert "name one that is not there yet" in refused.stderr
    assert not (root / "etc").exists()


def test_without_an_answer_and_nobody_there_it_names_the_option(root: Path) -> None:
    done = set_up(root, *ANSWERS[2:], check=False)

    assert done.returncode == 2
    assert "give --name" in done.stderr
