"""Opens pages in an old QtWebEngine, and types there, for a test whose own process has none.

Runs in a Python that has the package that it is told: PyQt5 or PyQt6. Reads a list of steps, each
with some of: `address` to go to, `width`, a `script` that is asked until it is not null, and `keys`
to type then. Writes a line of JSON for each step: what its script made of the page, and what the
page complained about.
"""

import json
import sys

if sys.argv[1] == "PyQt6":
    from PyQt6.QtCore import QEvent, Qt, QTimer, QUrl
    from PyQt6.QtGui import QKeyEvent
    from PyQt6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
    from PyQt6.QtWebEngineWidgets import QWebEngineView
    from PyQt6.QtWidgets import QApplication
else:
    from PyQt5.QtCore import QEvent, Qt, QTimer, QUrl
    from PyQt5.QtGui import QKeyEvent
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
NAMED_KEYS = {"\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Return}


class Page(QWebEnginePage):
    """A page that keeps what is said in its console."""

    complaints: list[str]

    def javaScriptConsoleMessage(self, level, text, line, source):
        """Qt's name for what happens at each message."""
        if level != QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel:
            self.complaints.append(f"{text} ({source}:{line})")


class Visit:
    """One view, which takes a step after the other."""

    def __init__(self, app: QApplication, steps: list[dict[str, str]]) -> None:
        self.app = app
        self.steps = iter(steps)
        self.view = QWebEngineView()
        # Playwright's Chromium hides them too: they would take room from the page.
        profile = QWebEngineProfile(app)
        profile.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, False)
        self.page = Page(profile, self.view)
        self.page.complaints = []
        self.view.setPage(self.page)
        self.view.loadFinished.connect(lambda _is_well: self.look(MOST_TRIES, self.step))

    def go_on(self) -> None:
        """To the next step, or to the end."""
        self.step = next(self.steps, None)
        if self.step is None:
            return self.app.quit()
        if "address" not in self.step:
            return self.look(MOST_TRIES, self.step)
        self.view.resize(self.step["width"], HEIGHT)
        self.view.show()
        self.view.load(QUrl(self.step["address"]))

    def look(self, tries: int, step: dict[str, str]) -> None:
        """Whether the page is as the script wants it by now."""
        if step is self.step:
            self.page.runJavaScript(step["script"], lambda found: self.take(found, tries, step))

    def take(self, found: object, tries: int, step: dict[str, str]) -> None:
        """Tell what was found, or look again in a moment; what never comes is the end."""
        if step is not self.step:
            return
        if found is None and tries:
            QTimer.singleShot(EVERY_MS, lambda: self.look(tries - 1, step))
            return
        print(json.dumps([found, self.page.complaints]), flush=True)
        if found is None:
            return self.app.quit()
        self.page.complaints = []
        self.type(step.get("keys", ""))
        self.go_on()

    def type(self, keys: str) -> None:
        """Press the key of each letter, as a keyboard does."""
        for key in keys:
            for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = NAMED_KEYS.get(key, 0)
                sent = QKeyEvent(event, code, Qt.KeyboardModifier.NoModifier, key)
                QApplication.sendEvent(self.view.focusProxy(), sent)


def main() -> None:
    """Take the steps that are asked for."""
    app = QApplication(["old_engine", "--no-sandbox"])
    visit = Visit(app, json.load(sys.stdin))
    visit.go_on()
    app.exec()


if __name__ == "__main__":
    main()
