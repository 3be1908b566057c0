"""A telephone can put the portal on its home screen, and nobody is asked whether it should."""

from tests.browser.conftest import Watched
from tests.serving import LiveServer

ASKED = 'dispatchEvent(new Event("beforeinstallprompt", { cancelable: true }))'


def test_a_page_can_be_installed_and_does_not_ask(
    watched: Watched, live_server: LiveServer
) -> None:
    page = watched.page
    page.goto(live_server.url)
    told = page.context.new_cdp_session(page)

    manifest = told.send("Page.getAppManifest")
    faults = told.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert manifest["url"] == f"{live_server.url}/manifest.webmanifest"
    assert manifest["errors"] == []
    assert '"short_name":"Xã Yên Hòa"' in manifest["data"]
    assert [each["errorId"] for each in faults if each["errorId"] != "in-incognito"] == []
    assert page.evaluate(ASKED) is False
    for rel, type_ in (("icon", "image/vnd.microsoft.icon"), ("apple-touch-icon", "image/png")):
        address = page.get_attribute(f"link[rel={rel}]", "href")
        answer = page.request.get(f"{live_server.url}{address}")
        assert (answer.status, answer.headers["content-type"]) == (200, type_)
    assert (watched.complaints, watched.refused) == ([], [])
