"""What may stand in an address: each name once, but a list as generated clients write it."""

import orjson
from flask.testing import FlaskClient

from tests.factories import make_article, make_site


def test_a_list_may_be_repeated_as_well_as_joined(client: FlaskClient) -> None:
    site = make_site()
    ids = [str(make_article(site, f"Bài {number}").id) for number in range(3)]

    joined = client.get(f"/v1/articles?ids={','.join(ids[:2])}&fields=id,title&limit=1")
    repeated = client.get(f"/v1/articles?ids={ids[0]}&ids={ids[1]}&fields=id&fields=title&limit=1")

    assert repeated.status_code == 200
    assert orjson.loads(repeated.data)["items"] == orjson.loads(joined.data)["items"]
    rest = client.get(orjson.loads(repeated.data)["next"])
    assert [each["id"] for each in orjson.loads(rest.data)["items"]] == [ids[0]]


def test_a_repeated_list_is_no_way_around_its_limit(client: FlaskClient) -> None:
    make_site()
    asked = "&".join(["ids=0197f6a0-0000-7000-8000-000000000001"] * 101)

    assert client.get(f"/v1/articles?{asked}").status_code == 400
    assert client.get("/v1/articles?ids=&ids=").status_code == 400
