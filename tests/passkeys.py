"""A passkey without a browser: it answers challenges as a device does, or wrongly, as an attacker's program may."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_encode

ORIGIN = "http://localhost"
PRESENT, VERIFIED, HAS_KEY = 1, 4, 0x40


class Passkey:
    def __init__(self) -> None:
        self.key, self.id, self.owner = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), ""

    def made(self, challenge: dict[str, Any], *, origin: str = ORIGIN, algorithm: int = -7) -> dict[str, Any]:
        """The answer to the challenge for a new one."""
        asked = challenge["publicKey"]
        self.owner = asked["user"]["id"]
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: algorithm, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        data = _begins(asked["rp"]["id"], HAS_KEY) + bytes(16) + struct.pack(">H", 16) + self.id + cbor.encode(public)
        stated = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = _client("webauthn.create", asked["challenge"], origin)
        return self._answer(clientDataJSON=websafe_encode(client), attestationObject=websafe_encode(stated))

    def used(self, challenge: dict[str, Any], *, origin: str = ORIGIN, **instead: str) -> dict[str, Any]:
        """The answer to the challenge of a sign-in, with other parts `instead`."""
        asked = challenge["publicKey"]
        data, client = _begins(asked["rpId"]), _client("webauthn.get", asked["challenge"], origin)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            **{
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.owner,
                **instead,
            }
        )

    def _answer(self, **response: str) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def _begins(site: str, more: int = 0) -> bytes:
    return hashlib.sha256(site.encode()).digest() + bytes([PRESENT | VERIFIED | more]) + struct.pack(">I", 1)


def _client(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
