"""A type that came later breaks no reader: not the mirror, not the check, not the printed loops."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from api.db.databases import db
from api.publishing import commands, content_type
from api.publishing.commands import Withdrawal
from api.publishing.content_type import Publication
from api.publishing.models import Document, LiveRow
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime.canonical import hashed
from api.tools.cli import conform, mirror
from tests.api.publishing.kinds import TABLES, MemoType
from tests.api.syndication.test_aggregator_page import copy_of, follow
from tests.api.tools.paper import Paper, row_of
from tests.api.tools.portals import served
from tests.api.tools.world import World
from tests.clients.test_mobile_page import app_at
from tests.factories import NOON, make


class PublicMemoType(MemoType):
    """A type whose objects keep the contract: each has its id."""

    def row(self, publication: Publication) -> LiveRow:
        row = super().row(publication)
        row.whole = hashed({"id": str(row.id), **orjson.loads(bytes(row.whole))})
        return row


@pytest.fixture
def memo(app, world: World) -> Document:
    """Something public of a type that no reader has heard of."""
    content_type.register(PublicMemoType())
    db.create_tables(TABLES)
    return make("memo", world.site, title="Kiểu mới")


@pytest.fixture
def portal(app, memo: Document) -> Iterator[str]:
    """Where it answers."""
    with served(app) as address:
        yield address


def test_no_reader_of_ours_is_broken_by_it(
    app, portal: str, memo: Document, world: World, tmp_path: Path
) -> None:
    name, file = f"memo/{memo.id}", tmp_path / "copy" / "memo" / f"{memo.id}.json"
    mirroring = [portal, str(tmp_path / "copy")]

    first = CliRunner().invoke(mirror, mirroring)
    checked = CliRunner().invoke(conform, [portal])
    packed = app.test_client().get("/v1/snapshot.ndjson.gz", buffered=True).data
    rows = [orjson.loads(each) for each in zlib.decompress(packed, 31).splitlines()]

    assert (first.exit_code, first.stderr) == (0, "")
    assert orjson.loads(file.read_bytes())["title"] == "Kiểu mới"
    assert checked.exit_code == 0, checked.output
    assert [each["id"] for each in rows if each.get("type") == "memo"] == [str(memo.id)]
    follow(tmp_path, portal)
    assert copy_of(tmp_path)[name]["object"]["title"] == "Kiểu mới"

    commands.withdraw(get_document(memo.id), OPERATOR, NOON, Withdrawal("error"))
    world.rename(world.plain[0], "Bài sửa")
    second = CliRunner().invoke(mirror, mirroring)
    follow(tmp_path, portal)

    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout == "Identical: 11 objects; 1 written, 1 removed.\n"
    assert not file.exists()
    assert name not in copy_of(tmp_path)


def test_an_app_that_is_sent_one_holds_it_and_goes_on(tmp_path: Path) -> None:
    """It asks for types of its own; what stands in between may not look at that."""
    paper = Paper([row_of(1), {**row_of(2, answers=[{"a": None}]), "type": "poll"}, row_of(3)])
    paper.files["/v1/home"] = orjson.dumps({"site": {"name": "Xã Yên Hòa"}})
    with served(paper) as address:
        first = app_at(tmp_path, address)
        paper.rows[1] = {**paper.rows[1], "seq": 4, "op": "withdraw", "object": None}
        second = app_at(tmp_path, address)

    assert first == ["nothing yet", "Xã Yên Hòa: 3"]
    assert second == ["Xã Yên Hòa: 3", "Xã Yên Hòa: 2"]
