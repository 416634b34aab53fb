"""The datasets, one module each: a module here with a `DATASET` is all that a further one takes."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from lunch_desktop.exchange.dataset import Dataset


class _Datasets(Mapping[str, Dataset]):
    """By name, in the order of the names; looked for when somebody first asks."""

    def __getitem__(self, name: str) -> Dataset:
        return _found()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_found())

    def __len__(self) -> int:
        return len(_found())


@cache
def _found() -> dict[str, Dataset]:
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    datasets = [import_module(f"{__name__}.{name}").DATASET for name in names]
    return {dataset.name: dataset for dataset in datasets}


DATASETS: Final[Mapping[str, Dataset]] = _Datasets()
"""All datasets by name."""
