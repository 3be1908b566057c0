"""What stands in front of the application sends the same guards as the application."""

import http.client
import json

import pytest

from tests import serving
from tests.api.delivery.test_guards import GUARDS, PAGES, PLAIN


def headers_of(server: serving.LiveServer, method: str, path: str) -> http.client.HTTPMessage:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    connection.request(method, path, headers={"Range": "bytes=0-9"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_t49_every_answer_of_the_server_carries_the_guards_once(
    live_server: serving.LiveServer, method: str
) -> None:
    connection = http.client.HTTPConnection(live_server.url.removeprefix("http://"), timeout=20)
    connection.request("GET", "/v1/home")
    home = json.load(connection.getresponse())
    connection.close()
    media = home["articles"][0]["cover"]["renditions"][0]["url"].removeprefix(live_server.url)

    for path in (*PAGES, *PLAIN, media, "/v1/home"):
        headers = headers_of(live_server, method, path)
        for name in GUARDS:
            assert len(headers.get_all(name, [])) == 1, (path, name)
