"""``compare``: every shipped roadmap side by side for one person."""

from functools import reduce

from cmio_advisor.cli.interview.saved_answers import profile_or_saved
from cmio_advisor.cli.options import NO_INPUT, PROFILE
from cmio_advisor.cli.profile_input import profile_of, read_profile_node, source_name
from cmio_advisor.cli.result_command import Request, Result, result_command
from cmio_advisor.domain.assess.notices import nearest_to
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.wishes import PlanWishes, wishes_of
from cmio_advisor.domain.scenarios.what_if import SideBySide, situation
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.reporting.json.form import json_text
from cmio_advisor.reporting.json.scenarios import COMPARE
from cmio_advisor.reporting.views.what_if import compare_document


@result_command()
def compare(
    *, profile: str | None = PROFILE, request: Request, no_input: bool = NO_INPUT
) -> Result:
    """
    Show every shipped roadmap side by side for one person: standing, what is met, the next step,
    likely time, price and pay; the steps that serve several of them first. --roadmap DIR adds one.
    """
    shipped = [load_roadmap(each) for each in shipped_ids()]
    known = {each.fingerprint for each in shipped}
    own = [] if request.rules.fingerprint in known else [request.rules]
    profile = profile_or_saved(profile, request.output, no_input=no_input)
    document, name = read_profile_node(profile), source_name(profile)
    noted: list[str] = []
    situations = []
    for rules in (*(reduce(Roadmap.beside, own, each) for each in shipped), *own):
        person = profile_of(document, name, rules, noted, request.on)
        situations.append(situation(person, rules, request.on, wishes_of(person, PlanWishes())))
    person = situations[0].assessment.profile
    found = SideBySide(tuple(situations), nearest_to(ProfileCase(person, shipped[0], request.on)))
    return Result(
        lambda: compare_document(found),
        lambda: json_text(COMPARE, found, request.rules, request.on),
    )
