"""Options that the roadmap decides on: stale evidence, and what a plan takes in or leaves out."""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.cli.options import RULES, flag, id_option, known_id
from cmio_advisor.domain.assess.notices import is_stale
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength, decisions_of, requirements_of
from cmio_advisor.errors import RoadmapError

STRICT_FRESH = flag("--strict-fresh", "Evidence past its review day is a failure.", RULES)


def stale_lines(
    supported: Iterable[tuple[str, Evidence]], roadmap: Roadmap, on: date
) -> tuple[str, ...]:
    """A line for each piece of evidence that was to be looked at again before the day."""
    return tuple(
        f"{supports}: what {each.source} says was to be looked at again by "
        f"{min(each.review_by or roadmap.review_by, roadmap.review_by)}."
        for supports, each in supported
        if is_stale(each, roadmap, on)
    )


def require_fresh(roadmap: Roadmap, on: date) -> None:
    """Refuse to go on with stale evidence: `RoadmapError`, with a line for each stale piece."""
    if stale := stale_lines(roadmap.evidence(), roadmap, on):
        raise RoadmapError(stale)


WITH = id_option(
    "--with",
    "Take in this helping requirement, or this decision, too. May be repeated.",
    "decisions",
    "helps",
)
WITHOUT = id_option(
    "--without", "Leave this expected requirement out. May be repeated.", "expected"
)


def taken_in(asked: list[str] | None, rules: Roadmap, *, helps: bool = True) -> tuple[str, ...]:
    """The decisions, and what ``helps``, that ``--with`` names; `UsageError` for any other."""
    if not helps:
        return _named("--with", asked, rules, decisions_of(rules), "a decision of the roadmap")
    known = (*requirements_of(rules, Strength.HELPS), *decisions_of(rules))
    return _named("--with", asked, rules, known, "a requirement that helps, or a decision")


def left_out(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """The expected requirements that ``--without`` names; `UsageError` for any other."""
    what = "an expected requirement, and only these can be left out"
    return _named("--without", asked, rules, requirements_of(rules, Strength.EXPECTED), what)


def _named(
    option: str, asked: list[str] | None, rules: Roadmap, known: tuple[str, ...], what: str
) -> tuple[str, ...]:
    renamed = {old: each.id for each in rules.requirements() for old in each.was}
    found = [known_id(option, what, renamed.get(each, each), known) for each in asked or ()]
    return tuple(dict.fromkeys(each for each in found if each))
