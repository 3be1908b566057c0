"""The few settings that the inner layers need, handed in once when the program starts.

Rendering happens far from any request, so the address of this API cannot be read off one.
"""

from dataclasses import dataclass, field
from pathlib import Path

from api.runtime.runtime import Part


@dataclass(frozen=True)
class Config:
    """What content is rendered with, and what cursors are signed with."""

    base_url: str = "http://127.0.0.1:8000"
    free_hosts: frozenset[str] = frozenset()
    secret_key: str = field(default="", repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    media_dir: Path = Path("var/media")
    state_dir: Path = Path("var")
    max_upload_bytes: int = 20_000_000
    view_window_minutes: int = 30
    session_hours: int = 12
    rate_limits: bool = True
    access_log: bool = False
    offline_pages: bool = True
    purge_urls: tuple[str, ...] = ()
    push_hosts: tuple[str, ...] = ()
    accel_prefix: str = ""
    response_cache_bytes: int = 32_000_000
    metrics_token: str = field(default="", repr=False)
    metrics_address: tuple[str, ...] = ()

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """All keys whose signatures are taken; the first is what is signed with."""
        return self.secret_key, *self.secret_key_fallbacks


_config = Part(Config)


def configure(config: Config) -> None:
    """Use `config` from now on."""
    _config.set(config)


def config() -> Config:
    """What was configured last."""
    return _config.get()


def api_url(path: str) -> str:
    """The absolute address of a path of this API or of a file of media."""
    return config().base_url + path


def page_url(site_base_url: str | None, path: str) -> str:
    """The absolute address of a page of a site: under its own address where it has one."""
    return (site_base_url or config().base_url) + path
