"""Where icons, stylesheets, translations and demo data are, in a checkout and in a built package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """The absolute path of a resource: from the package's own ``resources`` folder, else the checkout's."""
    packed = _PACKAGE / "resources"
    root = packed if packed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
