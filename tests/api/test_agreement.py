"""Which value wins: what was chosen is kept for all, a default gives way, another is refused."""

from dataclasses import replace

import pytest

from api import agreement
from api.db.databases import is_sqlite
from api.publishing.live import kept_settings
from api.publishing.live.kept_settings import Kept
from api.settings import Settings, SettingsError, load

A, B, OWN = "https://a.vn", "https://b.vn", "http://127.0.0.1:8000"


def told(settings: Settings, base_url: str | None = None, hosts: str | None = None) -> Settings:
    """The settings of a process that was told this much."""
    variables = {"CONGXA_BASE_URL": base_url, "CONGXA_FREE_LINK_HOSTS": hosts}
    own = load({name: value for name, value in variables.items() if value is not None})
    return replace(own, database_url=settings.database_url)


def kept() -> Kept | None:
    return kept_settings.by_name().get("base_url")


@pytest.fixture(autouse=True)
def connected(database: str) -> None:
    """All of them look at a database."""


def test_a_service_keeps_for_good_what_it_was_told(settings: Settings) -> None:
    found = agreement.settle(told(settings, A, "bao.vn"), is_service=True)

    assert (found.base_url, found.free_link_hosts) == (A, ("bao.vn",))
    assert kept_settings.by_name() == {
        "base_url": Kept(A, False),
        "free_link_hosts": Kept("bao.vn", False),
    }


@pytest.mark.parametrize("is_service", [True, False])
def test_told_nothing_it_takes_what_is_kept(settings: Settings, is_service: bool) -> None:
    agreement.settle(told(settings, A, "tin.vn,bao.vn"), is_service=True)

    for find in (agreement.agreed, lambda own: agreement.settle(own, is_service=is_service)):
        found = find(told(settings))

        assert (found.base_url, found.free_link_hosts) == (A, ("bao.vn", "tin.vn"))
        assert found.sources["CONGXA_BASE_URL"] == "database"
    assert kept() == Kept(A, False)


@pytest.mark.parametrize("is_service", [True, False])
def test_f34_told_another_it_is_refused_and_both_are_named(
    settings: Settings, is_service: bool
) -> None:
    agreement.settle(told(settings, A, "bao.vn"), is_service=True)
    others = [(told(settings, B), A, B), (told(settings, A, ""), "bao.vn", "none")]
    others.append((told(settings, OWN), A, OWN))

    for other, before, now in others:
        for find in (agreement.agreed, lambda own: agreement.settle(own, is_service=is_service)):
            with pytest.raises(SettingsError) as refusal:
                find(other)
            assert before in str(refusal.value)
            assert now in str(refusal.value)
    assert kept() == Kept(A, False)


def test_the_order_of_hosts_is_no_other_value(settings: Settings) -> None:
    agreement.settle(told(settings, A, "tin.vn,bao.vn"), is_service=True)

    found = agreement.agreed(told(settings, A, "bao.vn,tin.vn"))

    assert found.free_link_hosts == ("bao.vn", "tin.vn")


def test_what_only_an_import_was_told_gives_way_to_a_service(settings: Settings) -> None:
    agreement.settle(told(settings, A), is_service=False)
    assert kept() == Kept(A, True)

    assert agreement.settle(told(settings), is_service=False).base_url == A
    with pytest.raises(SettingsError):
        agreement.settle(told(settings, B), is_service=False)
    assert agreement.settle(told(settings, B), is_service=True).base_url == B

    assert kept() == Kept(B, False)


def test_a_default_follows_the_port_where_there_is_one_node(settings: Settings) -> None:
    agreement.settle(told(settings), is_service=True)
    assert kept() == Kept(OWN, True)
    moved = load({"CONGXA_PORT": "9000"})

    found = agreement.settle(moved, is_service=True)

    assert found.base_url == ("http://127.0.0.1:9000" if is_sqlite() else OWN)
    assert agreement.agreed(told(settings)).base_url == found.base_url


def test_a_chosen_address_stays_whatever_the_port_is(settings: Settings) -> None:
    agreement.settle(told(settings, OWN), is_service=True)

    found = agreement.settle(load({"CONGXA_PORT": "9000"}), is_service=True)

    assert found.base_url == OWN


def test_reading_keeps_nothing(settings: Settings) -> None:
    assert agreement.agreed(told(settings, A)).base_url == A

    assert kept_settings.by_name() == {}


def test_configure_changes_it_on_purpose(settings: Settings) -> None:
    agreement.settle(told(settings, A), is_service=True)

    changes = agreement.change(told(settings, B))

    assert changes == [("CONGXA_BASE_URL", A, B)]
    assert kept() == Kept(B, False)
    assert agreement.change(told(settings, B)) == []
    assert kept_settings.by_name()["free_link_hosts"] == Kept("", True)


def test_an_option_may_not_contradict_what_every_other_command_is_told(settings: Settings) -> None:
    found = agreement.with_options(told(settings), {"CONGXA_BASE_URL": A})
    assert (found.base_url, agreement.is_told(found)) == (A, True)
    assert not agreement.is_told(told(settings))

    with pytest.raises(SettingsError, match=f"{B}.*{A}"):
        agreement.with_options(told(settings, B), {"CONGXA_BASE_URL": A})
    with pytest.raises(SettingsError, match="must be"):
        agreement.with_options(told(settings), {"CONGXA_BASE_URL": "a.vn"})


def test_a_child_of_a_service_goes_by_what_is_kept(settings: Settings) -> None:
    agreement.settle(told(settings, A), is_service=True)

    assert agreement.obey(told(settings, B)).base_url == A
