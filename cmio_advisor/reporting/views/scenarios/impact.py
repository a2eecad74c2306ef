"""Whose results another version of a roadmap turns, in what, and by which change."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.turned import Impact, Turned, TurnedPart
from cmio_advisor.reporting.document.document import Bullets, Document, Fact, Facts, Section
from cmio_advisor.reporting.views.scenarios.differences import edit_text, edit_title
from cmio_advisor.reporting.words.wording import counted

MOST_SHOWN = 20
COLUMNS = ("id", "turns", *(each.replace(" ", "_") for each in Turned), "because", "line")
UNTRACED = "no single change of what turned; see roadmap diff"
NOTHING_TURNS = (
    "With version {version} of the roadmap nothing of what was compared turns for you: the "
    "required list, your standing, your certifications, last days to start, the end of your plan."
)
TURNS = "With version {version} of the roadmap something turns for you. {turns} {because}"
OPEN = ", open: "
"""Behind the state of the required list, before what is open of it."""
SENTENCES = {
    Turned.FORMAL_LIST: "What is formally required: now {after}; before, {before}.",
    Turned.STANDING: 'Your standing is now "{after}"; before, it was "{before}".',
    Turned.ELIGIBILITY: "{title} is now {after}; before, it was {before}.",
    Turned.DOORS: "{title}: the last day to start: now {after}; before, {before}.",
    Turned.PLAN_ENDS: "The likely end of your plan: now {after}; before, {before}.",
}
IN_WORDS = {
    (Turned.FORMAL_LIST, "yes"): "all is there",
    (Turned.FORMAL_LIST, "no"): "something is missing",
    (Turned.FORMAL_LIST, "unknown"): "it is not known whether all is there",
    (Turned.DOORS, "no day"): "none",
    (Turned.PLAN_ENDS, "no day"): "none",
    (Turned.ELIGIBILITY, "yes"): "open to you",
    (Turned.ELIGIBILITY, "no"): "not open to you",
    (Turned.ELIGIBILITY, "unknown"): "not certain to be open to you",
    (Turned.ELIGIBILITY, "held"): "held by you",
    (Turned.ELIGIBILITY, "not listed"): "not in the roadmap",
}
"""What a client is told in place of a state."""


class CaseloadImpact(Frozen):
    """All clients that could be read, of two versions; ``unread`` are so many that could not."""

    old: Roadmap
    new: Roadmap
    impacts: Sequence[Impact]
    problems: int

    @property
    def turned(self) -> list[Impact]:
        return [each for each in self.impacts if each.turns]

    def because(self, impact: Impact) -> str:
        found = [
            f"{each.title}: {edit_text(each, self.old, self.new).rstrip('.')}"
            for each in impact.because
        ]
        return "; ".join(found) or UNTRACED

    def line(self, impact: Impact) -> str:
        """What a counselor can send to the client."""
        if not impact.turns:
            return NOTHING_TURNS.format(version=self.new.version)
        turns = " ".join(map(_sentence, impact.turns))
        changed = "; ".join(dict.fromkeys(each.title for each in impact.because))
        because = f"What changed in the roadmap: {changed}." if changed else ""
        return TURNS.format(version=self.new.version, turns=turns, because=because).strip()

    def cells(self, impact: Impact) -> list[str]:
        parts = [
            "; ".join(
                f"{each.title} {each.before} > {each.after}".strip()
                for each in impact.turns
                if each.what is what
            )
            for what in Turned
        ]
        because = self.because(impact) if impact.turns else ""
        return [
            impact.client,
            "yes" if impact.turns else "no",
            *parts,
            because,
            self.line(impact),
        ]


def _sentence(turned: TurnedPart) -> str:
    was, now = (side.partition(OPEN)[2].split("; ") for side in (turned.before, turned.after))
    if OPEN in turned.before and OPEN in turned.after:
        told_apart = (
            ("No longer missing", [each for each in was if each not in now]),
            ("Now missing", [each for each in now if each not in was]),
            ("Still missing", [each for each in now if each in was]),
        )
        found = (f"{how}: {'; '.join(titles)}." for how, titles in told_apart if titles)
        return f"The required list is another one for you. {' '.join(found)}"

    def told(side: str) -> str:
        state, _, open_ = side.partition(OPEN)
        try:
            return date_text(date.fromisoformat(side))
        except ValueError:
            return IN_WORDS.get((turned.what, state), state) + (f": {open_}" if open_ else "")

    before, after = told(turned.before), told(turned.after)
    return SENTENCES[turned.what].format(title=turned.title, before=before, after=after)


def impact_document(found: CaseloadImpact, folder: str, on: date) -> Document:
    """How many turn, in what and by which changes; the first of them by name of their id."""
    turned = found.turned
    in_what = Counter(
        what for each in turned for what in dict.fromkeys(part.what for part in each.turns)
    )
    by = Counter(edit_title(edit) for each in turned for edit in dict.fromkeys(each.because))
    short = f"{len(turned)} of {counted(len(found.impacts), 'client')}: something turns."
    unread = f" {counted(found.problems, 'problem')} in their records." if found.problems else ""
    who = f"The first {MOST_SHOWN}" if len(turned) > MOST_SHOWN else "Who"
    return Document(
        f"The roadmap {found.new.id}: from {found.old.version} to {found.new.version}",
        f"Clients on {date_text(on)}",
        (
            Section("In short", f"{short}{unread} All are in {folder}."),
            Section("In what", Facts(Fact(k, str(v)) for k, v in in_what.most_common())),
            Section("By which change", Facts(Fact(k, str(v)) for k, v in by.most_common())),
            Section(who, Bullets(f"{e.client}: {found.line(e)}" for e in turned[:MOST_SHOWN])),
        ),
        sources={},
    )
