"""Roadmaps side by side for one person, the steps that serve several of them first."""

from collections.abc import Iterator, Mapping

from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.scenarios.what_if import SharedStep, SideBySide, Situation
from cmio_advisor.reporting.document.document import (
    Document,
    Entry,
    Fact,
    Facts,
    Paragraph,
    Parts,
    Section,
    Table,
)
from cmio_advisor.reporting.views.plan.tables import fees_text
from cmio_advisor.reporting.views.sections import owner_text, roadmap_text
from cmio_advisor.reporting.views.steps import route_facts
from cmio_advisor.reporting.words.wording import (
    COMPARED,
    LIMITS,
    NO_END,
    listing,
    money,
    money_range,
    short_date,
    standing_title,
)

SERVE = "Each of these counts on every roadmap that it serves."
NEAREST = "Nearest by your profession and job, of the roadmaps that come with the program: {title}."
NOT_WHOLE = "not by a usual plan"
NOTHING = "nothing left to do"


def compare_document(found: SideBySide) -> Document:
    """The roadmaps in one table, then the next step by each."""
    first = found.situations[0].assessment
    roadmaps = [each.plan.roadmap for each in found.situations]
    titles = {each.id: each.title for each in roadmaps}
    near = found.nearest.roadmap if found.nearest else None
    serving = [_serving(each, titles, near) for each in found.shared]
    nearest = NEAREST.format(title=found.nearest.title) if found.nearest else None
    return Document(
        f"Roadmaps side by side{owner_text(first.profile.name)}",
        f"By your answers, on {short_date(first.as_of)}",
        (
            Section("Steps that serve several", (SERVE, serving) if serving else ()),
            Section("Where you stand by each", (nearest, _table(found))),
            Section("The next step by each", map(_next_step, found.situations)),
            Section("About this comparison", _about(found)),
        ),
        sources={id_: source for each in roadmaps for id_, source in each.sources.items()},
    )


def _serving(shared: SharedStep, titles: Mapping[str, str], near: str | None) -> Entry:
    """A step that serves several; whose words it has, as they may be for another profession."""
    route, own = shared.step.route, shared.serves[0]
    facts = [
        Fact("Serves", listing(titles[id_] for id_ in shared.serves)),
        Fact("From the roadmap to", titles[own] if own != near else ""),
    ]
    return Entry(route.title, (route.action, Facts(facts)), cites=route.evidence)


def _table(found: SideBySide) -> Table:
    rows = [
        (COMPARED, lambda each: standing_title(each.assessment.standing)),
        ("Required, met", lambda each: _counted(each, Strength.REQUIRED)),
        ("Expected, met", lambda each: _counted(each, Strength.EXPECTED)),
        ("Required, not yet", _required_open),
        ("Likely done", _done),
        ("Fees", lambda each: fees_text(each.plan.costs) if each.is_whole else NOT_WHOLE),
        ("Waits for a decision", _decisions),
        ("Pay of the job", _pay),
    ]
    cells = ((name, map(cell, found.situations)) for name, cell in rows)
    return Table(
        ("Measure", *(each.plan.roadmap.title for each in found.situations)),
        ((name, *values) for name, values in cells),
    )


def _counted(situation: Situation, strength: Strength) -> str:
    counts = situation.assessment.readiness[strength]
    unknown = f", {counts.unknown} not answered" if counts.unknown else ""
    return f"{counts.met} of {counts.met + counts.open + counts.unknown}{unknown}"


def _required_open(situation: Situation) -> str:
    by_id = situation.plan.roadmap.by_id
    titles = (by_id[each].title for each in situation.assessment.required_open())
    return ", ".join(titles) or "nothing"


def _done(situation: Situation) -> str:
    if not situation.plan.steps and situation.whole_finish:
        return NOTHING
    if not situation.is_whole:
        return NOT_WHOLE
    return short_date(situation.finish) if situation.finish else NO_END


def _decisions(situation: Situation) -> str:
    return ", ".join(each.route.title for each in situation.assessment.decisions) or "none"


def _pay(situation: Situation) -> str:
    target = situation.assessment.pay and situation.assessment.pay.target
    total = target.total if target else None
    base = target.base if target else None
    if not target or not total or total.p50 is None:
        if target and base and base.mean is not None:
            return f"base pay, mean {money(base.mean)} ({target.year}, no median found)"
        return "no estimate"
    half = f", {money_range(total.p25, total.p75)}" if total.p25 and total.p75 else ""
    return f"median {money(total.p50)}{half} ({target.year})"


def _next_step(situation: Situation) -> Entry:
    step = next(iter(situation.assessment.next_steps), None)
    title = situation.plan.roadmap.title
    if step is None:
        return Entry(title, f"{NOTHING.capitalize()}.")
    facts = Facts(route_facts(step.route, step.months, step.cost))
    title = f"{title}: {step.route.title}"
    return Entry(title, (step.route.action, facts), cites=step.route.evidence)


def _about(found: SideBySide) -> Iterator[Parts]:
    yield LIMITS
    for each in found.situations:
        yield Paragraph(roadmap_text(each.plan.roadmap), full=True)
