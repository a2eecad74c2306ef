"""
Rules in words, and changes of answers, in words and as settings; one result explained by them:
where it stands, the rule, what it saw and would turn it; and as JSON.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from shlex import quote
from typing import Any

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import MONTH_NAMES, date_text
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.explain import AnswerChange, Explanation, Flip, RulePart, WayTo
from cmio_advisor.domain.judge.results import Answer, State
from cmio_advisor.domain.profile import fields
from cmio_advisor.domain.profile.profile import OTHER, License, Reply, Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules import conditions, leaves
from cmio_advisor.domain.rules.quoting import NOT_ANSWERED, answer_text, field_words, in_words
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import SOURCES
from cmio_advisor.reporting.profile import inline, written
from cmio_advisor.reporting.views import shared
from cmio_advisor.reporting.views.credentials import missing_blocks
from cmio_advisor.reporting.wording import counted, listing, money, percent

NAMED_AT_MOST, FEW = 8, 3
"""So many titles are named, and so many values in place of another; then their number is told."""
DOLLARS = "US dollars"
ON_THE_WAY = {
    Status.IN_PROGRESS: "on the way to",
    Status.PLANNED: "planning",
    Status.APPROVED: "with an approved application for",
    Status.LAPSED: "lapsed:",
}
STANDINGS = {
    conditions.Rank.NOT_MET: "no",
    conditions.Rank.EXPIRED: "no, it has expired",
    conditions.Rank.PLANNED: "no, but it is planned",
    conditions.Rank.IN_PROGRESS: "no, but it is under way",
    conditions.Rank.EXPIRING: "yes, but it ends within a year",
    conditions.Rank.MET: "yes",
}


def rule_text(condition: conditions.Condition, roadmap: Roadmap) -> str:
    """What a rule asks, without what is inside it."""
    return TEXTS[type(condition)](condition, roadmap)


def standing_text(finding: conditions.Finding) -> str:
    """Where a rule stands, and from when or until when."""
    known = finding.settled or finding.holds or finding.fails
    text = STANDINGS[finding.low if finding.holds else finding.high] if known else "not known"
    if finding.becomes is not None and not finding.holds:
        return f"{text}; it will be on {date_text(finding.becomes)} if all goes as told"
    if finding.ends is not None and finding.holds:
        return f"{text}, until {date_text(finding.ends)}"
    return text


def _count_text(condition: conditions.AtLeast, _: Roadmap) -> str:
    if not condition.parts:
        return "Nothing else is asked."
    if condition.count == len(condition.parts):
        return "All of these:"
    return "At least one of these:" if condition.count == 1 else f"At least {condition.count} of:"


def _dated_text(condition: conditions.Dated, _: Roadmap) -> str:
    begins = f" from {date_text(condition.start)}" if condition.start else ""
    ends = f" until {date_text(condition.end)}" if condition.end else ""
    return f"In force{begins}{ends}:"


def _reference_text(reference: conditions.Reference, roadmap: Roadmap) -> str:
    match reference.kind:
        case "requirement":
            return f'The requirement "{roadmap.requirement(reference.id).title}"'
        case "eligible":
            return f"May sit for: {roadmap.credential(reference.id).title}"
        case "standing":
            titles = {each.id: each.title for each in roadmap.standings}
            return f'The standing "{titles[reference.id]}" or a better one'
    titles = {each.id: each.title for each in roadmap.ladder}
    return f"Stands on the rung {titles[reference.id]} or higher"


def _names_text(leaf: leaves.Names, roadmap: Roadmap) -> str:
    words = field_words(leaf.field, roadmap.vocabulary)
    not_of = "not " if leaf.elsewhere else ""
    given_by = f", {not_of}of {_titles('states', leaf.states, roadmap)}" if leaf.states else ""
    return f"{words.capitalize()}: {_titles(leaf.field, leaf.ids, roadmap)}{given_by}"


def _amount_text(leaf: leaves.AmountAtLeast, roadmap: Roadmap) -> str:
    row, id_ = fields.read_by(leaf.field)
    if row.kind is fields.Kind.ANSWERS:
        title = field_words(leaf.field, roadmap.vocabulary)
        title = f"{title[0].upper()}{title[1:]}"
        asked = roadmap.by_ask[id_]
        return title if asked.kind == "yes-no" else f"{title}: at least {leaf.at_least:,.10g}"
    least = int(leaf.at_least)
    unit = row.unit_one if least == 1 and row.unit_one else row.unit
    amount = money(leaf.at_least) if row.unit == DOLLARS else f"{least:,} {unit}"
    asks = row.asks or f"{row.words.capitalize()}: at least {{amount}}"
    return asks.format(amount=amount)


def _holds_text(leaf: leaves.Holds, roadmap: Roadmap) -> str:
    titles = _titles(leaf.field, leaf.ids, roadmap)
    status = f"{ON_THE_WAY[leaf.status]} " if leaf.status is not Status.HELD else ""
    years = ""
    if leaf.calendar_years is not None:
        years = f", within {counted(leaf.calendar_years, 'calendar year')} of the approval"
    if leaf.years_ago:
        years = f", since {counted(leaf.years_ago, 'year')} or more"
    if leaf.when_told:
        years += ", on the day of your answers"
    words = field_words(leaf.field, roadmap.vocabulary)
    return f"{words.capitalize()}: {status}{titles}{years}"


def _trained_text(leaf: leaves.Trained, roadmap: Roadmap) -> str:
    what = fields.IN_RULES[leaf.field].entry.removeprefix("A ")
    state = "A finished" if leaf.status is Status.HELD else f"{STATUS_OF[leaf.status]} a"
    accredited = " accredited" if leaf.accredited else ""
    specialties = f" in {_titles('specialties', leaf.specialties, roadmap)}"
    there = _titles("countries", leaf.countries, roadmap)
    where = f", {'outside' if leaf.elsewhere else 'in'} {there}" if leaf.countries else ""
    soon = f", or one that ends within {leaf.months} months" if leaf.months else ""
    if leaf.years_ago:
        soon = f", at least {counted(leaf.years_ago, 'year')} ago"
    if leaf.within:
        soon = f", less than {counted(leaf.within, 'year')} ago"
    return f"{state}{accredited} {what}{specialties if leaf.specialties else ''}{where}{soon}"


STATUS_OF = {Status.IN_PROGRESS: "In", Status.PLANNED: "Planning"}


def _years_text(leaf: leaves.Years, roadmap: Roadmap) -> str:
    field = field_words(leaf.field, roadmap.vocabulary)
    amount = f"{leaf.at_least:g}"
    if leaf.weighed:
        asked = f"At least {leaf.at_least * leaves.HOURS_A_YEAR:,.0f} hours of {field}"
    elif leaf.above:
        asked = f"More than {amount} years of {field}" if leaf.at_least else f"Some {field}"
    else:
        asked = f"At least {amount} {'year' if leaf.at_least == 1 else 'years'} of {field}"
    if leaf.profession:
        asked += f" in {leaf.profession.replace('-', ' ')}"
    if leaf.fte:
        asked += f", at {percent(leaf.fte)} of full time or more"
    window = leaf.window
    if window is not None:
        years = f"within the {counted(window.years, 'year')} that end " if window.years else ""
        years = years.replace("the 1 year that end ", "the year that ends ")
        asked += f", {years}on "
        asked += (
            f"{window.day} {MONTH_NAMES[window.month - 1]}" if window.month else "the day assessed"
        )
    return asked


TEXTS: Mapping[type[conditions.Condition], Callable[[Any, Roadmap], str]] = {
    conditions.AtLeast: _count_text,
    conditions.Not: lambda *_: "This must not be so:",
    conditions.Dated: _dated_text,
    conditions.NotKnown: lambda condition, _: condition.text,
    conditions.Reference: _reference_text,
    leaves.Holds: _holds_text,
    leaves.Trained: _trained_text,
    leaves.Years: _years_text,
    leaves.AmountAtLeast: _amount_text,
    leaves.Names: _names_text,
}
"""What each kind of rule asks."""


def _titles(field: str, ids: Iterable[str], roadmap: Roadmap) -> str:
    """The titles of ids, in the roadmap's order; of many only the first."""
    wanted = set(ids)
    called = field.partition(".")[0]
    row = fields.IN_RULES.get(called)
    kind = called if row is None else row.terms
    if not kind:
        return " or ".join(sorted(wanted))
    titles = [term.title for term in roadmap.vocabulary.kinds[kind] if term.id in wanted]
    titles += ["another, in your own words"] if OTHER in wanted and not titles else []
    if len(titles) <= NAMED_AT_MOST:
        return " or ".join(titles)
    others = len(titles) - NAMED_AT_MOST
    return f"{', '.join(titles[:NAMED_AT_MOST])} or one of {counted(others, 'other')}"


