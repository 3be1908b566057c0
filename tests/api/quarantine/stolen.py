"""A commune whose admin's token is stolen, what the thief does with it, and what readers see."""

import re
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import time_machine
from flask.testing import FlaskClient

from api.accounts import commands as accounts
from api.accounts.entry import credentials
from api.accounts.models import Account
from api.publishing import commands, queries
from api.publishing.live.projection import Release
from api.publishing.live.rendering import render_all_stale
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.sites.commands import set_two_person_rule
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make, make_article, make_category, make_site

BEFORE = NOON - timedelta(hours=1)
SINCE = NOON
AFTER = NOON + timedelta(hours=1)
"""When all that is there was made, when the token is stolen, and when that is noticed."""
PASSWORD = "trâu vàng uống nước suối"
SPAM = '<p>Nổ hũ <a href="https://nohu.example/vao">tại đây</a></p>'
PASSING = re.compile(rb'"(?:version|updated_at|views)":(?:[0-9]+|"[^"]*")')


class Town:
    """The commune before `SINCE`: what is public, what is drafted, what waits, and its people."""

    def __init__(self, client: FlaskClient, articles: int) -> None:
        self.client = client
        with time_machine.travel(BEFORE, tick=False):
            self._build(articles)

    def _build(self, articles: int) -> None:
        self.site = make_site(at=BEFORE, phone="0208 3123 456", hotline="0208 3123 999")
        set_two_person_rule("yen-hoa", False, (OPERATOR, BEFORE))
        self.category = make_category(self.site, at=BEFORE)
        self.official = make("official", self.site, at=BEFORE, name="Lê Thị Mai", phone="0208 1")
        self.articles = [
            make_article(
                self.site, f"Bài {number}", at=BEFORE + timedelta(seconds=number),
                category=str(self.category.id),
            )
            for number in range(articles)
        ]  # fmt: skip
        self.notice = make("notice", self.site, at=BEFORE, title="Tiêm phòng dại")
        self.withdrawn = make("notice", self.site, at=BEFORE, title="Thông báo sai")
        why = commands.Withdrawal("error", "Sai ngày.")
        commands.withdraw(self.withdrawn, OPERATOR, BEFORE, why)
        self.thief = Desk(self.client, None, Role.ADMIN)
        self.mai, self.an = Desk(self.client, self.site, Role.ADMIN), self.desk(Role.EDITOR)
        draft = self.an.create("/articles", {"title": "Hội làng"}).json
        self.draft_document = queries.get_document(draft["id"])
        live = commands.create("article", self.site.id, {"title": "Chợ"}, (OPERATOR, BEFORE))
        commands.publish(live, OPERATOR, BEFORE)
        self.ended = self.at_end(live)
        self.scheduled = self.waiting("Ngày hội", AFTER + timedelta(days=1))
        self.late = self.waiting("Đúng giờ", NOON + timedelta(minutes=5))

    def desk(self, role: Role) -> Desk:
        return Desk(self.client, self.site, role)

    def at_end(self, document: Document) -> Document:
        """The document, which is public for three days more and says what was corrected."""
        how = Release(unpublish_at=AFTER + timedelta(days=3), correction="Sửa giờ họp.")
        commands.correct(document, OPERATOR, BEFORE, how)
        return document

    def waiting(self, title: str, at: datetime) -> Document:
        article = make_article(self.site, title, published=False, at=BEFORE)
        commands.schedule(article, OPERATOR, BEFORE, at)
        return article

    @property
    def email(self) -> str:
        """Whose token is stolen."""
        return str(Account.get_by_id(self.thief.id).email)

    def read(self, *more: Any) -> dict[str, tuple[int, bytes]]:
        """What `/v1` answers everywhere, but for versions, times of change and views."""
        render_all_stale(AFTER)
        paths = ["/v1", "/v1/sites/yen-hoa", "/v1/home", "/v1/categories", "/v1/officials"]
        paths += ["/v1/articles?limit=100", "/v1/notices?active=any", "/v1/views/totals"]
        paths += ["/v1/tags", "/v1/search?q=nổ", "/v1/search?q=bài"]
        paths += [
            f"/v1/articles/{each.id}" for each in (*self.articles, self.ended, self.scheduled)
        ]
        paths += [f"/v1/notices/{each.id}" for each in (self.notice, self.withdrawn)]
        paths += [f"/v1/sites/yen-hoa/articles/{each.slug}" for each in self.articles]
        return {path: self._ask(path) for path in (*paths, *more)}

    def _ask(self, path: str) -> tuple[int, bytes]:
        answer = self.client.get(path)
        return answer.status_code, PASSING.sub(b"", answer.data)


