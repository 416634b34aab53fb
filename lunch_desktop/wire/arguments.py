"""Between a mutation's arguments and JSON."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.mutations import Mutation, Registry

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def _adapter(mutation: Mutation[Any]) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # only who parses needs it: no start should wait for it

    return TypeAdapter(mutation.arguments)


def parse_arguments(mutation: Mutation[Any], values: Mapping[str, Any]) -> Any:
    """The mutation's arguments from JSON values. Raises Refusal `not_understood` where they don't fit."""
    from pydantic import ValidationError

    given = dict(values)
    try:
        arguments = _adapter(mutation).validate_python(given)
    except ValidationError as error:
        raise Refusal(RefusalCode.NOT_UNDERSTOOD, name=mutation.name) from error
    if not _storable(given):
        raise Refusal(RefusalCode.NOT_UNDERSTOOD, name=mutation.name)
    return arguments


def current_arguments(mutation: Mutation[Any], version: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON arguments of `version` as the mutation's own version has them.

    Raises Refusal `not_understood` where they are no arguments of that version: nobody has checked them before, and
    whatever an upcast stumbles over is such a value.
    """
    try:
        return mutation.upcast(version, dict(values))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Refusal(RefusalCode.NOT_UNDERSTOOD, name=mutation.name) from error


def understand(registry: Registry, name: str, version: int, values: Mapping[str, Any]) -> tuple[Mutation[Any], Any]:
    """The mutation that a payload names, and its arguments, whichever version of the program wrote them.

    Raises Refusal `not_understood` where this version of the program can't say what is meant.
    """
    mutation = registry.find(name, version)
    return mutation, parse_arguments(mutation, current_arguments(mutation, version, values))


def arguments_as_json(arguments: Any) -> dict[str, Any]:
    """A frozen dataclass of arguments as JSON values, which are those of the arguments themselves, not copies."""
    return {name: getattr(arguments, name) for name in arguments.__dataclass_fields__}


def as_text(value: Any) -> str:
    """JSON in the one form in which the product writes it: compact, in UTF-8, with keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(value: Any) -> bool:
    """Whether every database can keep it: no NUL and no lone surrogate in a text, integers of 64 bits."""
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or not _SURROGATE.search(value))
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    if isinstance(value, float):
        return False
    if isinstance(value, Mapping):
        return all(map(_storable, value)) and all(map(_storable, value.values()))
    return all(map(_storable, value))
