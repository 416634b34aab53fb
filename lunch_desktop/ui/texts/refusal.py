"""The shape of what a person reads about a refusal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalText:
    """What a person reads about a refusal."""

    title: str
    what: str
    next_step: str

    @property
    def sentence(self) -> str:
        """What happened and the next step in one line, for toasts and screen readers."""
        return f"{self.what} {self.next_step}"
