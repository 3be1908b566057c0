"""The file of settings: found from anywhere, read strictly, its paths count from its folder."""

import re
from pathlib import Path

import pytest

from api.setting import file as setting_file
from api.setting.file import SettingFile
from api.settings import Settings, SettingsError, describe, load

KEY = "q8Zt3vLw6Xn1Rb5Yd9Kf2Hs7Jm4Pc0Ga"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the start, and a file of the machine that is not that of the real one."""
    (tmp_path / "here").mkdir()
    places = (Path("congxa.env"), tmp_path / "etc" / "congxa.env")
    monkeypatch.setattr(setting_file, "PLACES", places)
    (tmp_path / "etc").mkdir()
    return tmp_path


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def loaded(machine: Path, **environ: str) -> Settings:
    variables = {f"CONGXA_{name}": value for name, value in environ.items()}
    return load(variables, setting_file.find(variables, machine / "here"))


def lines(machine: Path, text: str) -> dict[str, str]:
    file = setting_file.find({}, written(machine / "here" / "congxa.env", text).parent)
    assert isinstance(file, SettingFile)
    return {name: line.value for name, line in file.lines.items()}


def test_it_is_the_named_one_else_that_of_the_folder_else_that_of_the_machine(
    machine: Path,
) -> None:
    ports = []
    assert loaded(machine).port == 8000

    written(machine / "etc" / "congxa.env", "CONGXA_PORT=1003")
    ports.append(loaded(machine).port)
    written(machine / "here" / "congxa.env", "CONGXA_PORT=1002")
    ports.append(loaded(machine).port)
    written(machine / "other.env", "CONGXA_PORT=1001")
    ports.append(loaded(machine, CONFIG=str(machine / "other.env")).port)
    ports.append(loaded(machine, CONFIG="../other.env").port)

    assert ports == [1003, 1002, 1001, 1001]


@pytest.mark.parametrize("name", ["", "absent.env", "congxa.env/more"])
def test_a_named_one_that_is_not_there_is_an_error(machine: Path, name: str) -> None:
    written(machine / "here" / "congxa.env", "CONGXA_PORT=1002")

    with pytest.raises(SettingsError, match="here"):
        loaded(machine, CONFIG=name)


def test_one_that_cannot_be_read_is_an_error_and_not_passed_over(machine: Path) -> None:
    (machine / "here" / "congxa.env").mkdir()
    written(machine / "etc" / "congxa.env", "CONGXA_PORT=1003")

    with pytest.raises(SettingsError, match=r"here/congxa.env cannot be read"):
        loaded(machine)


def test_one_in_a_folder_that_is_not_the_account_s_to_look_into_is_not_its_own(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(machine / "etc" / "congxa.env", "CONGXA_PORT=1003")
    monkeypatch.setattr("os.access", lambda path, mode: path != machine / "here")
    written(machine / "here" / "congxa.env", "CONGXA_PORT=1002")

    assert loaded(machine).port == 1003


def test_the_environment_wins_and_each_value_says_where_it_comes_from(machine: Path) -> None:
    text = "# The portal\nCONGXA_PORT=1002\nCONGXA_WORKERS=3\n"
    file = written(machine / "here" / "congxa.env", text)

    settings = loaded(machine, WORKERS="2")

    assert (settings.port, settings.workers) == (1002, 2)
    assert settings.config == file
    sources = {row.name: row.source for row in describe(settings)}
    assert sources["CONGXA_PORT"] == f"{file}:2"
    assert sources["CONGXA_WORKERS"] == "environment"
    assert sources["CONGXA_HOST"] == "default"


def test_relative_paths_count_from_the_folder_of_who_says_them(machine: Path) -> None:
    text = "CONGXA_MEDIA_DIR=files\nCONGXA_DATABASE_URL=sqlite:///data/xa.db\n"
    written(machine / "etc" / "congxa.env", text)

    settings = loaded(machine, FRONTEND_DIR="pages")

    assert settings.media_dir == machine / "etc/files"
    assert settings.database_url == f"sqlite:///{machine}/etc/data/xa.db"
    assert settings.frontend_dir == Path.cwd() / "pages"
    # Defaults belong to the installation that the file describes.
    assert settings.state_dir == machine / "etc/var"


def test_a_folder_keeps_its_name_in_the_address_of_a_database(machine: Path) -> None:
    folder = machine / "100% xã? #1"
    folder.mkdir()
    file = written(folder / "congxa.env", "CONGXA_DATABASE_URL=sqlite:///xã.db")

    settings = loaded(machine, CONFIG=str(file))

    assert settings.database_url == f"sqlite:///{machine}/100%25 xã%3F %231/xã.db"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("CONGXA_HOST=xa.vn", "xa.vn"),
        ("  CONGXA_HOST = xa.vn  ", "xa.vn"),
        ("CONGXA_HOST=xa.vn # not localhost", "xa.vn"),
        ('CONGXA_HOST="xa vn # still" # a comment', "xa vn # still"),
        ("CONGXA_HOST='say \"$HOME\" \\n'", 'say "$HOME" \\n'),
        ("CONGXA_HOST=p#ss=w'rd", "p#ss=w'rd"),
        ("CONGXA_HOST=", ""),
        ("CONGXA_HOST= # none", ""),
        ("\ufeffCONGXA_HOST=xã.vn\r\n", "xã.vn"),
    ],
)
def test_it_reads_a_line(machine: Path, line: str, value: str) -> None:
    assert lines(machine, f"{line}\n\n#CONGXA_PORT=1\n") == {"CONGXA_HOST": value}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CONGXA_PORT=1\nCONGXA_PROT=8000", "2: CONGXA_PROT is not a setting: did you mean"),
        ("\nPORT=1", "2: PORT is not a setting: did you mean CONGXA_PORT?"),
        ("FLASK_DEBUG=1", "1: FLASK_DEBUG is not a setting"),
        ("CONGXA_TEST_SIZE=full", "1: CONGXA_TEST_SIZE is not a setting"),
        ("CONGXA_CONFIG=a.env", "1: CONGXA_CONFIG belongs into the environment"),
        ("CONGXA_PORT=x", "1: CONGXA_PORT is 'x': must be a whole number"),
        ("CONGXA_PORT=1\nCONGXA_PORT=2", "2: CONGXA_PORT is set a second time"),
        ("CONGXA_PORT", "1: a line must be NAME=value"),
        ("export CONGXA_PORT=1", "1: a line must be NAME=value"),
        ("CONGXA_HOST='xa.vn", "1: a line must be NAME=value"),
        ("CONGXA_HOST='xa' vn", "1: a line must be NAME=value"),
        ("CONGXA-PORT=1", "1: a line must be NAME=value"),
    ],
)
def test_it_refuses_what_is_wrong_by_file_and_line(machine: Path, text: str, said: str) -> None:
    file = written(machine / "here" / "congxa.env", text)

    with pytest.raises(SettingsError, match=re.escape(f"{file}:{said}")):
        # Also where the environment would win.
        loaded(machine, PORT="1001")


def test_t81_a_secret_that_is_malformed_is_not_shown(machine: Path) -> None:
    written(machine / "here" / "congxa.env", "CONGXA_SECRET_KEY=hush-hush")

    with pytest.raises(SettingsError, match=r"congxa.env:1: CONGXA_SECRET_KEY must be") as refusal:
        loaded(machine)

    assert "hush" not in str(refusal.value)


def test_it_must_be_text(machine: Path) -> None:
    (machine / "here" / "congxa.env").write_bytes(b"CONGXA_HOST=x\xe3")

    with pytest.raises(SettingsError, match=r"congxa\.env is no text"):
        loaded(machine)


@pytest.mark.parametrize(
    "secret", [f"CONGXA_SECRET_KEY={KEY}", "CONGXA_DATABASE_URL=postgresql://xa:hush@h/d"]
)
def test_t81_it_refuses_a_secret_that_everybody_may_read(machine: Path, secret: str) -> None:
    file = written(machine / "here" / "congxa.env", secret, 0o644)
    said = re.escape(f"{file} is open to everybody (mode 0644): run chmod 600 {file}")

    with pytest.raises(SettingsError, match=said):
        loaded(machine)

    written(file, "CONGXA_DATABASE_URL=postgresql://xa@h/d", 0o644)
    assert loaded(machine).database_url == "postgresql://xa@h/d"