def saw_text(condition: conditions.Condition, explained: Explanation) -> str | None:
    """What the answers say on the field that a rule reads; ``None`` for a rule over other rules."""
    if not isinstance(condition, leaves.Leaf):
        return None
    answer = answer_text(explained.profile, condition.field, explained.roadmap.vocabulary)
    return f"{field_words(condition.field, explained.roadmap.vocabulary)}: {answer}"


def setting_text(change: AnswerChange) -> str:
    """A change as ``what-if --set`` takes it: the key of a profile file, and what stands there."""
    key = change.path
    if isinstance(change.value, Reply):
        key = f"{key}.{change.value.id}"
        value = written(change.row, (change.value,))[change.value.id]
    elif isinstance(change.value, tuple):
        value = [_entry(change.row, each) for each in change.value]
    else:
        value = _entry(change.row, change.value)
        if (
            change.row.kind is fields.Kind.WORK
            and fields.is_group(key)
            and value.keys() == {"years"}
        ):
            key, value = f"{key}.years", value["years"]
    return f"{key}{'+' if change.adds else ''}={inline(value)}"


def flip_text(flip: Flip, words: Vocabulary) -> str:
    """The changes of one flip in words, and as options to try them with."""
    found = []
    for change, others in zip(flip.changes, flip.instead, strict=True):
        instead = listing((_value_words(each, words) for each in others), "or")
        instead = instead if len(others) <= FEW else f"one of {counted(len(others), 'other')}"
        found.append(_change_text(change, words) + (f" (or {instead})" if others else ""))
    text = " and ".join(found)
    settings = " ".join(f"--set {quote(setting_text(each))}" for each in flip.changes)
    return f"{text[0].upper()}{text[1:]}. To try it: {settings}"


