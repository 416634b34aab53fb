"""Tags: words that people give to restaurants and reviews, kept with a comma between them."""

import unicodedata
from typing import Final

from lunch_desktop.domain.errors import Refusal, RefusalCode

LONGEST_TAG: Final = 20
MOST_TAGS: Final = 8


def tidy_tags(text: str) -> str:
    """The tags of `text` as rows hold them: each once, without "#" and blanks around it, in the order given."""
    words = (" ".join(word.strip().lstrip("#").split()) for word in unicodedata.normalize("NFC", text).split(","))
    return ",".join(dict.fromkeys(word for word in words if word))


def check_tags(tags: str) -> None:
    """Refuse tidy tags of which there are too many, or one of which is too long."""
    words = split_tags(tags)
    if len(words) > MOST_TAGS:
        raise Refusal(RefusalCode.TOO_MANY, field="tags", most=MOST_TAGS)
    if any(len(word) > LONGEST_TAG for word in words):
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="tag", most=LONGEST_TAG)


def split_tags(tags: str) -> tuple[str, ...]:
    """Tidy tags one by one."""
    return tuple(tags.split(",")) if tags else ()
