"""Opens pages in a QtWebEngine of 2020, for a test whose own Python has none.

Reads `{pages: [[address, width]], script}` and writes a line of JSON for each page: what the script
has made of it, once that is not null, and what the page complained about.
"""

import json
import sys

from PyQt5.QtCore import QTimer, QUrl
from PyQt5.QtWebEngineWidgets import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineView,
)
from PyQt5.QtWidgets import QApplication

HEIGHT = 800
EVERY_MS = 50
MOST_TRIES = 400
WARNING = 1


class Page(QWebEnginePage):
    """A page that keeps what is said in its console."""

    complaints: list[str]

    def javaScriptConsoleMessage(self, level, text, line, source):
        """Qt's name for what happens at each message."""
        if level >= WARNING:
            self.complaints.append(f"{text} ({source}:{line})")


class Visit:
    """One view, which opens a page after the other."""

    def __init__(self, app: QApplication, pages: list[tuple[str, int]], script: str) -> None:
        self.app = app
        self.pages = iter(pages)
        self.script = script
        self.view = QWebEngineView()
        # Playwright's Chromium hides them too: they would take room from the page.
        profile = QWebEngineProfile(app)
        profile.settings().setAttribute(QWebEngineSettings.ShowScrollBars, False)
        self.page = Page(profile, self.view)
        self.view.setPage(self.page)
        self.view.loadFinished.connect(lambda _is_well: self.look(MOST_TRIES))

    def go_on(self) -> None:
        """To the next page, or to the end."""
        address, width = next(self.pages, (None, None))
        if address is None:
            return self.app.quit()
        self.page.complaints = []
        self.view.resize(width, HEIGHT)
        self.view.show()
        self.view.load(QUrl(address))

    def look(self, tries: int) -> None:
        """Whether the page is as the script wants it by now."""
        self.page.runJavaScript(self.script, lambda found: self.take(found, tries))

    def take(self, found: object, tries: int) -> None:
        """Tell what was found, or look again in a moment."""
        if found is None and tries:
            QTimer.singleShot(EVERY_MS, lambda: self.look(tries - 1))
            return
        print(json.dumps([found, self.page.complaints]), flush=True)
        self.go_on()


def main() -> None:
    """Open what is asked for."""
    asked = json.load(sys.stdin)
    app = QApplication(["old_engine", "--no-sandbox"])
    visit = Visit(app, asked["pages"], asked["script"])
    visit.go_on()
    app.exec_()


if __name__ == "__main__":
    main()