def _entry(row: fields.ProfileField, entry: Any) -> Any:  # noqa: ANN401 - the values of a profile file
    """One entry as a profile file has it."""
    found = written(row, (entry,) if row.kind in fields.ENTRIES else entry)
    return found[0] if isinstance(found, list) else found


def _change_text(change: AnswerChange, words: Vocabulary) -> str:
    """One change: the field, and what would be said of it."""
    label, value = change.row.words, _value_words(change, words)
    if isinstance(change.value, License) and change.value.profession:
        label = field_words(f"{change.path}.{change.value.profession}", words)
    if isinstance(change.value, Reply):
        return f"{words.title(change.row.terms, change.value.id)}: {value}"
    return f"{value}, added to your {label}" if change.adds else f"your {label}: {value}"


def _value_words(change: AnswerChange, words: Vocabulary) -> str:
    """What would be told, as answers are quoted."""
    row, value = change.row, change.value
    if isinstance(value, tuple) and value:
        rest = (AnswerChange(change.path, each) for each in value)
        return f"only {listing(_value_words(each, words) for each in rest)}"
    if isinstance(value, License):  # whose it is, the label says
        value = replace(value, profession=None)
    is_entry = row.kind in (*fields.ENTRIES, fields.Kind.ANSWERS) and not isinstance(value, tuple)
    return in_words(row, (value,) if is_entry else value, words)


def holds(part: RulePart) -> Answer:
    if part.finding.holds:
        return Answer.YES
    return Answer.NO if part.finding.fails else Answer.UNKNOWN


def write_part(part: RulePart, writing: form.Writing) -> object:  # which holds others
    return RULE_PART.write(part, writing)


