"""Settings are parsed strictly, from nothing but what is handed in, and secrets stay secret."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from api.secret_key import ensure_secret
from api.setting.private_files import check_private
from api.settings import SETTINGS, Settings, SettingsError, describe, load

KEY = "q8Zt3vLw6Xn1Rb5Yd9Kf2Hs7Jm4Pc0Ga"


def loaded(**variables: str) -> Settings:
    return load({f"CONGXA_{name}": value for name, value in variables.items()})


def test_it_has_a_default_for_everything() -> None:
    settings = load({})

    assert settings.database_url == f"sqlite:///{Path.cwd()}/var/congxa.db"
    assert settings.media_dir == Path.cwd() / "var/media"
    assert (settings.host, settings.port, settings.proxy_hops) == ("127.0.0.1", 8000, 0)
    assert settings.base_url == "http://127.0.0.1:8000"
    assert 2 <= settings.workers <= 4
    assert settings.cors_origins == ()
    assert settings.rate_limits is True


def test_it_reads_only_the_mapping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGXA_PORT", "9999")
    monkeypatch.setenv("CONGXA_NONSENSE", "1")

    assert load({}).port == 8000


def test_it_ignores_variables_of_the_test_suite_and_of_others() -> None:
    assert load({"CONGXA_TEST_SIZE": "full", "PORT": "1", "CONGXAPORT": "2"}) == load({})


@pytest.mark.parametrize(
    ("name", "value", "attribute", "expected"),
    [
        ("PORT", "80", "port", 80),
        ("RATE_LIMITS", "0", "rate_limits", False),
        ("BASE_URL", "https://Xa.Vn:443/", "base_url", "https://xa.vn"),
        ("BASE_URL", "http://[::1]:8080", "base_url", "http://[::1]:8080"),
        ("HOST", "::", "base_url", "http://[::1]:8000"),
        ("HOST", "0.0.0.0", "base_url", "http://127.0.0.1:8000"),  # noqa: S104
        ("CORS_ORIGINS", "", "cors_origins", ()),
        (
            "CORS_ORIGINS",
            "https://a.vn, http://B.vn:81,https://a.vn",
            "cors_origins",
            ("https://a.vn", "http://b.vn:81"),
        ),
        ("DATABASE_URL", "sqlite:////srv/xa.db", "database_url", "sqlite:////srv/xa.db"),
        ("DATABASE_URL", "postgres://u:p@h:1/d", "database_url", "postgresql://u:p@h:1/d"),
        ("DATABASE_URL", "postgresql:///d?host=/run", "database_url", "postgresql:///d?host=/run"),
        ("SECRET_KEY", KEY, "secret_key", KEY),
    ],
)
def test_it_reads_a_value(name: str, value: str, attribute: str, expected: object) -> None:
    assert getattr(loaded(**{name: value}), attribute) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", ""),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", " 8000"),
        ("PORT", "8_000"),
        ("PORT", "08000"),
        ("PORT", "+80"),
        ("PORT", "8e3"),
        ("PORT", "٨٠٠٠"),
        ("WORKERS", "0"),
        ("PROXY_HOPS", "6"),
        ("PROXY_HOPS", "-1"),
        ("MAX_UPLOAD_MB", "0"),
        ("RATE_LIMITS", "true"),
        ("LOG_LEVEL", "INFO"),
        ("MEDIA_DIR", ""),
        ("HOST", "localhost:80"),
        ("HOST", "300.1.1.1"),
        ("HOST", "xã.vn"),
        ("BASE_URL", "xa.vn"),
        ("BASE_URL", "ftp://xa.vn"),
        ("BASE_URL", "https://xa.vn/portal"),
        ("BASE_URL", "https://xa.vn?a=1"),
        ("BASE_URL", "https://xa.vn#a"),
        ("BASE_URL", "https://user@xa.vn"),
        ("BASE_URL", "https://xa.vn:0"),
        ("BASE_URL", "https://xa.vn:99999"),
        ("BASE_URL", "https://xa.vn:"),
        ("BASE_URL", "https://xa .vn"),
        ("BASE_URL", "https://xa.vn\\@evil.vn"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "null"),
        ("CORS_ORIGINS", "https://a.vn,*"),
        ("CORS_ORIGINS", "https://*.a.vn"),
        ("CORS_ORIGINS", "https://a.vn/"),
        ("CORS_ORIGINS", "https://a.vn,,https://b.vn"),
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("DATABASE_URL", "sqlite://var/a.db"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///a.db?mode=ro"),
        ("DATABASE_URL", "postgresql://h"),
    ],
)
def test_it_refuses_a_malformed_value_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        loaded(**{name: value})

    line = str(refusal.value)
    assert line.startswith(f"CONGXA_{name}")
    assert " must be " in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("CONGXA_PROT", "did you mean CONGXA_PORT?"),
        ("congxa_port", "did you mean CONGXA_PORT?"),
        ("CONGXA_DATABASE", "did you mean CONGXA_DATABASE_URL?"),
        ("CONGXA_", "`congxa settings` lists them all"),
    ],
)
def test_it_refuses_an_unknown_variable_and_names_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"{name} is not a setting: {hint}")):
        load({name: "1"})


@pytest.mark.parametrize("value", ["1", "true", "on"])
def test_t81_it_refuses_debugging(value: str) -> None:
    with pytest.raises(SettingsError, match="FLASK_DEBUG"):
        load({"FLASK_DEBUG": value})


@pytest.mark.parametrize("value", ["short", "a" * 64, "changeme" * 8, "ă" + KEY, KEY + "\n"])
def test_t81_it_refuses_a_weak_secret_key_without_showing_it(value: str) -> None:
    with pytest.raises(SettingsError, match="CONGXA_SECRET_KEY must be") as refusal:
        loaded(SECRET_KEY=value)

    assert value not in str(refusal.value)


def test_t81_it_makes_a_private_secret_key_once(tmp_path: Path) -> None:
    settings = loaded(STATE_DIR=str(tmp_path / "var"))

    first, second = ensure_secret(settings), ensure_secret(settings)

    file = tmp_path / "var" / "secret_key"
    assert settings.secret_key == ""
    assert len(first.secret_key) >= 32
    assert second == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_t81_processes_starting_at_once_share_one_key(tmp_path: Path) -> None:
    start = Barrier(8)

    def begin(_: int) -> str:
        start.wait()
        return ensure_secret(loaded(STATE_DIR=str(tmp_path))).secret_key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(begin, range(8)))

    assert len(keys) == 1


def test_t81_a_given_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    settings = loaded(SECRET_KEY=KEY, STATE_DIR=str(tmp_path / "var"))

    assert ensure_secret(settings) == settings
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("mode", "content"), [(0o644, KEY), (0o600, "short"), (0o600, "ă" * 40)])
def test_t81_it_refuses_a_key_file_that_is_open_or_weak(
    tmp_path: Path, mode: int, content: str
) -> None:
    file = tmp_path / "secret_key"
    file.write_text(content)
    file.chmod(mode)

    with pytest.raises(SettingsError, match="secret_key"):
        ensure_secret(loaded(STATE_DIR=str(tmp_path)))


def test_t81_it_says_when_the_state_folder_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")

    with pytest.raises(SettingsError, match="cannot be used"):
        ensure_secret(loaded(STATE_DIR=str(tmp_path / "var")))


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, False), (0o604, True)])
def test_t81_a_file_that_everybody_may_read_is_not_private(
    tmp_path: Path, mode: int, is_open: bool
) -> None:
    file = tmp_path / "congxa.db"
    file.touch()
    os.chmod(file, mode)

    if is_open:
        with pytest.raises(SettingsError, match=f"chmod 600 {file}"):
            check_private(file)
    else:
        check_private(file)


def test_it_describes_every_setting_and_masks_secrets() -> None:
    settings = loaded(SECRET_KEY=KEY, DATABASE_URL="postgresql://xa:p%40ss:w0rd@h/d?password=p4ss")

    rows = describe(settings)

    assert [row.name for row in rows] == [setting.name for setting in SETTINGS]
    assert all(row.meaning.endswith(".") for row in rows)
    shown = {row.name: row.value for row in rows}
    assert shown["CONGXA_PORT"] == "8000"
    assert shown["CONGXA_RATE_LIMITS"] == "1"
    assert shown["CONGXA_SECRET_KEY"] == "********"
    assert shown["CONGXA_DATABASE_URL"] == "postgresql://xa:********@h/d?password=********"


def test_it_keeps_secrets_out_of_its_repr() -> None:
    settings = loaded(SECRET_KEY=KEY, DATABASE_URL="postgresql://xa:hush@h/d")

    assert KEY not in repr(settings)
    assert "hush" not in repr(settings)
