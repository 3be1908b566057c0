"""The browsable reference in a real browser: it works under its own policy, from here alone."""

import pytest

from tests.browser.conftest import Watched


@pytest.fixture
def asked(watched: Watched) -> list[str]:
    """Every address that the page asks for."""
    found: list[str] = []
    watched.page.on("request", lambda request: found.append(request.url))
    return found


@pytest.mark.parametrize("watched", [1280], indirect=True)
def test_it_shows_every_operation_without_asking_anybody_else(
    live_server,
    watched: Watched,
    asked: list[str],
) -> None:
    page = watched.page

    page.goto(f"{live_server.url}/docs")
    page.get_by_text("List live articles").first.wait_for()

    text = page.locator("rapi-doc").evaluate("each => each.shadowRoot.textContent")
    for shown in ("/v1/articles", "/v1/sites/{site}", "/v1/categories", "/v1/tags", "/healthz"):
        assert shown in text
    assert watched.complaints == []
    assert watched.refused == []
    assert watched.policy_reports() == []
    outside = [each for each in asked if not each.startswith((live_server.url, "data:", "blob:"))]
    assert outside == []


@pytest.mark.parametrize("watched", [1280], indirect=True)
def test_an_operation_can_be_opened_and_tried(live_server, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{live_server.url}/docs")
    button = page.get_by_role("button", name="TRY").first
    button.wait_for()

    with page.expect_response(f"{live_server.url}/v1") as found:
        button.click()

    assert found.value.json()["software"] == "congxa"
    assert watched.complaints == []
    assert watched.policy_reports() == []
