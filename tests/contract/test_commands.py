"""The commands: each is where it is said to be, and asking for help loads nothing that is slow."""

import subprocess
import sys

import click
import pytest

from api.cli import OF_FEATURES, cli

HELP = """
import sys
from api.cli import main
for words in {calls!r}:
    sys.argv = ["congxa", *words, "--help"]
    try:
        main()
    except SystemExit as ended:
        assert ended.code == 0, words
heavy = {{"flask", "werkzeug", "peewee", "PIL"}} & {{name.split(".")[0] for name in sys.modules}}
print("HEAVY", *sorted(heavy))
"""


def names() -> list[str]:
    return cli.list_commands(click.Context(cli))


def test_every_command_is_found_by_its_name() -> None:
    found = [cli.get_command(click.Context(cli), name) for name in names()]

    assert [each and each.name for each in found] == names()
    assert {*OF_FEATURES} < {*names()}
    assert cli.get_command(click.Context(cli), "nonsense") is None


@pytest.mark.parametrize("word", [[], ["audit"]])
def test_help_of_a_group_names_its_commands(word: list[str]) -> None:
    group = cli.get_command(click.Context(cli), word[0]) if word else cli
    assert isinstance(group, click.Group)

    told = group.get_help(click.Context(group))

    assert all(f"\n  {name} " in told for name in group.list_commands(click.Context(group)))


def test_help_loads_neither_the_web_nor_a_database_nor_images() -> None:
    calls = [[], *([name] for name in names()), ["audit", "verify"]]
    program = HELP.format(calls=calls)

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "HEAVY"


def test_an_import_loads_nothing_of_the_web() -> None:
    # It has no use for it, and neither has whatever makes a database or migrates one.
    program = (
        "import sys, api.bundles.transfers, api.backups.upgrading\n"
        "sys.exit(bool({'flask', 'werkzeug', 'jinja2', 'api.application'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
