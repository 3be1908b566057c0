"""Messages and tokens are those of RFC 8291 and RFC 8292, by the examples in them."""

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from api.runtime.config import config, configure
from api.runtime.outgoing import push_encryption as encryption
from api.runtime.outgoing import vapid
from api.runtime.outgoing.push_encryption import MOST_BYTES, encrypted, from_text, is_point, to_text
from tests.api.push.devices import CURVE, Device, verified
from tests.factories import NOON

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)
# RFC 8292, section 2.4.
KEY = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
TOKEN = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0"
    "NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCG"
    "SK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
)
CLAIMS = {
    "aud": "https://push.example.net",
    "exp": 1453523768,
    "sub": "mailto:push@example.com",
}


def test_t75_a_message_is_that_of_rfc_8291() -> None:
    own = ec.derive_private_key(int.from_bytes(from_text(SENDER)), CURVE)
    device = Device("a", int.from_bytes(from_text(RECEIVER)), from_text(AUTH))
    assert to_text(device.p256dh) == P256DH

    made = encryption._encrypted(PLAIN, (device.p256dh, device.auth), own, from_text(SALT))

    assert to_text(made) == BODY
    assert device.read(made) == PLAIN
    anew = [encrypted(PLAIN, device.p256dh, device.auth) for _ in range(2)]
    assert [device.read(each) for each in anew] == [PLAIN, PLAIN]
    assert len({each[:16] for each in anew} | {each[21:86] for each in anew}) == 4


def test_a_message_fills_what_services_take_and_no_more() -> None:
    device = Device("a")

    body = encrypted(b"x" * MOST_BYTES, device.p256dh, device.auth)

    assert len(body) == 4096
    assert len(device.read(body)) == MOST_BYTES == 3993
    with pytest.raises(ValueError, match="3994 bytes"):
        encrypted(b"x" * (MOST_BYTES + 1), device.p256dh, device.auth)


def test_t75_a_token_is_that_of_rfc_8292() -> None:
    own = ec.generate_private_key(CURVE)

    made = vapid._token(CLAIMS, own)

    assert verified(TOKEN, from_text(KEY)) == CLAIMS
    assert made.rpartition(".")[0] == TOKEN.rpartition(".")[0]
    assert verified(made, encryption.point(own.public_key())) == CLAIMS
    with pytest.raises(InvalidSignature):
        verified(made, from_text(KEY))


def test_every_node_with_the_secret_key_has_the_same_key_pair() -> None:
    configure(replace(config(), secret_key="one-secret-key-0123456789-ABCDEFGHIJ"))
    one = vapid.public_key()
    header = vapid.authorization("https://fcm.googleapis.com/fcm/send/abc", NOON)
    configure(replace(config(), secret_key="other-secret-key-0123456789-ABCDEFGHIJ"))
    other = vapid.public_key()
    configure(replace(config(), secret_key="one-secret-key-0123456789-ABCDEFGHIJ"))

    assert vapid.public_key() == one != other
    token = header.removeprefix("vapid t=").partition(", k=")
    assert token[2] == one
    assert is_point(from_text(one))
    assert verified(token[0], from_text(one)) == {
        "aud": "https://fcm.googleapis.com",
        "exp": int(NOON.timestamp()) + 12 * 3600,
        "sub": config().base_url,
    }
