"""The rules of lunch: entities, values, errors and mutations, in pure Python."""
