"""One value for all: which is in force of the settings that shape public bytes.

What somebody set for `serve` or `configure` is kept in the database. A command that was told
nothing takes it, one that was told another value is refused. A default is no value.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from api.db.databases import is_sqlite
from api.publishing.live import kept_settings
from api.publishing.live.kept_settings import Kept
from api.setting.table import SETTINGS, Setting
from api.settings import DEFAULT, Settings, SettingsError, load

FROM_DATABASE = "database"
_SHAPING = [each for each in SETTINGS if each.attribute in kept_settings.NAMES]


class Change(NamedTuple):
    """What `configure` changed."""

    name: str
    before: str
    now: str


def with_options(settings: Settings, options: Mapping[str, str]) -> Settings:
    """The settings and what a command was told, by name. It may not contradict what they set."""
    told = load(options)
    sources = {**settings.sources, **dict.fromkeys(options, "option")}
    for each in (each for each in _SHAPING if each.name in options):
        own, other = _own(settings, each), _own(told, each)
        if not own.is_default and own.value != other.value:
            raise SettingsError(
                f"{each.name} is {own.value or 'none'} ({settings.sources[each.name]}), but the"
                f" option says {other.value or 'none'}: every other command would be refused then"
            )
        settings = replace(settings, **{each.attribute: getattr(told, each.attribute)})
    return replace(settings, sources=sources)


def is_told(settings: Settings) -> bool:
    """Whether anything of what shapes public bytes is set, so that it is no default."""
    return not all(_own(settings, each).is_default for each in _SHAPING)


def agreed(settings: Settings) -> Settings:
    """The settings with what is kept. Raise SettingsError when they were told another value."""
    kept = kept_settings.by_name()
    return _with(settings, _decided(settings, kept, is_service=False), kept)


def settle(settings: Settings, *, is_service: bool) -> Settings:
    """As `agreed`, and what is in force is kept: for good what a service was told."""
    kept = kept_settings.by_name()
    if _decided(settings, kept, is_service=is_service) != kept:
        with kept_settings.alone():
            kept = kept_settings.by_name()
            for name, value in _decided(settings, kept, is_service=is_service).items():
                kept_settings.keep(name, value)
    kept = kept_settings.by_name()
    return _with(settings, kept, kept)


def obey(settings: Settings) -> Settings:
    """The settings with what is kept, whatever else they were told."""
    kept = kept_settings.by_name()
    return _with(settings, kept, kept)


def change(settings: Settings) -> list[Change]:
    """Keep for good what the settings were told; which values are other ones now."""
    told = [each for each in _SHAPING if not _own(settings, each).is_default]
    with kept_settings.alone():
        kept = kept_settings.by_name()
        for each in told:
            kept_settings.keep(each.attribute, _own(settings, each))
    changes = [
        Change(each.name, _value(kept.get(each.attribute)), _own(settings, each).value)
        for each in told
    ]
    return [each for each in changes if each.before != each.now]


def _decided(settings: Settings, kept: Mapping[str, Kept], *, is_service: bool) -> dict[str, Kept]:
    """What is to be in force, by name."""
    found = {}
    for each in _SHAPING:
        own, before = _own(settings, each), kept.get(each.attribute)
        decided = _decide(own, before, is_service=is_service)
        if decided is None:
            source = settings.sources[each.name]
            raise SettingsError(
                f"{each.name} is {own.value or 'none'} ({source}), but what is public is made with"
                f" {_value(before) or 'none'}: unset it, or see `congxa configure --help`"
            )
        found[each.attribute] = decided
    return found


def _decide(own: Kept, before: Kept | None, *, is_service: bool) -> Kept | None:
    """The value that wins; None where neither may."""
    if before is None:
        return own if is_service else Kept(own.value, is_default=True)
    # Told nothing, it goes on at the address of its own port, unless other nodes have another.
    if is_service and before.is_default and (is_sqlite() or not own.is_default):
        return own
    return before if own.is_default or own.value == before.value else None


def _own(settings: Settings, setting: Setting) -> Kept:
    """What the settings say by themselves."""
    value = getattr(settings, setting.attribute)
    text = value if isinstance(value, str) else ",".join(sorted(value))
    return Kept(text, is_default=settings.sources[setting.name] == DEFAULT)


def _value(kept: Kept | None) -> str:
    return kept.value if kept else ""


def _with(settings: Settings, values: Mapping[str, Kept], kept: Mapping[str, Kept]) -> Settings:
    sources = dict(settings.sources)
    parsed: dict[str, Any] = {}
    for each in _SHAPING:
        own = _own(settings, each)
        value = values.get(each.attribute, own).value
        if each.attribute in kept and (own.is_default or own.value != value):
            sources[each.name] = FROM_DATABASE
            parsed[each.attribute] = each.parse(value)
    return replace(settings, **parsed, sources=sources)
