"""What the datasets of exports are called where no export is made: in the window, the same as in the files."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import language_in_force

translate = QCoreApplication.translate


def dataset_name(name: str) -> str:
    """A dataset by its name; one that this version doesn't know is "Other data"."""
    from lunch_desktop.exchange.datasets import DATASETS  # a while to load, and seldom wanted

    dataset = DATASETS.get(name)
    if dataset is None:
        return translate("Datasets", "Other data")
    return dataset.words.in_("ko" if language_in_force() is Language.KOREAN else "en")
