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
_SHAPING = [setting for setting in SETTINGS if setting.attribute in kept_settings.NAMES]


class Change(NamedTuple):
    """What `configure` changed."""

    name: str
    before: str
    now: str


def with_options(settings: Settings, options: Mapping[str, str]) -> Settings:
    """The settings and what a command was told, by name. It may not contradict what they set."""
    from_options = load(options)
    sources = {**settings.sources, **dict.fromkeys(options, "option")}
    for setting in (setting for setting in _SHAPING if setting.name in options):
        own, other = _own(settings, setting), _own(from_options, setting)
        if not own.is_default and own.value != other.value:
            raise SettingsError(
                f"{setting.name} is {own.value or 'none'} ({settings.sources[setting.name]}),"
                f" but the option says {other.value or 'none'}: every other command would be"
                " refused then"
            )
        settings = replace(
            settings, **{setting.attribute: getattr(from_options, setting.attribute)}
        )
    return replace(settings, sources=sources)


def is_told(settings: Settings) -> bool:
    """Whether anything of what shapes public bytes is set, so that it is no default."""
    return not all(_own(settings, setting).is_default for setting in _SHAPING)


def agreed(settings: Settings) -> Settings:
    """The settings with what is kept. Raise SettingsError when they were told another value."""
    stored = kept_settings.by_name()
    return _with(settings, _decided(settings, stored, is_service=False), stored)


def settle(settings: Settings, *, is_service: bool) -> Settings:
    """As `agreed`, and what is in force is kept: for good what a service was told."""
    stored = kept_settings.by_name()
    if _decided(settings, stored, is_service=is_service) != stored:
        with kept_settings.alone():
            stored = kept_settings.by_name()
            for name, value in _decided(settings, stored, is_service=is_service).items():
                kept_settings.keep(name, value)
    stored = kept_settings.by_name()
    return _with(settings, stored, stored)


def obey(settings: Settings) -> Settings:
    """The settings with what is kept, whatever else they were told."""
    stored = kept_settings.by_name()
    return _with(settings, stored, stored)


def change(settings: Settings) -> list[Change]:
    """Keep for good what the settings were told; which values are other ones now."""
    explicit = [setting for setting in _SHAPING if not _own(settings, setting).is_default]
    with kept_settings.alone():
        stored = kept_settings.by_name()
        for setting in explicit:
            kept_settings.keep(setting.attribute, _own(settings, setting))
    changes = [
        Change(setting.name, _value(stored.get(setting.attribute)), _own(settings, setting).value)
        for setting in explicit
    ]
    return [change for change in changes if change.before != change.now]


def _decided(
    settings: Settings, stored: Mapping[str, Kept], *, is_service: bool
) -> dict[str, Kept]:
    """What is to be in force, by name."""
    decisions = {}
    for setting in _SHAPING:
        own, before = _own(settings, setting), stored.get(setting.attribute)
        decided = _decide(own, before, is_service=is_service)
        if decided is None:
            source = settings.sources[setting.name]
            raise SettingsError(
                f"{setting.name} is {own.value or 'none'} ({source}), but what is public is made"
                f" with {_value(before) or 'none'}: unset it, or see `congxa configure --help`"
            )
        decisions[setting.attribute] = decided
    return decisions


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


def _value(stored: Kept | None) -> str:
    return stored.value if stored else ""


def _with(settings: Settings, values: Mapping[str, Kept], stored: Mapping[str, Kept]) -> Settings:
    sources = dict(settings.sources)
    parsed: dict[str, Any] = {}
    for setting in _SHAPING:
        own = _own(settings, setting)
        value = values.get(setting.attribute, own).value
        if setting.attribute in stored and (own.is_default or own.value != value):
            sources[setting.name] = FROM_DATABASE
            parsed[setting.attribute] = setting.parse(value)
    return replace(settings, **parsed, sources=sources)
