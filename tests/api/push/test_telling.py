"""Devices are told of emergencies and of what concerns their areas: once, and by day."""

import socket
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask.testing import FlaskClient

from api.db.databases import execute
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.push import commands as push
from api.push import tasks
from api.push.commands import LEASE
from api.push.queries import is_quiet
from api.push.tasks import MOST_SILENCES, Pushing
from api.runtime.config import config, configure
from api.runtime.outgoing.client import Client
from api.runtime.outgoing.push_encryption import from_text
from tests.api.push.devices import Device, Service, verified
from tests.api.runtime.strangers import Dns, Wires
from tests.factories import NOON, make, make_site

NIGHT, MORNING = NOON + timedelta(hours=2), NOON + timedelta(hours=11)
"""21:00 and 06:00 in Viet Nam; noon in UTC is 19:00."""
BEFORE = NOON - timedelta(minutes=1)


def subscribed(*areas: str, name: str = "an", site: str = "yen-hoa") -> Device:
    device = Device(name)
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    said = {"endpoint": device.endpoint, "keys": keys, "site": site, "areas": areas}
    push.subscribe(said, name.encode(), BEFORE)
    return device


def test_an_emergency_goes_to_all_of_the_site_and_a_notice_to_its_areas(
    client: FlaskClient, site: Document, service: Service
) -> None:
    make_site("dinh-hoa", name="Xã Định Hóa")
    third = subscribed("Xóm 3", name="ba")
    nowhere, elsewhere = subscribed(name="khong"), subscribed(name="khac", site="dinh-hoa")
    make("notice", site, title="Cúp điện", areas=["xóm  3", "Xóm 2"])
    make("notice", site, title="Họp", areas=["Xóm 1"])
    make("notice", site, title="Cho mọi người")
    flood = make("notice", site, title="Lũ về", urgency="emergency", body_html="<p>Đi ngay</p>")

    assert service.run(NOON) == 3
    assert service.run(NOON + timedelta(seconds=1)) == 0

    assert service.told(third) == ["Lũ về", "Cúp điện"]
    assert service.told(nowhere) == ["Lũ về"]
    assert service.told(elsewhere) == []
    (message,) = [each for each in service.given if each.name == "khong"]
    assert message.read_by(nowhere) == {
        "title": "Lũ về",
        "url": "http://portal.test/thong-bao/lu-ve",
        "tag": str(flood.id),
        "urgent": True,
    }
    assert message.headers["Content-Encoding"] == "aes128gcm"
    assert (message.headers["TTL"], message.headers["Urgency"]) == ("86400", "high")
    assert len(from_text(message.headers["Topic"])) == 16
    token, _, key = message.headers["Authorization"].removeprefix("vapid t=").partition(", k=")
    assert verified(token, from_text(key))["aud"] == "https://anh.example"
    assert key == client.get("/v1").get_json()["vapid_public_key"]


def test_at_night_only_emergencies_are_told(
    client: FlaskClient, site: Document, service: Service
) -> None:
    device = subscribed("Xóm 3")
    notice = make("notice", site, title="Cúp điện", areas=["Xóm 3"], at=NIGHT)

    assert service.run(NIGHT) == 0
    make("notice", site, title="Lũ về", urgency="emergency", at=NIGHT)
    assert service.run(NIGHT) == 1
    commands.save(notice, {"title": "Cúp điện", "urgency": "emergency"}, OPERATOR, NIGHT)
    commands.publish(notice, OPERATOR, NIGHT)
    assert service.run(NIGHT) == 1
    make("notice", site, title="Họp", areas=["Xóm 3"], at=NIGHT)
    assert service.run(MORNING - timedelta(seconds=1)) == 0
    assert service.run(MORNING) == 1

    assert service.told(device) == ["Lũ về", "Cúp điện", "Họp"]
    assert [is_quiet(each) for each in (NOON, NIGHT, MORNING)] == [False, True, False]


def test_what_is_withdrawn_or_expired_before_it_is_sent_is_not_sent(
    client: FlaskClient, site: Document, service: Service
) -> None:
    device = subscribed("Xóm 3")
    wrong = make("notice", site, title="Nhầm", areas=["Xóm 3"], at=NIGHT)
    make("notice", site, title="Đã sửa", areas=["Xóm 3"], at=NIGHT)
    service.run(NIGHT)

    commands.withdraw(wrong, OPERATOR, NIGHT, Withdrawal("error"))
    service.run(MORNING)

    assert service.told(device) == ["Đã sửa"]
    waiting = 'SELECT COUNT(*) FROM "push_delivery" WHERE "attempt_at" IS NOT NULL'
    assert execute(waiting).fetchone()[0] == 0


def test_it_is_told_once_also_when_it_is_corrected_and_by_several_nodes(
    client: FlaskClient, site: Document, service: Service
) -> None:
    device = subscribed("Xóm 3")
    notice = make("notice", site, title="Cúp điện", areas=["Xóm 3"])
    other = Pushing(service.job._client)

    service.run(NOON)
    commands.save(notice, {"title": "Cúp điện, đã sửa"}, OPERATOR, NOON)
    commands.publish(notice, OPERATOR, NOON)
    for hours in (0, 1, 12):
        service.run(NOON + timedelta(hours=hours))
        other.run(NOON + timedelta(hours=hours))
        push.sweep(NOON + timedelta(hours=hours))
    late = subscribed("Xóm 3", name="muon")
    push.sweep(NOON + timedelta(days=3))
    Pushing(service.job._client).run(NOON + timedelta(days=3))

    assert service.told(device) == ["Cúp điện"]
    assert service.told(late) == []


