"""Make the pictures and papers of the demo bundle by Chromium. Run by authors, who commit them.

`python -m demo.draw [NAME …]` rewrites `api/bundles/demo/bundle/media/`, or the named files in it.
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter

from demo import (
    banner_scenes,
    charts,
    evening_scenes,
    gathering_scenes,
    papers,
    place_scenes,
    public_scenes,
    room_scenes,
    village_scenes,
    weather_scenes,
)
from demo.shapes import HEIGHT, WIDTH

MEDIA = Path(__file__).parents[1] / "api/bundles/demo/bundle/media"
SCENES = {
    **{
        name: (scene, (WIDTH, HEIGHT))
        for scenes in (
            public_scenes,
            village_scenes,
            evening_scenes,
            gathering_scenes,
            weather_scenes,
            room_scenes,
            place_scenes,
            charts,
        )
        for name, scene in scenes.SCENES.items()
    },
    **banner_scenes.SCENES,
}


def main(names: list[str]) -> None:
    """Draw the named pictures and papers, or all of them."""
    for name in names or [*SCENES, *papers.PAPERS]:
        if name in papers.PAPERS:
            save_paper(name, papers.PAPERS[name]())
        else:
            scene, size = SCENES[name]
            save(name, scene(), size)


def save(name: str, scene: str, size: tuple[int, int]) -> None:
    """Render one scene into bundle/media/, without metadata."""
    window = f"--window-size={size[0]},{size[1]}"
    shot = BytesIO(rendered(document(scene, size), "screenshot", "png", window))
    image = Image.open(shot).convert("RGB")
    if size == (WIDTH, banner_scenes.SIDE):
        # The side column is narrow: half as wide is sharp on every phone.
        image = image.reduce(2)
    if name.endswith(".png"):
        image = image.quantize(96)
    image.save(MEDIA / name, quality=84, optimize=True, progressive=True, method=6)


def save_paper(name: str, page: str) -> None:
    """Print one paper into bundle/media/, without the traces that a browser leaves in a PDF."""
    printed = PdfReader(BytesIO(rendered(page, "print-to-pdf", "pdf", "--no-pdf-header-footer")))
    title = printed.metadata.title if printed.metadata else None
    # A clone keeps what tells a screen reader which text is a heading and which a cell.
    writer = PdfWriter(clone_from=printed)
    writer.metadata = {"/Title": title} if title else None
    writer.compress_identical_objects(remove_unreferenced=True)
    writer.write(MEDIA / name)


def document(scene: str, size: tuple[int, int]) -> str:
    """A page that is the scene and nothing else."""
    style = "<style>body{margin:0}svg{display:block}</style>"
    return f'{style}<svg viewBox="0 0 {size[0]} {size[1]}">{scene}</svg>'


def rendered(page: str, command: str, suffix: str, flag: str) -> bytes:
    """Let a headless Chromium make a PNG or a PDF of the page."""
    browser = shutil.which("chromium")
    if browser is None:
        raise SystemExit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "page.html"), Path(folder, f"made.{suffix}")
        source.write_text(page, "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", flag, f"--{command}={made}"]
        arguments = [browser, *flags, source.as_uri()]
        subprocess.run(arguments, check=True, capture_output=True)  # noqa: S603 - our own page
        return made.read_bytes()


if __name__ == "__main__":
    main(sys.argv[1:])
