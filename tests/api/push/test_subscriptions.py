"""Who wants to be told of notices says so, and nothing of a person is kept."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from api.db.databases import execute
from api.publishing.models import Document
from api.push import commands
from api.push.commands import MOST_A_DAY
from api.runtime.outgoing.push_encryption import from_text, is_point, to_text
from tests.api.push.devices import Device
from tests.api.runtime.strangers import NAME
from tests.factories import NOON, make_site

PATH = "/v1/push/subscriptions"
LINES = [
    ("endpoint", f"http://{NAME}/a"), ("endpoint", f"https://{NAME}:8443/a"),
    ("endpoint", f"https://an@{NAME}/a"), ("endpoint", "https://127.0.0.1/a"),
    ("endpoint", "https://[::1]/a"), ("endpoint", f"https://{NAME}.evil.vn/a"),
    ("endpoint", f"https://evil.vn/{NAME}"), ("endpoint", f"https://b.{NAME}/a"),
    ("endpoint", f"https://{NAME}/ a"), ("endpoint", f"https://{NAME}\\@127.0.0.1/"),
    ("endpoint", f"https://{NAME}/" + "a" * 2_000), ("endpoint", "https://[::1"), ("endpoint", 7),
    ("keys", {}), ("keys", None), ("areas", ["Xóm 4"]), ("areas", "Xóm 1"), ("name", "An"),
    ("site", "Yên Hòa"),
]  # fmt: skip


def rows(table: str) -> int:
    return int(execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])


def test_a_browser_subscribes_changes_and_leaves_nothing_behind(
    client: FlaskClient, site: Document
) -> None:
    device, other = Device("an"), Device("binh")

    said = device.said(expirationTime=None, areas=["xóm  3", "XÓM 3"])
    assert client.post(PATH, json=said).status_code == 204
    assert client.post(PATH, json=other.said(site="yen-hoa")).status_code == 204

    told = execute('SELECT "area" FROM "push_area"').fetchall()
    assert [*map(tuple, told)] == [("xóm 3",)]
    columns = execute('SELECT * FROM "push_subscription"').description
    assert sorted(each[0] for each in columns) == [
        "auth", "created_at", "endpoint", "id", "p256dh", "site",
    ]  # fmt: skip
    assert client.post(PATH, json=device.said(areas=["Xóm 1", "Xóm 2"])).status_code == 204
    assert (rows("push_subscription"), rows("push_area")) == (2, 2)
    for _ in range(2):
        left = client.delete(PATH, json={"endpoint": device.endpoint})
        assert (left.status_code, left.data) == (204, b"")
    assert (rows("push_subscription"), rows("push_area")) == (1, 0)


def test_the_descriptor_says_by_which_key_to_subscribe(client: FlaskClient, site: Document) -> None:
    told = client.get("/v1").get_json()

    assert is_point(from_text(told["vapid_public_key"]))


@pytest.mark.parametrize("keys", ["p256dh", "auth"])
def test_t75_keys_that_are_none_are_refused(client: FlaskClient, site: Document, keys: str) -> None:
    said = Device("an").said()
    off_the_curve = bytes([4]) + bytes(31) + b"\1" + bytes(32)
    wrong = [to_text(off_the_curve), to_text(bytes(65)), to_text(bytes(15)), "", "!", "é", 7]

    for each in wrong:
        answer = client.post(PATH, json={**said, "keys": {**said["keys"], keys: each}})

        assert answer.status_code == 422, each
        assert answer.get_json()["errors"][0]["pointer"] == f"/keys/{keys}"
    assert rows("push_subscription") == 0


def test_t75_what_is_no_push_service_is_refused(client: FlaskClient, site: Document) -> None:
    for name, value in LINES:
        answer = client.post(PATH, json={**Device("an").said(), name: value})

        assert answer.status_code == 422, (name, value)
        assert answer.get_json()["errors"][0]["pointer"].startswith(f"/{name}")
    for body, kind, status in [(b"{", "application/json", 400), (b"{}", "text/plain", 415),
                               (b"x" * 70_000, "application/json", 413)]:  # fmt: skip
        assert client.post(PATH, data=body, content_type=kind).status_code == status
    assert client.post(f"{PATH}?site=yen-hoa", json=Device("an").said()).status_code == 400
    assert rows("push_subscription") == 0


def test_where_several_sites_are_one_is_named(client: FlaskClient, site: Document) -> None:
    make_site("dinh-hoa", name="Xã Định Hóa")

    def ask(**more: Any) -> tuple[int, str]:
        answer = client.post(PATH, json=Device("an").said(**more))
        return answer.status_code, (answer.get_json() or {}).get("code", "")

    assert ask() == (400, "site_required")
    assert ask(site="khong-co")[0] == 404
    assert ask(site="dinh-hoa", areas=["Xóm 1"])[0] == 422
    assert ask(site="yen-hoa", areas=["Xóm 1"]) == (204, "")


def test_t75_a_network_subscribes_twenty_times_a_day(
    client: FlaskClient, site: Document, time_machine: Any
) -> None:
    time_machine.move_to(NOON, tick=False)

    def ask(number: int, address: str) -> Any:
        said = Device(str(number)).said()
        return client.post(PATH, json=said, environ_overrides={"REMOTE_ADDR": address})

    answers = [ask(number, f"2001:db8:0:1::{number:x}") for number in range(MOST_A_DAY + 1)]

    assert [each.status_code for each in answers] == [204] * MOST_A_DAY + [429]
    assert answers[-1].headers["Retry-After"] == str(5 * 3600)
    assert ask(30, "2001:db8:0:2::1").status_code == 204
    kept = str(execute('SELECT * FROM "push_allowance"').fetchall())
    assert "2001" not in kept
    assert "20010db8" not in kept
    time_machine.shift(5 * 3600)
    assert ask(31, "2001:db8:0:1::1").status_code == 204
    commands.sweep(NOON.replace(day=13))
    assert rows("push_allowance") == 0


def test_t75_a_site_has_so_many_at_most(
    client: FlaskClient, site: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MOST_OF_A_SITE", 2)
    devices = [Device(str(number)) for number in range(3)]

    answers = [client.post(PATH, json=each.said()) for each in devices]

    assert [each.status_code for each in answers] == [204, 204, 409]
    assert answers[-1].get_json()["code"] == "too_many_subscriptions"
    again = devices[0].said(areas=["Xóm 1"])
    assert client.post(PATH, json=again).status_code == 204
