"""What a row says of one of its cells: whose license it is, whose years of patient care."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from cmio_advisor.domain.base.human_words import means_unknown
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.fields import BY_PATH, COLUMNS, NONE
from cmio_advisor.domain.profile.profile import Experience, License, Unread
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.cells import PART_SEPARATOR
from cmio_advisor.loading.clients.faults import NO_NOTES, Fault, Notes, shown
from cmio_advisor.loading.profile.licenses import UNRESTRICTED, as_item, license_words
from cmio_advisor.loading.text.nodes import Reading

DEGREES, ROLE, LICENSE, YEARS = "degrees", "role", "license", "clinical_years"
LOOKED_AT = (DEGREES, ROLE, LICENSE, YEARS)
TRAINEE = "resident"
OWN = BY_PATH[LICENSE].own
WHOSE = (
    "does not say whose license it is. Write it with its profession, like nursing:TX:unrestricted."
)
IN_TRAINING = (
    "is perhaps a training license, as a resident has. "
    'Write "training" or "unrestricted" beside it.'
)
NO_CARE = (
    "is perhaps work of another kind: the job named is of no clinician. "
    "Write years of patient care with the degree or license for it, or none."
)
WRONG = (WHOSE, IN_TRAINING, NO_CARE)

Read = Callable[[str, Any], tuple[Any, Notes]]
"""Reads the cells of a field: the value, and what is told of it."""


class WhoseCells:
    """Looks at the cells of rows whose columns stand ``at`` those places."""

    def __init__(self, at: dict[str, int], read: Read, roadmap: Roadmap) -> None:
        self.at = {each: at.get(each, -1) for each in LOOKED_AT}
        self.read = read
        self.words: Vocabulary = roadmap.vocabulary
        self.roles = {
            role: each.profession for each in self.words.written.licenses for role in each.roles
        }
        self.license = license_words(BY_PATH[LICENSE], roadmap)
        self.known: dict[tuple[str, ...], tuple[dict[str, str], Notes]] = {}

    def put_into(self, cells: list[str], most: int) -> Notes:
        """Put into a row's cells what they can only mean, take out the rest; tell of it."""
        key = tuple(cells[self.at[each]].strip() for each in LOOKED_AT)
        if not key[2] and not key[3]:
            return NO_NOTES
        if key not in self.known:
            if len(self.known) > most:
                self.known.clear()
            self.known[key] = self._look(*key)
        changed, notes = self.known[key]
        for column, text in changed.items():
            cells[self.at[column]] = text
        return notes

    def _look(self, degrees: str, role: str, cell: str, years: str) -> tuple[dict[str, str], Notes]:
        job: str = getattr(self._value(ROLE, (role, "")), "id", None) or NONE
        studied = self._value(DEGREES, degrees) or ()
        of = self.words.professions
        known = {of[each.id] for each in studied if each.id in of}
        shown_by = frozenset({*known, self.roles.get(job, "")} - {""})
        licenses = self._value(LICENSE, cell) or ()
        said = ""
        if cell and not licenses:
            said = self._of_state(cell, shown_by, job)
        # Who writes with a colon names the profession, and "unrestricted" alone is a physician's.
        elif licenses and (degrees or role) and PART_SEPARATOR not in cell and cell != UNRESTRICTED:
            said = self._license(cell, licenses, shown_by, job)
        is_worked = not means_unknown(years) and any(
            each.years is None or each.years.high > 0 for each in self._worked(years)
        )
        is_no_care = is_worked and not shown_by and self.roles.get(job) == "" and not licenses
        looked_at = ((LICENSE, cell, said), (YEARS, years, NO_CARE if is_no_care else ""))
        told = [each for each in looked_at if each[2]]
        changed = {column: "" if said in WRONG else said for column, _, said in told}
        readings = self.read(LICENSE, cell)[1].readings if licenses else ()
        beside = [each.left_out for each in readings]
        notes = (_told(*each, beside if each[0] == LICENSE else ()) for each in told)
        return changed, reduce(Notes.plus, notes, NO_NOTES)

    def _license(
        self, cell: str, licenses: Sequence[License], shown_by: frozenset[str], job: str
    ) -> str:
        """The licenses with the profession that the row shows, or what is wrong; or nothing."""
        says_status, says_own = self.license.says_more(cell)
        unnamed = [each for each in licenses if not each.profession and each.status != NONE]
        if not unnamed or (OWN in shown_by and (job != TRAINEE or says_status)):
            return ""
        if OWN in shown_by:
            return IN_TRAINING
        if says_own or len(shown_by) != 1:
            return "" if says_own and not shown_by else WHOSE
        return self._written(licenses, *shown_by)

    def _of_state(self, cell: str, shown_by: frozenset[str], job: str) -> str:
        """A license whose state is short for a profession, too, that the row shows not to be."""
        of, named = self.license.professions, folded(cell).split()
        if len(shown_by) != 1 or any(of.get(each) in shown_by for each in named):
            return ""
        if job == TRAINEE and not self.license.says_more(cell)[0]:
            return ""
        (profession,) = shown_by
        licenses = self._value(LICENSE, f"{profession} {cell}") or ()
        is_of_states = all(each.state for each in licenses)  # "#REF!" and "*" name none
        return self._written(licenses, profession) if is_of_states else ""

    def _written(self, licenses: Sequence[License], profession: str) -> str:
        """The licenses as a cell has them, with whose they are."""
        return ";".join(as_item(each, profession) for each in licenses)

    def _value(self, field: str, cells: str | tuple[str, ...]) -> Any:  # noqa: ANN401 - as the field is
        return self.read(field, cells)[0] if any(cells) else None

    def _worked(self, years: str) -> Sequence[Experience]:
        return self._value("clinical", (years, "", "")) or ()


def _told(column: str, cell: str, said: str, beside: Sequence[str]) -> Notes:
    """That a cell is read as what was said, but for what stands ``beside``; or what is wrong."""
    if said not in WRONG:
        return Notes(readings=(Reading(column, cell, said, "; ".join(filter(None, beside))),))
    row, _ = COLUMNS[column]
    unread = Unread(field=row.called, path=row.path, column=column, found=shown(cell))
    return Notes(
        faults=(Fault(column=column, found=shown(cell), advice=f'"{shown(cell)}" {said}'),),
        unread=(unread,),
    )
