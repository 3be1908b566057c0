"""Nodes share one folder of media; one that has another is not ready, and says so."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.media import marker
from api.media.errors import ForeignFolder
from api.operations import doctor
from api.operations.trials import Trials
from api.runtime.config import config, configure
from api.settings import Settings
from tests.api.operations.readiness import failed
from tests.factories import NOON, make_article, make_site


def with_folder(folder: Path) -> None:
    configure(replace(config(), media_dir=folder))


def test_a_node_with_another_folder_is_not_ready_and_names_media(
    client: FlaskClient, ticker: Trials, settings: Settings, tmp_path: Path
) -> None:
    article = make_article(make_site())
    marker.settle(settings.media_dir)
    assert failed(client) == set()

    with_folder(tmp_path / "another")
    marker.settle(tmp_path / "another")  # as each start does

    assert failed(client) == {"media"}
    assert client.get(f"/v1/articles/{article.id}").status_code == 200
    (tmp_path / "another" / marker.FILE).write_text("of somebody else")
    assert failed(client) == {"media"}
    with_folder(settings.media_dir)
    assert failed(client) == set()


def test_the_doctor_takes_a_folder_in_which_all_is_for_its_own(
    client: FlaskClient, ticker: Trials, settings: Settings
) -> None:
    marker.settle(settings.media_dir)
    (settings.media_dir / marker.FILE).unlink()
    found = [each for each in doctor.examine(settings, NOON) if each.id == "media"]

    fixed = doctor.fix(found, settings, NOON)

    assert "CONGXA_MEDIA_DIR" in found[0].says
    assert (found[0].mend, fixed[0].ok) == ("congxa doctor --fix", True)
    assert failed(client) == set()


def test_after_a_restore_the_folder_of_before_is_another(
    database: str, settings: Settings, tmp_path: Path
) -> None:
    before, restored = settings.media_dir, tmp_path / "restored"
    for folder in (before, restored):
        folder.mkdir()
    marker.settle(before)

    marker.renew(restored)

    marker.require_own(restored)
    with pytest.raises(ForeignFolder):
        marker.require_own(before)
