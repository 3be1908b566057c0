"""An authenticator in software: it makes passkeys, and signs what a browser would let it sign."""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG


@dataclass
class Authenticator:
    """One passkey, in a browser at a page of `origin`."""

    origin: str = "http://localhost"
    host: str = "localhost"
    counter: int = 0
    flags: int = FLAG.UP | FLAG.UV
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.create` gives."""
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(bytes(16), self.name, public)
        data = self._data(FLAG.AT, made)
        said = self._said(CollectedClientData.TYPE.CREATE, options)
        whole = AttestationObject.create("none", data, {})
        return self._credential(said, attestationObject=websafe_encode(whole))

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.get` gives."""
        said, data = self._said(CollectedClientData.TYPE.GET, options), self._data()
        signature = self.key.sign(data + said.hash, ec.ECDSA(SHA256()))
        return self._credential(
            said, authenticatorData=websafe_encode(data), signature=websafe_encode(signature)
        )

    def _data(self, more: int = 0, made: bytes = b"") -> AuthenticatorData:
        host = hashlib.sha256(self.host.encode()).digest()
        return AuthenticatorData.create(host, FLAG(self.flags | more), self.counter, made)

    def _said(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        challenge = websafe_decode(options["publicKey"]["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin)

    def _credential(self, said: CollectedClientData, **response: str) -> dict[str, Any]:
        name = websafe_encode(self.name)
        response = {"clientDataJSON": websafe_encode(said), **response}
        return {"id": name, "rawId": name, "type": "public-key", "response": response,
                "clientExtensionResults": {}, "authenticatorAttachment": "platform"}  # fmt: skip
