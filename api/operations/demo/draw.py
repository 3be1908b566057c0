"""Render the scenes into the demo bundle by Chromium. Run by authors: what it makes is committed.

`python -m api.operations.demo.draw [NAME …]` rewrites bundle/media/, or the named files in it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from api.operations.demo import public_scenes, village_scenes
from api.operations.demo.shapes import HEIGHT, WIDTH

MEDIA = Path(__file__).parent / "bundle" / "media"
SCENES = {**public_scenes.SCENES, **village_scenes.SCENES}


def main(names: list[str]) -> None:
    """Draw the named pictures, or all of them."""
    for name in names or SCENES:
        save(name, SCENES[name]())


def save(name: str, scene: str) -> None:
    """Render one scene into bundle/media/, without metadata."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "scene.html"), Path(folder, "scene.png")
        page.write_text(document(scene), "utf-8")
        screenshot(page, shot)
        image = Image.open(shot).convert("RGB")
        if name.endswith(".png"):
            image = image.quantize(96)
        image.save(MEDIA / name, quality=84, optimize=True, progressive=True, method=6)


def document(scene: str) -> str:
    """A page that is the scene and nothing else."""
    style = "<style>body{margin:0}svg{display:block}</style>"
    return f'{style}<svg viewBox="0 0 {WIDTH} {HEIGHT}">{scene}</svg>'


def screenshot(page: Path, shot: Path) -> None:
    """Let a headless Chromium write a PNG of the page."""
    browser = shutil.which("chromium")
    if browser is None:
        raise SystemExit("chromium is not installed")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--window-size={WIDTH},{HEIGHT}"]
    command = [browser, *flags, f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own page


if __name__ == "__main__":
    main(sys.argv[1:])
