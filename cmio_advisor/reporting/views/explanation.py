"""One result explained: where it stands, the rule, what it saw and would turn it; and as JSON."""

from collections.abc import Iterator

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.explain import AnswerChange, Explanation, Flip, RulePart, WayTo
from cmio_advisor.domain.judge.results import Answer, State
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.quoting import NOT_ANSWERED
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import SOURCES
from cmio_advisor.reporting.rule_words import (
    flip_text,
    rule_text,
    saw_text,
    setting_text,
    standing_text,
)
from cmio_advisor.reporting.views import sections
from cmio_advisor.reporting.views.credentials import missing_blocks
from cmio_advisor.reporting.views.steps import evidence_bullets, rule_facts


def holds(part: RulePart) -> Answer:
    if part.finding.holds:
        return Answer.YES
    return Answer.NO if part.finding.fails else Answer.UNKNOWN


def write_part(part: RulePart, writing: form.Writing) -> object:  # which holds others
    return RULE_PART.write(part, writing)


RULE = form.Form(
    form.TEXT.schema, lambda condition, writing: rule_text(condition, writing.result.roadmap)
)
SAW = form.Form(
    (form.TEXT | None).schema, lambda condition, writing: saw_text(condition, writing.result)
)
PART = form.Form(lambda: {"$ref": "#/$defs/part"}, write_part)
RULE_PART: form.Keys = form.record(
    RulePart,
    "rule=condition holds finding(becomes ends) saw=condition parts",
    rule=RULE,
    holds=(form.one_of(Answer), holds),
    saw=SAW,
    parts=form.many(PART),
)
form.FORMS[AnswerChange] = form.Form(form.TEXT.schema, lambda change, _: setting_text(change))
form.FORMS[RulePart] = PART
form.typed(Flip, "set=changes instead")
form.typed(WayTo, "route(id title) first")
EXPLANATION = form.record(
    Explanation,
    """schema as_of roadmap profile requirement=requirement.requirement.id
    credential=credential.credential.id title requirement.state credential.eligible rule flips
    settled_by routes decisions evidence sources""",
    schema=form.named("cmio-advisor/explanation/1"),
    sources=SOURCES,
)


TO_MEET = "The smallest change that would meet it"
TO_LOSE = "What would lose it"
NO_FLIP = "No change of up to three answers was found that turns it."
STEPS_FIRST = "No other answer alone turns it: something comes first, which the routes below name."
WAIVED = "It is waived, so no answer is needed."
IN_A_PLAN = "To take it into a plan: cmio-advisor plan {typed} --with {{id}}"
TRY = "To see all that a change would move: cmio-advisor what-if {typed} and its --set above"


def explanation_document(explained: Explanation, typed: str = wording.ANY_PROFILE) -> doc.Document:
    """The explanation of one requirement or credential, for a profile that is ``typed`` so."""
    missing = missing_blocks(explained.credential) if explained.credential else None
    standing = doc.Facts(_state_facts(explained)), missing
    literal = typed.replace("{", "{{").replace("}", "}}")  # of a file name that holds braces
    take_in = IN_A_PLAN.format(typed=literal)
    change = TO_LOSE if explained.holds else TO_MEET
    rule = part_block(explained.rule, explained)
    asked = explained.settled_by
    settling = doc.Bullets(doc.Line(f"{each.text} {each.why}", each.evidence) for each in asked)
    roadmap = explained.roadmap
    about = roadmap.texts["limits"], doc.Paragraph(sections.roadmap_text(roadmap), full=True)
    evidence = evidence_bullets(explained.evidence, roadmap.sources, label="")
    return doc.Document(
        f"{explained.title}: why",
        f"On {date_text(explained.as_of)}",
        (
            doc.Section("Where it stands", standing, name="state"),
            doc.Section(change, _flips(explained, typed), name="change"),
            doc.Section("What would settle it", settling, name="answers"),
            doc.Section("Routes to it", _routes(explained), name="routes"),
            sections.decisions_section(explained.decisions, roadmap, take_in=take_in),
            doc.Section("The rule, and what it saw", rule, name="rule"),
            doc.Section("Evidence", evidence, name="evidence"),
            sections.searched_section(_searches(explained)),
            doc.Section("About this explanation", about, name="about"),
        ),
        sources=roadmap.sources,
    )


RULED_OUT = "and not possible beside your other answers"


def part_block(part: RulePart, explained: Explanation) -> doc.Entry:
    saw = saw_text(part.condition, explained)
    facts = [doc.Fact("Holds", standing_text(part.finding))]
    if saw is not None:
        is_ruled_out = saw.endswith(NOT_ANSWERED) and part.finding.fails
        facts.append(doc.Fact("You told us", f"{saw}, {RULED_OUT}" if is_ruled_out else saw))
    inside = (part_block(each, explained) for each in part.parts)
    return doc.Entry(
        rule_text(part.condition, explained.roadmap), (doc.Facts(facts, inline=True), inside)
    )


def _state_facts(explained: Explanation) -> Iterator[doc.Fact]:
    if explained.requirement is not None:
        yield doc.Fact("State", wording.requirement_state(explained.requirement)[1])
    elif explained.credential is not None:
        yield doc.Fact("State", wording.ELIGIBILITIES[explained.credential.eligible][1])
    yield doc.Fact("Holds", standing_text(explained.rule.finding))
    requirement, step = _requirement(explained), explained.step
    if requirement is not None and step is not None:
        yield doc.Fact("The roadmap lists", requirement.need)
        yield doc.Fact("Part of", f"step {step.number}, {step.title}")
        yield from rule_facts(requirement, explained.roadmap)
        for each in explained.profile.waivers:
            if each.requirement == requirement.id:
                yield doc.Fact("Waived", each.reason or "no reason given")


def _searches(explained: Explanation) -> tuple[Search | None, ...]:
    requirement = _requirement(explained)
    if requirement is not None:
        return sections.requirement_searches(requirement)
    return (explained.credential.credential.searched,) if explained.credential else ()


def _flips(explained: Explanation, typed: str) -> doc.Parts:
    if explained.requirement is not None and explained.requirement.state is State.WAIVED:
        return WAIVED
    if not explained.flips:
        return STEPS_FIRST if any(each.first for each in explained.routes) else NO_FLIP
    lines = [flip_text(each, explained.roadmap.vocabulary) for each in explained.flips]
    label = "Any one of these" if len(lines) > 1 else ""
    own = typed.replace(" --roadmap ", " --against ")  # what-if starts from that one
    return doc.Bullets(lines, label), TRY.format(typed=own)


def _routes(explained: Explanation) -> doc.Bullets:
    return doc.Bullets(
        doc.Line(_way_text(each, explained.roadmap), each.route.evidence)
        for each in explained.routes
    )


def _way_text(way: WayTo, roadmap: Roadmap) -> str:
    first = wording.listing(roadmap.requirement(each).title for each in way.first)
    after = f", after: {first}" if first else ""
    return f"{way.route.title}: {wording.months_text(way.route.months)}{after}."


def _requirement(explained: Explanation) -> Requirement | None:
    return explained.requirement.requirement if explained.requirement else None
