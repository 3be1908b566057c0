"""A portal whose devices have a push service of ours."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.publishing.models import Document
from api.settings import Settings
from tests.api.push.devices import Service, serving
from tests.api.runtime.strangers import NAME
from tests.factories import make_site


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With our push service, and with limits."""
    return replace(settings, push_hosts=(NAME,), rate_limits=True)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A push service on loopback, and the job that tells it."""
    with serving(tmp_path) as service:
        yield service


@pytest.fixture
def site(client: object) -> Document:
    """A commune of three hamlets."""
    return make_site(areas=["Xóm 1", "Xóm 2", "Xóm 3"])
