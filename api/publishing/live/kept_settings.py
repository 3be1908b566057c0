"""The settings that shape public bytes: kept in the database, so that every command has the same.

Whatever is rendered is rendered with them, not with what its process was started with.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from api.db.databases import execute, is_sqlite
from api.db.unit_of_work import forget, remembered, transaction
from api.publishing.live.dependents import mark_all
from api.publishing.live.models import KeptSetting
from api.runtime.config import config, configure

BASE_URL, FREE_LINK_HOSTS = "base_url", "free_link_hosts"
NAMES = (BASE_URL, FREE_LINK_HOSTS)


class Kept(NamedTuple):
    """A value as text, and whether nobody chose it."""

    value: str
    is_default: bool


def by_name() -> Mapping[str, Kept]:
    """What is kept, by name."""
    rows = KeptSetting.select().where(KeptSetting.name.in_(NAMES))
    return {setting.name: Kept(setting.value, setting.is_default) for setting in rows}


_kept_once = remembered(by_name)


@contextmanager
def alone() -> Iterator[None]:
    """A transaction that begins when nothing is being rendered, and lets nothing begin to be."""
    with transaction():
        if not is_sqlite():
            # Whoever renders has read this table, and holds that to the end of the transaction.
            execute('LOCK TABLE "kept_setting" IN ACCESS EXCLUSIVE MODE')
        yield


def keep(name: str, new: Kept) -> None:
    """Keep a value; when it is another one, every live row is marked. Call it inside `alone`."""
    old = by_name().get(name)
    row = KeptSetting.insert(name=name, value=new.value, is_default=new.is_default)
    changed = {KeptSetting.value: new.value, KeptSetting.is_default: new.is_default}
    row.on_conflict(conflict_target=[KeptSetting.name], update=changed).execute()
    forget()
    if old is None or old.value != new.value:
        mark_all()


def adopt() -> None:
    """Render with what is kept, in this transaction and from then on in this process."""
    settings = _kept_once()
    now = config()
    base_url = settings[BASE_URL].value if BASE_URL in settings else now.base_url
    hosts = (
        frozenset(filter(None, settings[FREE_LINK_HOSTS].value.split(",")))
        if FREE_LINK_HOSTS in settings
        else now.free_hosts
    )
    if (base_url, hosts) != (now.base_url, now.free_hosts):
        configure(replace(now, base_url=base_url, free_hosts=hosts))
