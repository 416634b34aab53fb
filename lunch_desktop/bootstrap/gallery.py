"""The gallery of components: a window to look around in, or pictures of every board in a folder."""

import sys
from dataclasses import dataclass
from pathlib import Path

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.gallery import run_gallery, save_gallery


@dataclass(frozen=True, slots=True)
class GalleryOptions:
    """What the gallery was asked for; with a folder it saves pictures and shows no window."""

    folder: Path | None
    word: str
    language: str | None
    theme: str | None


def open_gallery(options: GalleryOptions) -> int:
    """Show the gallery, or save it; the exit code."""
    if options.folder is None:
        language = Language(options.language) if options.language else None
        return run_gallery(language, options.theme, options.word)
    files = save_gallery(options.folder, options.word)
    if not files:
        sys.stderr.write(f"No board has “{options.word}” in its name.\n")
        return 1
    sys.stdout.write(f"{len(files)} pictures in {options.folder}\n")
    return 0