RULE = form.Form(form.TEXT.schema, lambda rule, writing: rule_text(rule, writing.result.roadmap))
SAW = form.Form((form.TEXT | None).schema, lambda rule, writing: saw_text(rule, writing.result))
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


def explanation_document(explained: Explanation, typed: str = wording.ANY_PROFILE) -> doc.Document:
    """The explanation of one requirement or credential, for a profile that is ``typed`` so."""
    missing = missing_blocks(explained.credential) if explained.credential else None
    standing = doc.Facts(_state_facts(explained)), missing
    literal = typed.replace("{", "{{").replace("}", "}}")  # of a file name that holds braces
    take_in = f"To take it into a plan: cmio-advisor plan {literal} --with {{id}}"
    change = "What would lose it" if explained.holds else "The smallest change that would meet it"
    rule = part_block(explained.rule, explained)
    asked = explained.settled_by
    settling = doc.Bullets(doc.Line(f"{each.text} {each.why}", each.evidence) for each in asked)
    roadmap = explained.roadmap
    about = roadmap.texts["limits"], doc.Paragraph(shared.roadmap_text(roadmap), full=True)
    evidence = shared.evidence_bullets(explained.evidence, roadmap.sources, label="")
    return doc.Document(
        f"{explained.title}: why",
        f"On {date_text(explained.as_of)}",
        (
            doc.Section("Where it stands", standing, name="state"),
            doc.Section(change, _flips(explained, typed), name="change"),
            doc.Section("What would settle it", settling, name="answers"),
            doc.Section("Routes to it", _routes(explained), name="routes"),
            shared.decisions_section(explained.decisions, roadmap, take_in=take_in),
            doc.Section("The rule, and what it saw", rule, name="rule"),
            doc.Section("Evidence", evidence, name="evidence"),
            shared.searched_section(_searches(explained)),
            doc.Section("About this explanation", about, name="about"),
        ),
        sources=roadmap.sources,
    )


def part_block(part: RulePart, explained: Explanation) -> doc.Entry:
    saw = saw_text(part.condition, explained)
    facts = [doc.Fact("Holds", standing_text(part.finding))]
    if saw is not None:
        is_ruled_out = saw.endswith(NOT_ANSWERED) and part.finding.fails
        beside = ", and not possible beside your other answers" if is_ruled_out else ""
        facts.append(doc.Fact("You told us", f"{saw}{beside}"))
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
    step = explained.step
    if explained.requirement is not None and step is not None:
        requirement = explained.requirement.requirement
        yield doc.Fact("The roadmap lists", requirement.need)
        yield doc.Fact("Part of", f"step {step.number}, {step.title}")
        yield from shared.rule_facts(requirement, explained.roadmap)
        for each in explained.profile.waivers:
            if each.requirement == requirement.id:
                yield doc.Fact("Waived", each.reason or "no reason given")


def _searches(explained: Explanation) -> tuple[Search | None, ...]:
    if explained.requirement is not None:
        return shared.requirement_searches(explained.requirement.requirement)
    return (explained.credential.credential.searched,) if explained.credential else ()


def _flips(explained: Explanation, typed: str) -> doc.Parts:
    if explained.requirement is not None and explained.requirement.state is State.WAIVED:
        return "It is waived, so no answer is needed."
    if not explained.flips and any(each.first for each in explained.routes):
        return "No other answer alone turns it: something comes first, which the routes below name."
    if not explained.flips:
        return "No change of up to three answers was found that turns it."
    lines = [flip_text(each, explained.roadmap.vocabulary) for each in explained.flips]
    label = "Any one of these" if len(lines) > 1 else ""
    own = typed.replace(" --roadmap ", " --against ")  # what-if starts from that one
    to_see = f"To see all that a change would move: cmio-advisor what-if {own} and its --set above"
    return doc.Bullets(lines, label), to_see


def _routes(explained: Explanation) -> doc.Bullets:
    lines = []
    for way in explained.routes:
        first = listing(explained.roadmap.requirement(each).title for each in way.first)
        text = f"{way.route.title}: {wording.months_text(way.route.months)}"
        lines.append(
            doc.Line(f"{text}, after: {first}." if first else f"{text}.", way.route.evidence)
        )
    return doc.Bullets(lines)
