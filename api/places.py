"""Where what the program brings along lies: inside it as installed, beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def checkout() -> Path | None:
    """The folder of the sources that the program runs from; None where a wheel was installed."""
    return None if (PACKAGE / "frontend").is_dir() else PACKAGE.parent


def deployment() -> Path:
    """What is shipped for systemd and nginx, at the same places."""
    return (checkout() or PACKAGE) / "deploy"


def frontend() -> Path:
    """The static pages; the wheel carries them inside the package (pyproject.toml says where)."""
    return (checkout() or PACKAGE) / "frontend"
