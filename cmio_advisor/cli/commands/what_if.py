"""
``what-if``: the same person with other answers, on another day or under another roadmap; and
``compare``: every shipped roadmap side by side.
"""

from functools import reduce
from pathlib import Path

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.answers import profile_or_saved
from cmio_advisor.cli.output import say
from cmio_advisor.cli.profile_input import profile_of, read_profile_node, source_name
from cmio_advisor.domain.assess.notices import nearest_to
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.scenarios.what_if import SideBySide, is_at, scenario, situation
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.profile.reader import laid_over, read_setting, untold_lists
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.roadmap.store import load_programs, load_roadmap
from cmio_advisor.loading.scenarios import WrittenScenario, read_scenarios
from cmio_advisor.loading.text.files import message
from cmio_advisor.reporting.formats import WHAT_IF_SECTIONS
from cmio_advisor.reporting.views import what_if as views

MOST_PROFILES = 2


@opt.result_command(sections=WHAT_IF_SECTIONS, asks=True)
def what_if(
    *,
    profiles: list[str] | None = opt.argument("[PROFILE [OTHER]]"),
    set_: list[str] | None = opt.option("--set KEY=VALUE"),
    scenarios: str | None = opt.option("--scenarios FILE"),
    as_of: str | None = opt.option("--as-of DATE"),
    roadmap: str | None = opt.option("--roadmap ID|DIR"),
    against: str | None = opt.option("--against ID|DIR"),
    today: str | None = opt.option("--today DATE"),
    pay_now: int | None = opt.dollars_option("--pay-now"),
    with_: list[str] | None = opt.WITH,
    without: list[str] | None = opt.WITHOUT,
    program: str | None = opt.option("--program ID"),
    request: opt.Request,
) -> opt.Result:
    if len(profiles or ()) > MOST_PROFILES:
        raise UsageError("Give one profile, or two to hold one against the other.")
    profile, other = (*(profiles or ()), None, None)[:MOST_PROFILES]
    start = request.on if today is None else opt.day_of(today, "--today")
    later = start if as_of is None else opt.day_of(as_of)
    # A program is one of the same job, and two people are compared by the same.
    if against is None and (program is not None or other is not None):
        against, roadmap = roadmap, None
    rules = other_rules = request.rules if against is None else load_roadmap(against)
    if roadmap is not None:  # each knows the other's words
        target = load_roadmap(roadmap)
        rules, other_rules = rules.beside(target), target.beside(rules)
    taken = _program(program, other_rules)
    settings = tuple(read_setting(each, "--set") for each in set_ or [])
    if settings and roadmap is not None and against is None:
        say(message(__file__, "two_changes", roadmap=other_rules.id))
    chosen, dropped = opt.taken_in(with_, other_rules), opt.left_out(without, other_rules)
    named = read_scenarios(scenarios, other_rules) if scenarios is not None else ()
    is_elsewhere = later != start or roadmap is not None
    if settings or chosen or dropped or taken or other or (is_elsewhere and not named):
        parts = [*([Path(other).stem] if other else []), *([other_rules.title] if roadmap else [])]
        column = ", ".join(parts) or "With your changes"
        given = WrittenScenario(name=column, settings=settings, chosen=chosen, left_out=dropped)
        named = (given, *named)
    if not named:
        raise UsageError(message(__file__, "nothing_to_compare"))
    profile = profile_or_saved(profile, request)
    document, name = read_profile_node(profile), source_name(profile)
    second = document if other is None else read_profile_node(other)
    second_name = name if other is None else source_name(other)
    asked = PlanWishes(pay_now=pay_now)
    noted: list[str] = []
    person = profile_of(document, name, rules, noted, start)
    base = situation(person, rules, start, wishes_of(person, asked))
    held = []
    for each in named:
        for field in untold_lists(second, each.settings):
            say(f"{field}: nothing was answered there, so with this addition there are no others.")
        changed = profile_of(
            laid_over(second, each.settings), second_name, other_rules, noted, start
        )
        wanted = replace(asked, chosen=each.chosen, left_out=each.left_out, program=taken)
        on, wishes = each.as_of or later, wishes_of(changed, wanted)
        held.append(scenario(each.name, base, changed, other_rules, on, wishes))
        if taken and held[-1].situation.at_program is None:
            say(message(__file__, "not_done_there", program=taken.id))
    return opt.Result(
        lambda: views.what_if_document(base, held), lambda: (views.WHAT_IF, (base, held))
    )


def _program(asked: str | None, rules: Roadmap) -> Program | None:
    """The program named; `UsageError` for none, or where no route is done at one like it."""
    if asked is None:
        return None
    programs = load_programs()
    found = {each.id: each for each in programs.all()}
    program = found[str(opt.known_id("--program", "a program", asked, tuple(found)))]
    routes = (route for each in rules.requirements() for route in each.routes)
    if not any(is_at(route, program) for route in routes):
        raise UsageError(f"--program {asked}: No step of this roadmap is done at such a program.")
    return program


@opt.result_command(asks=True)
def compare(*, profile: str | None = opt.PROFILE, request: opt.Request) -> opt.Result:
    shipped = [load_roadmap(each) for each in shipped_ids()]
    known = {each.fingerprint for each in shipped}
    own = [] if request.rules.fingerprint in known else [request.rules]
    profile = profile_or_saved(profile, request)
    document, name = read_profile_node(profile), source_name(profile)
    noted: list[str] = []
    situations = []
    for rules in (*(reduce(Roadmap.beside, own, each) for each in shipped), *own):
        person = profile_of(document, name, rules, noted, request.on)
        situations.append(situation(person, rules, request.on, wishes_of(person, PlanWishes())))
    person = situations[0].assessment.profile
    found = SideBySide(tuple(situations), nearest_to(ProfileCase(person, shipped[0], request.on)))
    return opt.Result(lambda: views.compare_document(found), lambda: (views.COMPARE, found))
