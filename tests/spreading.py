"""How the tests are spread over the processes of a run: in which order, and what stays together."""

import zlib

import pytest

LIVE = {"live_server", "real_life"}
"""Servers that stand as long as the process."""
LONG = {"test_container.py"}
"""Begun near the end, it would let the other processes wait for it."""
LONGEST_ID = 200


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep in one process what shares something costly, so that it is made once.

    Tests of the live server are kept in three, so that only three are started: those of browsers,
    whose event loop stays in the process, in two that come after the API's.
    """
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        if LIVE & {*getattr(item, "fixturenames", ())}:
            half = zlib.crc32(item.path.name.encode()) % 2
            group = f"browser{half}" if item.path.parent.name == "browser" else "live_server"
            item.add_marker(pytest.mark.xdist_group(group))
        elif _shares(item) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def _shares(item: pytest.Item) -> bool:
    """Whether a test uses what is made once for its file."""
    found = getattr(item, "_fixtureinfo", None)
    made = found.name2fixturedefs.values() if found else ()
    return any(each[-1].scope == "module" for each in made)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its length: processes tell each other of each test by its whole id."""
    is_long = isinstance(val, str | bytes) and len(val) > LONGEST_ID
    return f"{argname}-of-{len(val)}" if is_long else None