class Theft:
    """What somebody does with the admin's token from `SINCE` on."""

    def __init__(self, town: Town) -> None:
        self.town = town
        with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
            self.puppet = self._let_in()
            self._raise()
            self._deface()
            self._meddle()
            preview = f"/articles/{self.new.id}/preview-links"
            self.preview = town.thief.call("POST", preview, {}).json["url"].rpartition("/")[2]

    def _let_in(self) -> Account:
        """A new admin, who comes in by the link and goes on with a token of their own."""
        said = {
            "email": "moi@xa.vn",
            "name": "Trần Mới",
            "roles": [{"site": None, "role": "admin"}],
        }
        made = self.town.thief.call("POST", "/users", said)
        assert made.status_code == 201, made.text
        link = made.json["link"]["link"].partition("#")[2]
        credentials.choose_password(link, PASSWORD, NOON + timedelta(minutes=10))
        account = Account.get(Account.email == "moi@xa.vn")
        by = OPERATOR, NOON + timedelta(minutes=10)
        self.desk = copy(self.town.thief)
        self.desk.id = str(account.id)
        self.desk.secret = accounts.create_token(account, "Máy", 90, by)[1]
        return account

    def _raise(self) -> None:
        """Somebody gets more, somebody else less, and one is shut out."""
        for desk, said in (
            (self.town.an, {"roles": [{"site": "yen-hoa", "role": "admin"}]}),
            (self.town.mai, {"roles": [{"site": "yen-hoa", "role": "author"}], "disabled": True}),
        ):
            done = self.town.thief.call("PATCH", f"/users/{desk.id}", said)
            assert done.status_code == 200, done.text

    def _deface(self) -> None:
        for number, each in enumerate(self.town.articles):
            said = {"title": f"Nổ hũ {number}", "body_html": SPAM, "slug": f"no-hu-{number}"}
            self.publish(self.town.thief, "articles", each, said, correction="Bài mới.")
        footer = {"phone": "0900 000 000", "hotline": None}
        self.publish(self.desk, "sites", self.town.site, footer)
        for path, each in (("categories", self.town.category), ("officials", self.town.official)):
            self.edit(self.town.thief, path, each, {"name": "Nhà cái"})

    def _meddle(self) -> None:
        town = self.town
        new = town.thief.create("/articles", {"title": "Cá cược", "body_html": SPAM}).json
        self.new = queries.get_document(new["id"])
        self.publish(town.thief, "articles", self.new, {})
        self.publish(self.desk, "notices", town.withdrawn, {"title": "Nổ hũ"})
        self.publish(town.thief, "articles", town.ended, {"title": "Nổ hũ"}, correction="Khác.")
        note = {"reason": "superseded", "public_note": "Sang nohu.example"}
        self.write(town.thief, "POST", "notices", town.notice, "/withdrawal", note)
        self.edit(town.thief, "articles", town.draft_document, {"title": "Cược"})
        for each in (town.scheduled, town.late):
            self.write(town.thief, "DELETE", "articles", each, "/publication")
        later = (AFTER + timedelta(days=2)).isoformat()
        self.waits = queries.get_document(
            town.thief.create("/articles", {"title": "Chờ"}).json["id"]
        )
        self.write(town.thief, "PUT", "articles", self.waits, "/publication",
                   {"publish_at": later, "acknowledged": ["spam_words"]})  # fmt: skip

    def edit(self, desk: Desk, path: str, document: Document, said: Any) -> None:
        self.write(desk, "PATCH", path, document, "", said)

    def publish(self, desk: Desk, path: str, document: Document, said: Any, **how: Any) -> None:
        if said:
            self.edit(desk, path, document, said)
        passing = {"acknowledged": ["new_link_host", "spam_words"], **how}
        self.write(desk, "PUT", path, document, "/publication", passing)

    def write(self, desk: Desk, method: str, path: str, document: Document, to: str = "",
              said: Any = None) -> None:  # fmt: skip
        version = queries.get_document(document.id).version
        done = desk.call(method, f"/{path}/{document.id}{to}", said, version=version)
        assert done.status_code == 200, done.text
