"""Every kind of rule can be explained: in words, and by what would turn it."""

from typing import get_args

from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import AnyLeaf, Leaf
from cmio_advisor.reporting.views.explanation import TEXTS

OURS = "cmio_advisor."


def _kinds(of: type[Condition]) -> set[type[Condition]]:
    """Those of the language, without what a test makes up."""
    return {each for each in of.__subclasses__() if each.__module__.startswith(OURS)}


def test_every_kind_of_rule_has_its_words() -> None:
    assert set(TEXTS) == _kinds(Condition) - {Leaf} | _kinds(Leaf)


def test_every_leaf_is_among_those_that_mypy_looks_for() -> None:
    assert set(get_args(AnyLeaf)) == _kinds(Leaf)
