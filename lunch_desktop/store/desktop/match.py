"""What is typed into a search, as FTS5 takes it."""

import unicodedata


def match_expression(query: str) -> str | None:
    """The FTS5 expression that finds `query`: all its words, each anywhere; None where it has no letters."""
    phrases: list[str] = []
    for word in unicodedata.normalize("NFC", query).casefold().split():
        letters = "".join(letter for letter in word if letter.isalnum())
        if len(letters) == 1:
            phrases.append(f'"{letters}"*')
        elif letters:
            phrases.append('"' + " ".join(letters[at : at + 2] for at in range(len(letters) - 1)) + '"')
    return " AND ".join(phrases) or None
