"""
What reports say in every roadmap's name: defaults, and the roadmap's own words in their place.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.loading.shapes.entries import Texts, needed
from cmio_advisor.loading.shapes.shapes import Keyed
from cmio_advisor.loading.text.files import decode_text
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.loading.text.strict_yaml import decode_yaml

DEFAULTS = Path(__file__).with_name("texts.yaml")


def texts_for(part: str, own: Mapping[str, str], target: str) -> dict[str, str]:
    """
    Every sentence of a part, the roadmap's own where it has one, with the target role filled in.
    """
    templates = {**default_texts()[part], **own}
    return {name: filled(text, {"target": target}) for name, text in templates.items()}


@cache
def default_texts() -> Mapping[str, Mapping[str, str]]:
    """The defaults of the roadmap and of its pay."""
    problems = Problems(DEFAULTS.name)
    parts = {part: needed(Texts()) for part in ("roadmap", "pay")}
    shape: Keyed[dict[str, dict[str, str]]] = Keyed("The default texts", dict, parts)
    return shape.read(decode_yaml(decode_text(DEFAULTS.read_bytes(), problems), problems), problems)
