"""Answers of one person that cannot all be right."""

from collections.abc import Iterator
from itertools import product

from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.experience import NO_WORK, Work
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    Experience,
    Holding,
    Status,
    Training,
    is_open,
)
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import Holds, NamesAtLeast

SLACK_MONTHS = 12
"""How far numbers may disagree before a contradiction is named: people round to years."""

Found = tuple[str, dict[str, str]]
"""A warning's code, and what fills the blanks of its sentence."""


def on_training_status(field: str, case: ProfileCase) -> Iterator[Found]:
    """A training that is finished by one answer and not by another, or should be by now."""
    trainings: tuple[Training, ...] | None = getattr(case.profile, field)
    for training in trainings or ():
        if training.completed and training.status in AHEAD:
            yield "training_status_and_date_disagree", {"date": training.completed.text()}
        is_finished = training.completed or training.status is Status.HELD
        due = training.expected and training.expected.ahead_of(case.on)
        if due and due.latest < case.on and not is_finished:
            yield "training_date_passed", {"date": due.text()}


def on_training(case: ProfileCase) -> Iterator[Found]:
    """Degree, residency, board certificate and post that do not fit together."""
    profile = case.profile
    medical = _of_group(case, profile.degrees or ())
    finished = [each.completed.latest for each in profile.residency or () if each.completed]
    for residency, degree in product(finished, medical):
        if degree.earned and residency < degree.earned.earliest:
            yield "residency_before_degree", {}
    if profile.degrees is not None and not medical and not is_open(profile.degrees):
        if profile.role is not None and profile.role.id == case.roadmap.target_role:
            yield "post_without_degree", {}
        pay = case.roadmap.pay
        if pay is not None and pay.model is not None:
            yield "pay_of_physicians", {}


def on_metro(case: ProfileCase) -> Iterator[Found]:
    """A metropolitan area that does not reach into the state."""
    setting, words = case.profile.setting, case.roadmap.vocabulary
    if setting.metro and setting.state and setting.state not in words.states_of(setting.metro):
        named = {
            "metro": words.title(METROS, setting.metro),
            "state": words.title("states", setting.state),
        }
        yield "metro_beside_state", named


def _of_group(case: ProfileCase, degrees: tuple[Holding, ...]) -> list[Holding]:
    """The degrees that the roadmap's first requirement counts."""
    first = next(iter(case.roadmap.requirements()))
    facts = {
        fact.partition(":")[2]
        for leaf in first.met_when.leaves()
        for fact in getattr(leaf, "facts", frozenset)()
    }
    return [each for each in degrees if each.id in facts]


def on_clinical_years(case: ProfileCase) -> Iterator[Found]:
    """More years of patient care than there was time for, or other years than the dates tell."""
    own = (each for each in case.profile.residency or () if each.profession is None)
    done = [each.completed for each in own if each.completed is not None]
    entries = case.profile.clinical or ()
    worked = Work(entries, case.as_of).months(case.as_of) if entries else NO_WORK
    if done:
        since = month_position(case.as_of) - month_position(min(each.earliest for each in done))
        if worked.low > max(0.0, since) + SLACK_MONTHS:
            years = f"{worked.low / MONTHS_A_YEAR:.0f}"
            yield "practice_longer_than_possible", {"years": years}
    yield from _of_work(entries, case)


def on_informatics_years(case: ProfileCase) -> Iterator[Found]:
    """Other years of informatics work than the dates tell."""
    yield from _of_work(case.profile.informatics or (), case)


def _of_work(entries: tuple[Experience, ...], case: ProfileCase) -> Iterator[Found]:
    for entry in entries:
        if entry.years and entry.start:
            dated = Work((entry,), case.as_of).months(case.as_of)
            low, high = entry.years.low * MONTHS_A_YEAR, entry.years.high * MONTHS_A_YEAR
            if dated.low > high + SLACK_MONTHS or dated.high < low - SLACK_MONTHS:
                yield "years_and_dates_disagree", {}


def on_beginnings(case: ProfileCase) -> Iterator[Found]:
    """Work, or the present job, that is told to begin after the day of the answers."""
    profile, role = case.profile, case.profile.role
    work = (profile.clinical, profile.informatics, profile.leadership.experience)
    starts = [each.start for entries in work for each in entries or ()]
    for start in (*starts, role.since if role else None):
        if start and start.earliest > case.as_of:
            yield "begins_later", {"date": partial_date_text(start.text())}


def on_post(case: ProfileCase) -> Iterator[Found]:
    """A present post that is informatics work, beside no work in informatics at all."""
    role, entries = case.profile.role, case.profile.informatics
    if role is None or entries is None or role.id not in case.roadmap.informatics_roles:
        return
    started = role.since.latest if role.since else None
    is_new = started and month_position(case.as_of) - month_position(started) <= SLACK_MONTHS
    if Work(entries, case.as_of).months(case.as_of).high == 0 and not is_new:
        yield "post_without_informatics", {"title": case.roadmap.vocabulary.title("roles", role.id)}


def on_presupposed(case: ProfileCase) -> Iterator[Found]:
    """What was told beside an answer by which nobody can have it."""
    for each in (*case.roadmap.presupposed, *case.roadmap.presumed):
        if each.warning and each.what.judge(case).holds and each.first.judge(case).fails:
            yield each.warning, {"title": _title_of(each.what, case)}


def _title_of(rule: Condition, case: ProfileCase) -> str:
    """What of a rule's certifications or jobs was told; nothing for other rules."""
    held = [("certifications", each.id) for each in case.profile.certifications or ()]
    held += [("roles", case.profile.role.id)] if case.profile.role else []
    naming = [each for each in rule.leaves() if isinstance(each, Holds | NamesAtLeast)]
    asked = {id_ for leaf in naming for id_ in leaf.ids}
    titles = case.roadmap.vocabulary.title
    return ", ".join(titles(kind, each) for kind, each in held if each in asked)
