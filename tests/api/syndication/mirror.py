"""A mirror as an aggregator would write it, knowing nothing but the contract."""

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import orjson
from flask.testing import FlaskClient

Item = dict[str, Any]


def own_hash(value: Item) -> str:
    """The hash of an object, by the rule of the contract: nothing here has a fraction."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass
class Mirror:
    """What a mirror holds: each object under its type and id, with the `seq` it came with."""

    client: FlaskClient
    query: dict[str, str] = field(default_factory=dict)
    held: dict[tuple[str, str], Item] = field(default_factory=dict)
    cursor: str | None = None
    digest: Item | None = None

    def page(self, **query: Any) -> dict[str, Any]:
        """Ask for one page and take it over."""
        found = self.ask(**query)
        for item in found["items"]:
            self.apply(item)
        self.cursor, self.digest = found["cursor"], found["digest"]
        return found

    def sync(self, **query: Any) -> list[Item]:
        """Ask until there is no more; all rows in the order in which they came."""
        rows: list[Item] = []
        while True:
            found = self.page(**query)
            rows += found["items"]
            if not found["more"]:
                return rows

    def ask(self, **query: Any) -> dict[str, Any]:
        """One answer, taken for what it is and not kept."""
        asked = {**self.query, **query} | ({"cursor": self.cursor} if self.cursor else {})
        answer = self.client.get(f"/v1/changes?{urlencode(asked)}")
        assert answer.status_code == 200, answer.data
        return orjson.loads(answer.data)

    def apply(self, item: Item) -> None:
        """Take over one row: put what is there, forget what is not."""
        key = (item["type"], item["id"])
        if item["op"] == "upsert":
            self.held[key] = item
        else:
            self.held.pop(key, None)

    def own_digest(self) -> Item:
        """The digest of what is held, by the rule of the contract."""
        total = 0
        for (kind, identity), item in self.held.items():
            name = f"{kind}/{identity}/{item['seq']}/{own_hash(item['object'])}".encode()
            total += int.from_bytes(blake2b(name, digest_size=16).digest())
        return {"count": len(self.held), "hash": f"{total % 2**128:032x}"}