def test_what_a_crash_has_left_is_told_after_it_and_nothing_else_twice(
    client: FlaskClient, site: Document, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "AT_ONCE", 1)
    first, second = subscribed(name="mot"), subscribed(name="hai")
    notice = make("notice", site, title="Lũ về", urgency="emergency")
    push.address(notice.id, NOON)
    (lost,) = push.claim(notice.id, NOON)

    assert service.run(NOON) == 1
    assert service.run(NOON + LEASE - timedelta(seconds=1)) == 0
    assert service.run(NOON + LEASE) == 1

    assert [service.told(each) for each in (first, second)] == [["Lũ về"], ["Lũ về"]]
    assert service.given[-1].name == lost.endpoint.rpartition("/")[2]


def test_t75_who_is_gone_is_forgotten_and_a_busy_service_is_asked_again(
    client: FlaskClient, site: Document, service: Service
) -> None:
    names = {"het": 410, "mat": 404, "ban": 429, "hong": 500, "tu-choi": 403}
    for name, status in names.items():
        subscribed("Xóm 3", name=name)
        service.answers[name] = status, {"Retry-After": "300"} if status == 429 else {}
    make("notice", site, title="Lũ về", urgency="emergency")

    def asked(seconds: int) -> list[str]:
        before = len(service.given)
        service.run(NOON + timedelta(seconds=seconds))
        return sorted(each.name for each in service.given[before:])

    assert asked(0) == sorted(names)
    left = execute('SELECT "endpoint" FROM "push_subscription"').fetchall()
    assert sorted(each[0].rpartition("/")[2] for each in left) == ["ban", "hong", "tu-choi"]
    assert (asked(59), asked(60), asked(179), asked(180)) == ([], ["hong"], [], ["hong"])
    assert asked(300) == ["ban"]
    service.answers.clear()
    assert asked(3600) == ["ban", "hong"]
    assert asked(7200) == []


def test_f16_a_service_that_was_away_for_a_day_is_told_what_still_holds(
    client: FlaskClient, site: Document, service: Service
) -> None:
    devices, reach = [subscribed(name=name) for name in ("hong", "ban")], service.job._client
    assert reach is not None
    tries = count()

    def no_line(address: tuple[str, int], timeout: float) -> socket.socket:
        raise (ConnectionResetError, TimeoutError)[next(tries) % 2]

    def run(first: int, last: int) -> None:
        for minutes in range(first * 60, last * 60, 10):
            service.run(NOON + timedelta(minutes=minutes))

    wrong = make("notice", site, title="Nhầm", urgency="emergency")
    flood = make("notice", site, title="Lũ về", urgency="emergency")
    service.job._client = replace(reach, connect=no_line)
    run(0, 12)
    commands.withdraw(wrong, OPERATOR, NOON, Withdrawal("error"))
    commands.save(flood, {"title": "Lũ đã rút"}, OPERATOR, NOON)
    commands.publish(flood, OPERATOR, NOON)
    service.job._client = reach
    service.answers = {"hong": (500, {}), "ban": (429, {"Retry-After": "7200"})}
    run(12, 24)
    refused, tried = len(service.given), next(tries)
    service.answers = {}
    run(24, 26)

    assert tried <= 2 * 2 * 20
    assert refused <= 12 + 6 + 2
    assert [service.told(each)[-1:] for each in devices] == [["Lũ đã rút"]] * 2
    assert len(service.given) == refused + 2


def test_t75_no_private_address_is_asked_whatever_a_name_means(
    client: FlaskClient, site: Document
) -> None:
    dns, wires = Dns({"anh.example": [["10.0.0.7"]]}), Wires(0)
    for number in range(MOST_SILENCES + 2):
        subscribed(name=str(number))
    make("notice", site, title="Lũ về", urgency="emergency")

    Pushing(Client(dns.resolve, wires)).run(NOON)

    assert wires.reached == []
    failed = execute('SELECT COUNT(*) FROM "push_delivery" WHERE "failures" = 1').fetchone()
    assert failed[0] == MOST_SILENCES + 2


def test_t75_a_service_that_the_settings_name_no_more_is_not_asked(
    client: FlaskClient, site: Document, service: Service
) -> None:
    subscribed()
    make("notice", site, title="Lũ về", urgency="emergency")
    configure(replace(config(), push_hosts=("fcm.googleapis.com",)))

    assert service.run(NOON) == 0

    assert service.wires.reached == []
    assert execute('SELECT COUNT(*) FROM "push_subscription"').fetchone()[0] == 0


def test_a_few_silences_keep_nobody_else_waiting(
    client: FlaskClient, site: Document, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST_SILENCES", 2)
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    devices = [subscribed(name=f"{number}") for number in range(6)]
    make("notice", site, title="Lũ về", urgency="emergency")
    silent, reach = {1, 3, 5}, service.job._client
    assert reach is not None
    calls = count()

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if next(calls) in silent:
            raise TimeoutError
        return service.wires(address, timeout)

    service.job._client = replace(reach, connect=connect)

    assert service.run(NOON) == 3
    assert service.run(NOON + timedelta(minutes=1)) == 3
    assert [service.told(each) for each in devices] == [["Lũ về"]] * 6
