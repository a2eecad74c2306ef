"""Every shipped sentence speaks as one American clinician does to another."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

WORDS = re.compile(
    r"""
    (?<!-)\bposts?\b(?!-)                                        # job
    | \bways\ on\b | \bhonest\ way                               # paths; headings do not judge
    | \bthe\ record\b | \b(?:record|records)\ system             # EHR
    | \belectronic\ (?:medical\ |patient\ )?records?\b | \bEMR\b
    | \blicence | \bprogramme | \bcolour | \bpractis | \bcentre\b | \borganis | \bpaediatric
    | \bautumn\b | \bwhilst\b | \bfortnight\b | \bSit\ the\b | \badvertisement
    | \byou\ told\ us\ of\b | \bteach\ one\ session\b | \bset\ up\ a\ watch\b
    | \b(?:un)?qualified\b | \bguarantee | \bwill\ earn\b        # not said of a person
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATA = sorted({*ROOT.glob("data/*/*.yaml")} - {*ROOT.glob("data/programs/*")})
TEXTS = ROOT / "cmio_advisor" / "loading" / "roadmap" / "texts.yaml"
READ = {"human_words.py", "written_numbers.py"}
"""What people write is read there, in any English."""
PACKAGE = sorted(path for path in (ROOT / "cmio_advisor").rglob("*.py") if path.name not in READ)
NOT_SAID = {"names", "former_names", "url", "medical-director", "nurse-manager", "consultant"}
"""What a person may type, those words that make another of a title, and addresses."""


def sentences_of_data(path: Path) -> Iterator[str]:
    """
    Each text of a file that is a sentence or a title, not an id. Sources have their own titles.
    """

    def walk(node: yaml.Node | None, key: str) -> Iterator[str]:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from walk(value, name.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from walk(value, key)
        elif node is not None and key not in NOT_SAID and " " in node.value:
            yield node.value

    if path.name != "sources.yaml":
        yield from walk(yaml.compose(path.read_bytes(), yaml.CSafeLoader), "")


def sentences_of_code(path: Path) -> Iterator[str]:
    """Each text of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said_of_code = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in said_of_code and " " in node.value:
                yield node.value


def test_no_sentence_holds_a_word_that_a_hospital_does_not_use() -> None:
    """In the roadmap, in the default texts and in what the program says itself."""
    said = [(path, each) for path in (*DATA, TEXTS) for each in sentences_of_data(path)]
    said += [(path, each) for path in PACKAGE for each in sentences_of_code(path)]

    assert [(path, each) for path, each in said if WORDS.search(each)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Take a part-time informatics post",
        "Two honest ways on",
        "Teach one session on the record",
        "Set up a watch on five rules",
        "You told us of a residency.",
        "The autumn exam",
    ],
)
def test_the_words_are_known(sentence: str) -> None:
    """Sentences of the kind that once stood there."""
    assert WORDS.search(sentence)
