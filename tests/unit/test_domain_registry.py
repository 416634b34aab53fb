"""Everything that the product owes about a mutation; one that lacks any of it fails the build."""

import ast
import inspect
import re
import textwrap
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.catalogue import TABLES, TABLES_BY_NAME, mutations
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.mutations import FINAL, Mutation, Registry
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.ui.texts.refusals import known_refusals
from setup.translations import KOREAN
from tests.simulation.deeds import NAMES, NUMBERS, name_of_a_click
from tests.support.intents import ARGUMENTS

REGISTRY = mutations()
ALL = [pytest.param(mutation, id=mutation.name) for mutation in REGISTRY]


@pytest.mark.parametrize("mutation", ALL)
def test_a_mutation_has_arguments_for_the_tests_on_both_hosts(mutation: Mutation[Any]) -> None:
    assert mutation.name in ARGUMENTS


@pytest.mark.parametrize("mutation", ALL)
def test_a_mutation_states_who_may_do_it_and_what_they_are_told_otherwise(mutation: Mutation[Any]) -> None:
    assert mutation.authorise is RULES[mutation.name]
    assert RULES[mutation.name].refusals <= mutation.refusals


def test_who_may_is_stated_for_nothing_else() -> None:
    assert RULES.keys() == {mutation.name for mutation in REGISTRY}


@pytest.mark.parametrize("mutation", ALL)
def test_a_mutation_has_an_inverse_or_is_final(mutation: Mutation[Any]) -> None:
    assert mutation.inverse is FINAL or callable(mutation.inverse)


@pytest.mark.parametrize("mutation", ALL)
def test_a_mutation_has_its_rule_in_the_simulation(mutation: Mutation[Any]) -> None:
    assert mutation.name in NAMES


def test_the_simulation_clicks_what_is_registered() -> None:
    """What its deeds draw from; without that the list above would say nothing."""
    drawn = {name_of_a_click(a, b) for a in range(NUMBERS) for b in range(NUMBERS)}
    assert drawn == set(NAMES)


@pytest.mark.parametrize("mutation", ALL)
def test_every_refusal_that_a_mutation_writes_down_is_declared(mutation: Mutation[Any]) -> None:
    """The codes raised in the mutation's own module are among those it declares, or another mutation's there."""
    module = inspect.getmodule(mutation.run)
    assert module is not None
    source = ast.parse(textwrap.dedent(inspect.getsource(mutation.run)))
    raised = {
        RefusalCode[node.attr]
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "RefusalCode"
    }
    assert raised <= mutation.refusals


@pytest.mark.parametrize("mutation", ALL)
def test_the_roots_of_a_mutation_are_tables_and_their_keys(mutation: Mutation[Any]) -> None:
    """The server locks them before it reads; a root of no table would be locked by nobody."""
    made = object.__new__(mutation.arguments)
    for name in mutation.arguments.__dataclass_fields__:
        object.__setattr__(made, name, "of the arguments")
    roots = list(mutation.roots("somebody", made))  # type: ignore[arg-type]
    assert roots
    for table, row_id in roots:
        assert table in TABLES_BY_NAME
        named = {"somebody", "of the arguments"} if table == EMPLOYEES.name else {"of the arguments"}
        assert row_id in named


@pytest.mark.parametrize("mutation", ALL)
def test_every_refusal_of_a_mutation_has_words_of_its_own(mutation: Mutation[Any]) -> None:
    assert mutation.refusals <= known_refusals()


def test_the_words_of_refusals_are_all_in_korean() -> None:
    """`test_texts` reads each in both languages; here nothing may be left for a translator."""
    contexts = ET.parse(KOREAN).findall("context")
    refusals = next(one for one in contexts if one.findtext("name") == "Refusals")
    messages = refusals.findall("message")
    assert len(messages) > 2 * len(RefusalCode)
    for message in messages:
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"unfinished: {message.findtext('source')}"
        assert re.search("[가-힣]", "".join(translation.itertext())), f"not Korean: {message.findtext('source')}"


def test_codes_that_no_mutation_declares_are_the_hosts_own() -> None:
    declared = {code for mutation in REGISTRY for code in mutation.refusals}
    assert set(RefusalCode) - declared == {RefusalCode.NOT_UNDERSTOOD, RefusalCode.TOO_OLD}


def test_a_name_registered_twice_is_a_mistake() -> None:
    registry, mutation = Registry(), next(iter(REGISTRY))
    registry.add(mutation)
    with pytest.raises(ValueError, match=mutation.name):
        registry.add(mutation)


@pytest.mark.parametrize("mutation", ALL)
def test_a_mutation_understands_every_version_before_its_own(mutation: Mutation[Any]) -> None:
    """Queues are kept for as long as a desktop is off; each version stays known for ever."""
    assert mutation.upcasts.keys() == set(range(1, mutation.version))
    for version in range(1, mutation.version + 1):
        assert REGISTRY.find(mutation.name, version) is mutation


@pytest.mark.parametrize("upcasts", [{}, {2: dict}, {1: dict}, {1: dict, 2: dict, 3: dict}])
def test_a_version_that_nothing_upcasts_is_a_mistake(upcasts: dict[int, Any]) -> None:
    third = replace(next(iter(REGISTRY)), version=3, upcasts=upcasts)
    with pytest.raises(ValueError, match="needs an upcast for each version before 3"):
        Registry().add(third)


@pytest.mark.parametrize(("name", "version"), [("party.join", 2), ("party.join", 0), ("party.conquer", 1)])
def test_an_unknown_name_or_version_is_not_understood(name: str, version: int) -> None:
    with pytest.raises(Refusal) as caught:
        REGISTRY.find(name, version)
    assert caught.value.code == RefusalCode.NOT_UNDERSTOOD
    assert caught.value.details == {"name": name}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_refers_only_to_tables_before_it(table: Any) -> None:
    """Commits insert in this order and delete against it, so that foreign keys find what they point at."""
    names = [one.name for one in TABLES]
    for referred in table.references.values():
        assert names.index(referred) < names.index(table.name)
    assert table.columns[0] == "id"
    assert {column for index in table.indexes for column in index} <= set(table.columns)
