"""F02: a worker is killed at each step of a write; whoever then asks again finds it done once."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from api.accounts import commands
from api.media import commands as media
from api.media.models import Media
from api.publishing.models import AuditEvent, Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites import commands as sites
from tests import serving
from tests.api.media import samples
from tests.api.publishing.authoring.desk import new_key
from tests.api.publishing.authoring.test_writers import Answer, Writer
from tests.api.server.processes import eventually
from tests.factories import make_site
from tests.sizes import IS_FULL, SIZES

HERE = Path(__file__).with_name("failpoints")
STEPS_AT_LEAST = 24
WITHDRAWN = {"reason": "error", "public_note": "Đăng nhầm."}


@dataclass
class Killed:
    """A server whose worker dies when told, and somebody who asks again until it answers."""

    server: serving.LiveServer
    secret: str
    point: Path

    def ask(self, *said: Any, **headers: str) -> Answer:
        """An answer, however often the connection breaks."""
        for _ in range(20):
            with (
                suppress(OSError, http.client.HTTPException),
                Writer(self.server.url, self.secret) as writer,
            ):
                return writer.call(*said, **headers)
        raise AssertionError("nobody answers")

    def ask_dying(self, step: int, *said: Any, **headers: str) -> tuple[Answer, str | None]:
        """An answer after a death at the step, and where it was; None where nobody died."""
        self.point.write_text(f"{step} {new_key()}")
        answer = self.ask(*said, **headers)
        self.point.unlink(missing_ok=True)
        died = [each.name for each in self.point.parent.glob("died*")]
        for each in died:
            (self.point.parent / each).unlink()
        return answer, died[0] if died else None

    def status(self, path: str) -> int:
        """Of a GET by anybody."""
        try:
            with urllib.request.urlopen(self.server.url + path, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def wait_for(self, path: str, status: int) -> None:
        """Return once a GET by anybody has this status."""
        eventually(lambda: self.status(path) == status)


@pytest.fixture
def photo(database: str) -> Media:
    """A photo in the library of the only site, whose publisher writes."""
    kept = media.keep_image(samples.encoded(samples.picture(40), "JPEG"), clock.now())
    site = make_site()
    media.keep_for(site.id, {kept.id: "cau.jpg"}, clock.now())
    sites.set_two_person_rule(site.slug, False, (OPERATOR, clock.now()))
    return kept


@pytest.fixture
def killed(photo: Media, served: Callable[..., Any], tmp_path: Path) -> Any:
    """The server, with its publisher."""
    by = OPERATOR, clock.now()
    account = commands.create_account("duyet@yenhoa.example", "Người duyệt", None, by)
    commands.grant(account, Role.PUBLISHER, None, by)
    secret = commands.create_token(account, "Bàn làm việc", 1, by)[1]
    point = tmp_path / "failpoint" / "armed"
    point.parent.mkdir()
    with served(PYTHONPATH=str(HERE), FAILPOINT=str(point)) as server:
        yield Killed(server, secret, point)


def test_f02_a_write_killed_at_any_step_is_done_once(killed: Killed, photo: Media) -> None:
    names = set()
    for step in count(1, SIZES["F02"].rounds):
        died = story(killed, photo, step)
        names.update(died)
        if not died:
            break
    assert {"died before execute_sql", "died before finalize_request"} <= names
    if IS_FULL:
        assert {"died before commit", "died before link", "died before unlink"} <= names
        assert step > STEPS_AT_LEAST


def story(killed: Killed, photo: Media, step: int) -> list[str]:
    """One article begun, changed, published, withdrawn and trashed, each with a death at `step`."""
    said = {
        "title": f"Bão số {step}",
        "body_html": f'<figure><img src="media:{photo.id}" alt="Cầu"></figure>',
    }
    made, *died = killed.ask_dying(step, "POST", "/articles", said, Idempotency_Key=new_key())
    assert made[0] == 201, made[1]
    identity, shown = json.loads(made[1])["id"], f"/v1/articles/{json.loads(made[1])['id']}"
    assert Document.select().where(Document.label == said["title"]).count() == 1
    writes = [
        ("save", 404, "PATCH", "", {"lead": "Nước lên."}),
        ("publish", 200, "PUT", "/publication", {}),
        ("withdraw", 410, "POST", "/withdrawal", WITHDRAWN),
        ("trash", 410, "DELETE", "", None),
    ]
    for version, (action, public, method, path, words) in enumerate(writes, 1):
        at = f"/articles/{identity}{path}", words
        answer, where = killed.ask_dying(step, method, *at, If_Match=f'"v{version}"')
        died.append(where)
        # Whoever asks again after a commit learns that the version is another now.
        assert answer[0] == 200 or (where and answer[0] == 412), (action, where, answer)
        assert Document.get_by_id(identity).version == version + 1
        events = AuditEvent.select().where(AuditEvent.document == identity)
        # What is saved in the sitting that began it is a part of that.
        once = [] if action == "save" else [action]
        assert [each.action for each in events if each.action == action] == once
        # Who died before it told the other workers: they see it for themselves within a second.
        killed.wait_for(shown, public)
        # Who died before it took the photo away: that is done once its place is taken again.
        for key in photo.public_keys:
            killed.wait_for(f"/media/{key}", 200 if public == 200 else 404)
    return [each for each in died if each]
