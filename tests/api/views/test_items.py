"""What is counted: articles and notices that are live, by a POST, and nothing else."""

from datetime import timedelta

import pytest

from api.publishing import commands as publishing
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from api.runtime.ids import new_id
from tests.api.delivery.world import revise
from tests.api.views.beacons import CHROME, fold, view, views_of
from tests.factories import NOON, make, make_article, make_site

MINUTE = timedelta(minutes=1)


def test_v09_what_is_not_public_is_not_counted(client, article) -> None:
    site = make_site("khac")
    draft = make_article(site, "Bản thảo", published=False)
    scheduled = make_article(site, "Hẹn giờ", published=False)
    publishing.schedule(scheduled, OPERATOR, NOON, NOON + MINUTE)
    withdrawn = make_article(site, "Đã gỡ")
    publishing.withdraw(withdrawn, OPERATOR, NOON + MINUTE, Withdrawal("error"))
    trashed = make_article(site, "Thùng rác", published=False)
    publishing.trash(trashed, OPERATOR, NOON + MINUTE)
    items = [draft, scheduled, withdrawn, trashed]

    answers = {plain(view(client, each)) for each in [article, *items]}
    fold()

    assert views_of(article, *items) == [1, 0, 0, 0, 0]
    assert len(answers) == 1


@pytest.mark.parametrize("kind", ["article", "notice"])
def test_v09_nothing_is_counted_under_another_kind(client, article, kind) -> None:
    notice = make("notice", make_site("khac"), title="Lịch tiếp dân")
    wrong = {"article": notice, "notice": article}[kind]
    unknown = new_id()

    for id_ in (wrong.id, unknown):
        sent = f'{{"type":"{kind}","id":"{id_}"}}'
        answer = client.post("/v1/views", data=sent, content_type="text/plain",
                             headers={"User-Agent": CHROME})  # fmt: skip
        assert answer.status_code == 204
    fold()

    assert views_of(article, notice) == [0, 0]
    assert client.get(f"/v1/views?ids={unknown}").json["items"][0]["views"] == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_v09_reading_counts_nothing(client, article, method) -> None:
    headers = {"User-Agent": CHROME}
    for address in ("/v1/views", f"/v1/articles/{article.id}", f"/bai-viet/{article.slug}"):
        assert client.open(address, method=method, headers=headers).status_code in {200, 400, 405}
    fold()

    assert views_of(article) == 0


def test_what_was_withdrawn_is_counted_again_once_it_is_public_again(client, article) -> None:
    view(client, article, "203.113.0.1")
    fold()
    publishing.withdraw(article, OPERATOR, NOON + MINUTE, Withdrawal("error"))
    view(client, article, "203.113.0.2")
    fold()
    revise(article, NOON + 2 * MINUTE)
    view(client, article, "203.113.0.3")
    fold()

    assert views_of(article) == 2


def plain(answer) -> tuple:
    headers = [each for each in answer.headers if each[0] != "X-Request-Id"]
    return answer.status_code, answer.data, tuple(headers)
