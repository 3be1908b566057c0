"""`congxa conform` finds nothing at a portal of ours, and exactly what is broken at another."""

import re
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from api.tools import conformance
from api.tools.cli import COMMANDS, conform
from tests.api.tools import feed_faults  # noqa: F401 - it notes its faults
from tests.api.tools.faults import DESCRIPTORS, FAULTS, change
from tests.api.tools.portals import Exchange, Proxy

PAGE = Path(__file__).parents[3] / "docs" / "integrate" / "aggregator.md"
on_one_database = pytest.mark.parametrize("standing_app", ["sqlite"], indirect=True)


def conformed(address: str, *options: str) -> Result:
    return CliRunner().invoke(conform, [address, *options])


def results(done: Result) -> dict[str, str]:
    return {each["id"]: each["result"] for each in orjson.loads(done.stdout)["checks"]}


def test_it_finds_nothing_here(address: str) -> None:
    done = conformed(address)

    assert done.exit_code == 0, done.stdout
    assert done.stdout.endswith(f"\n{len(conformance.checks())} ok, 0 broken, 0 not checked.\n")


def test_it_only_reads(front: Proxy, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    methods: set[str] = set()
    front.faults.append(lambda exchange: methods.add(exchange.environ["REQUEST_METHOD"]))

    conformed(address)

    assert methods == {"GET", "HEAD", "OPTIONS"}


def test_it_looks_at_a_type_that_the_openapi_file_alone_names(front: Proxy, address: str) -> None:
    asked: set[str] = set()

    def name_another(exchange: Exchange) -> None:
        asked.add(exchange.path)
        if exchange.path == "/v1/openapi.json":
            change(exchange, lambda said: said["paths"].update({"/v1/rules/{rule_id}": {}}))

    front.faults.append(name_another)
    done = conformed(address)

    assert "/v1/rules" in asked
    assert done.exit_code == 1, done.stdout


@on_one_database
@pytest.mark.parametrize("name", FAULTS)
def test_it_tells_exactly_what_is_broken(front: Proxy, address: str, name: str) -> None:
    front.faults.append(FAULTS[name].spoil)

    done = conformed(address, "--json")

    found = {id_ for id_, result in results(done).items() if result == "broken"}
    assert (found, done.exit_code) == (FAULTS[name].broken, 1), done.stdout


def test_every_check_is_broken_by_some_fault() -> None:
    told = {id_ for each in FAULTS.values() for id_ in each.broken}

    assert {each.id for each in conformance.checks()} == told


def test_every_check_has_an_id_of_its_own_and_says_what_the_contract_says() -> None:
    found = conformance.checks()

    assert len({each.id for each in found}) == len(found)
    assert [e.id for e in found if not re.fullmatch(r"[a-z]+\.[a-z0-9-]+", e.id)] == []
    assert [each.id for each in found if not each.says.endswith(".")] == []


def test_it_says_in_a_line_each_what_the_contract_says_and_what_was_seen(
    front: Proxy, address: str
) -> None:
    front.faults.append(FAULTS["media_that_may_be_sniffed"].spoil)

    done = conformed(address)

    (line, seen) = re.findall(r"(?m)^broken .*$|^ +seen: .*$", PAGE.read_text("utf-8"))
    assert f"\n{line}\n{seen}\n" in done.stdout
    assert " 1 broken, 0 not checked.\n" in done.stdout


def test_the_page_tells_every_option_and_no_other() -> None:
    told = set(re.findall(r"`(--[a-z]+)", PAGE.read_text("utf-8")))

    assert told == {each for command in COMMANDS for p in command.params for each in p.opts
                    if each.startswith("--")}  # fmt: skip


def test_it_asks_for_whatever_name_a_portal_gives(front: Proxy, address: str) -> None:
    def misname(exchange: Exchange) -> None:
        if exchange.path in DESCRIPTORS and exchange.status == 200 and exchange.body:
            change(exchange, lambda told: told["sites"][0].update(slug="xã hội"))

    front.faults.append(misname)

    done = conformed(address)

    assert "seen: /v1/sites/xã hội answers 404\n" in done.stdout


def test_it_says_in_one_line_that_nobody_answers() -> None:
    done = conformed("http://127.0.0.1:1")

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("congxa: the portal does not answer: ")


@pytest.mark.parametrize("url", ["yenhoa", "ftp://a.vn", "https://u:p@a.vn", "https://a.vn/?x=1"])
def test_it_refuses_what_is_no_address(url: str) -> None:
    assert conformed(url).exit_code == 2
