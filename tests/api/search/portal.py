"""A portal with the documents of the corpus."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from api.db.unit_of_work import transaction
from tests.api.search.corpus import DOCUMENTS
from tests.factories import NOON, make, make_site


class Portal:
    """What is there, by the names of the corpus."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        with transaction():
            self.site = make_site()
        self.names = {
            str(self._made(hours, facts)): name
            for hours, (name, facts) in enumerate(DOCUMENTS.items())
        }

    def _made(self, hours: int, facts: dict[str, Any]) -> Any:
        content = {**facts}
        kind = content.pop("type", "article")
        return make(kind, self.site, at=NOON + timedelta(hours=hours), **content).id

    def ask(self, q: str, **more: str) -> Any:
        """The answer to a question."""
        return self.client.get("/v1/search", query_string={"q": q, **more})

    def found(self, q: str, **more: str) -> list[str]:
        """The names of what is found, in order."""
        answer = self.ask(q, **{"limit": "100", **more})
        assert answer.status_code == 200, answer.text
        return [self.names[each["id"]] for each in answer.get_json()["items"]]
