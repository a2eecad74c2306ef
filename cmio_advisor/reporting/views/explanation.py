"""
One result explained: where it stands, the rule and what each part of it saw, what would turn it.
"""

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.explain.explain import Explanation, RulePart, WayTo
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.conditions import NotKnown
from cmio_advisor.domain.rules.quoting import NOT_ANSWERED
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.views.credentials import missing_blocks
from cmio_advisor.reporting.views.decisions import decisions_section
from cmio_advisor.reporting.views.sections import (
    ExplanationSection,
    requirement_searches,
    roadmap_line,
    searched_section,
)
from cmio_advisor.reporting.views.steps import evidence_bullets, rule_facts
from cmio_advisor.reporting.words.changes import flip_text
from cmio_advisor.reporting.words.next_commands import ANY_PROFILE
from cmio_advisor.reporting.words.rules import rule_text, saw_text, standing_text
from cmio_advisor.reporting.words.wording import ELIGIBILITIES, LIMITS, STATES, listing, months_text

TO_MEET = "The smallest change that would meet it"
TO_LOSE = "The smallest change that would lose it"
NO_FLIP = "No change of up to three answers was found that turns it."
WAIVED = "It is waived, so no answer is needed."
NOT_KNOWN_RULE = "A part of this rule is not known, or not asked about here. No answer settles it."
IN_A_PLAN = "To take it into a plan: cmio-advisor plan {typed} --with {{id}}"
TRY = "To see all that a change would move: cmio-advisor what-if {typed} and its --set above"


def explanation_document(explained: Explanation, typed: str = ANY_PROFILE) -> Document:
    """The explanation of one requirement or credential, for a profile that is ``typed`` so."""
    literal = typed.replace("{", "{{").replace("}", "}}")  # of a file name that holds braces
    take_in = IN_A_PLAN.format(typed=literal)
    sections = (
        Section("Where it stands", _standing(explained), name=ExplanationSection.STATE),
        Section(
            "The rule, and what it saw",
            (part_block(explained.rule, explained),),
            name=ExplanationSection.RULE,
        ),
        Section(
            TO_LOSE if explained.holds else TO_MEET,
            _flips(explained, typed),
            name=ExplanationSection.CHANGE,
        ),
        Section("What would settle it", _settling(explained), name=ExplanationSection.ANSWERS),
        Section("Routes to it", _routes(explained), name=ExplanationSection.ROUTES),
        decisions_section(explained.decisions, explained.roadmap, take_in=take_in),
        Section("Evidence", (_evidence(explained),), name=ExplanationSection.EVIDENCE),
        searched_section(_searches(explained)),
        Section(
            "About this explanation",
            (Paragraph(Line(LIMITS)), Paragraph(roadmap_line(explained.roadmap), full=True)),
            name=ExplanationSection.ABOUT,
        ),
    )
    return Document(
        title=f"{explained.title}: why",
        subtitle=f"On {date_text(explained.as_of)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=explained.roadmap.sources,
    )


def state_word(explained: Explanation) -> str:
    """The state in a word."""
    if explained.requirement is not None:
        return STATES[explained.requirement.state][1]
    return ELIGIBILITIES[explained.credential.eligible][1] if explained.credential else ""


RULED_OUT = "and not possible yet beside your other answers"


def part_block(part: RulePart, explained: Explanation) -> Entry:
    """One part of the rule with what it saw, and the parts inside it."""
    saw = saw_text(part.condition, explained)
    facts = [Fact("Holds", standing_text(part.finding))]
    if saw is not None:
        is_ruled_out = saw.endswith(NOT_ANSWERED) and part.finding.fails
        facts.append(Fact("You told us", f"{saw}, {RULED_OUT}" if is_ruled_out else saw))
    return Entry(
        title=rule_text(part.condition, explained.roadmap),
        blocks=(
            Facts(tuple(facts), inline=True),
            *(part_block(each, explained) for each in part.parts),
        ),
    )


def _standing(explained: Explanation) -> tuple[Block, ...]:
    facts = [
        Fact("State", state_word(explained)),
        Fact("Holds", standing_text(explained.rule.finding)),
    ]
    requirement = _requirement(explained)
    if requirement is not None and explained.step is not None:
        step = explained.step
        facts.append(Fact("The roadmap lists", requirement.need))
        facts.append(Fact("Part of", f"step {step.number}, {step.title}"))
        facts.extend(rule_facts(requirement, explained.roadmap))
        waived = [each for each in explained.profile.waivers if each.requirement == requirement.id]
        facts += [Fact("Waived", each.reason or "no reason given") for each in waived]
    blocks: list[Block] = [Facts(tuple(facts))]
    if explained.credential is not None and explained.credential.missing:
        blocks += missing_blocks(explained.credential)
    return tuple(blocks)


def _evidence(explained: Explanation) -> Block:
    """What the sources say; the section's own title stands above it already."""
    found = evidence_bullets(explained.evidence, explained.roadmap.sources)
    return replace(found, label="")


def _searches(explained: Explanation) -> tuple[Search | None, ...]:
    requirement = _requirement(explained)
    if requirement is not None:
        return requirement_searches(requirement)
    return (explained.credential.credential.searched,) if explained.credential else ()


def _flips(explained: Explanation, typed: str) -> tuple[Block, ...]:
    if explained.requirement is not None and explained.requirement.state is State.WAIVED:
        return (Paragraph(Line(WAIVED)),)
    if not explained.flips:
        return (Paragraph(Line(NOT_KNOWN_RULE if _has_gap(explained.rule) else NO_FLIP)),)
    words = explained.roadmap.vocabulary
    lines = tuple(Line(flip_text(each, words)) for each in explained.flips)
    blocks: list[Block] = [Bullets(lines, label="Any one of these" if len(lines) > 1 else "")]
    return (*blocks, Paragraph(Line(TRY.format(typed=typed))))


def _has_gap(part: RulePart) -> bool:
    """Whether something in the rule is not known to the roadmap."""
    return isinstance(part.condition, NotKnown) or any(map(_has_gap, part.parts))


def _settling(explained: Explanation) -> tuple[Block, ...]:
    lines = tuple(Line(f"{each.text} {each.why}") for each in explained.settled_by)
    return (Bullets(lines),) if lines else ()


def _routes(explained: Explanation) -> tuple[Block, ...]:
    lines = tuple(
        Line(_way_text(each, explained.roadmap), each.route.evidence) for each in explained.routes
    )
    return (Bullets(lines),) if lines else ()


def _way_text(way: WayTo, roadmap: Roadmap) -> str:
    first = listing(roadmap.requirement(each).title for each in way.first)
    after = f", after: {first}" if first else ""
    return f"{way.route.title}: {months_text(way.route.months)}{after}."


def _requirement(explained: Explanation) -> Requirement | None:
    return explained.requirement.requirement if explained.requirement else None
