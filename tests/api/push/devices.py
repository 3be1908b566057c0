"""Browsers that want to be told, and the push service that they have: it can read everything."""

import http.server
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.push.tasks import Pushing
from api.runtime.outgoing.client import Client
from api.runtime.outgoing.push_encryption import from_text, point, to_text
from tests.api.runtime.strangers import NAME, PUBLIC, Wires, server

CURVE = ec.SECP256R1()


class Device:
    """A browser: its keys, and its address at the service."""

    def __init__(self, name: str, private: int | None = None, auth: bytes | None = None) -> None:
        made = ec.derive_private_key(private, CURVE) if private else ec.generate_private_key(CURVE)
        self.private, self.auth = made, auth or secrets.token_bytes(16)
        self.p256dh = point(made.public_key())
        self.endpoint = f"https://{NAME}/{name}"

    def said(self, **more: Any) -> dict[str, Any]:
        """What it says to subscribe."""
        keys = {"p256dh": to_text(self.p256dh), "auth": to_text(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, **more}

    def read(self, body: bytes) -> bytes:
        """What is in the body of a message: RFC 8188 and 8291 the other way round."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        shared = self.private.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\0" + self.p256dh + sender
        secret = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        message, mark, _ = padded.rpartition(b"\2")
        assert mark
        return message


class Message(NamedTuple):
    """Something that the service was given."""

    name: str
    headers: dict[str, str]
    body: bytes

    def read_by(self, device: Device) -> dict[str, Any]:
        """What the device it is for reads."""
        told: dict[str, Any] = json.loads(device.read(self.body))
        return told


class Service:
    """What it was given, and what it answers to whom: 201 unless told otherwise."""

    def __init__(self) -> None:
        self.given: list[Message] = []
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        self.wires = Wires(0)
        self.job = Pushing()

    def told(self, device: Device) -> list[str]:
        """The titles that a device was told."""
        name = device.endpoint.rpartition("/")[2]
        return [each.read_by(device)["title"] for each in self.given if each.name == name]

    def run(self, at: datetime) -> int:
        """Let the job run; how much the service was given."""
        before = len(self.given)
        self.job.run(at)
        return len(self.given) - before


@contextmanager
def serving(folder: Path) -> Iterator[Service]:
    """A push service on loopback, behind a public name."""
    service = Service()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            name, body = self.path[1:], self.rfile.read(int(self.headers["Content-Length"]))
            service.given.append(Message(name, dict(self.headers), body))
            status, headers = service.answers.get(name, (201, {}))
            self.send_response(status)
            for each in ({"Content-Length": "0"} | headers).items():
                self.send_header(*each)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with server(Handler, folder) as (port, context):
        service.wires = Wires(port)
        service.job = Pushing(Client(lambda _: [PUBLIC], service.wires, context, seconds=5))
        yield service


def verified(token: str, key: bytes) -> dict[str, Any]:
    """The claims of a JSON Web Token whose signature by a key is right (RFC 7515, ES256)."""
    said, _, signature = token.rpartition(".")
    halves = from_text(signature)
    numbers = int.from_bytes(halves[:32]), int.from_bytes(halves[32:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    public.verify(encode_dss_signature(*numbers), said.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (json.loads(from_text(each)) for each in said.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    told: dict[str, Any] = claims
    return told
