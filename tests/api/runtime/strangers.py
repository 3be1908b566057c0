"""A DNS server and a web server of our own, and wires that record where somebody wants to go."""

import datetime
import http.server
import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.factories import NOON

PUBLIC = "93.184.216.34"
NAME = "anh.example"
_TYPES = {1: 4, 28: 6}


class Dns:
    """Answers by UDP with what its zone says, time to live 0; a list is gone through in turn."""

    def __init__(self, zone: Mapping[str, list[list[str]]]) -> None:
        self.zone = {name: list(turns) for name, turns in zone.items()}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.asked: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            query, peer = self._socket.recvfrom(512)
            name, kind = _question(query)
            self.asked.append(name)
            turns = self.zone.get(name, [[]])
            found = turns.pop(0) if len(turns) > 1 and kind == 28 else turns[0]
            wanted = [ipaddress.ip_address(each).packed for each in found
                      if ipaddress.ip_address(each).version == _TYPES[kind]]  # fmt: skip
            head = query[:2] + struct.pack(">5H", 0x8180, 1, len(wanted), 0, 0)
            rows = (b"\xc0\x0c" + struct.pack(">2HIH", kind, 1, 0, len(e)) + e for e in wanted)
            self._socket.sendto(head + query[12:] + b"".join(rows), peer)

    def resolve(self, host: str) -> list[str]:
        """The addresses of a name, as a resolver asks for them: both kinds."""
        return [address for kind in (1, 28) for address in self._ask(host, kind)]

    def _ask(self, host: str, kind: int) -> Iterator[str]:
        labels = b"".join(bytes([len(e)]) + e.encode() for e in host.split(".")) + b"\0"
        query = struct.pack(">6H", 7, 0x100, 1, 0, 0, 0) + labels + struct.pack(">2H", kind, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(5)
            asking.sendto(query, self._socket.getsockname())
            answer = asking.recv(512)
        at = len(query)
        for _ in range(struct.unpack_from(">H", answer, 6)[0]):
            (size,) = struct.unpack_from(">H", answer, at + 10)
            yield str(ipaddress.ip_address(answer[at + 12 : at + 12 + size]))
            at += 12 + size


def _question(query: bytes) -> tuple[str, int]:
    labels, at = [], 12
    while size := query[at]:
        labels.append(query[at + 1 : at + 1 + size].decode())
        at += 1 + size
    return ".".join(labels), struct.unpack_from(">H", query, at + 1)[0]


class Wires:
    """Notes every address that somebody connects to; the public one is the server of the test."""

    def __init__(self, port: int) -> None:
        self.reached: list[str] = []
        self._port = port

    def __call__(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.reached.append(address[0])
        if address != (PUBLIC, 443):
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self._port), timeout)


@contextmanager
def server(handler: type[http.server.BaseHTTPRequestHandler], folder: Path) -> Iterator[
    tuple[int, ssl.SSLContext]
]:  # fmt: skip
    """An HTTPS server of `NAME`: its port, and what trusts it."""
    cert = _certificate(folder)
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    there.load_cert_chain(cert)
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.socket = there.wrap_socket(listening.socket, server_side=True)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield listening.server_address[1], ssl.create_default_context(cafile=str(cert))
    finally:
        listening.shutdown()
        listening.server_close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - datetime.timedelta(days=9_000))
        .not_valid_after(NOON + datetime.timedelta(days=9_000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "cert.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
