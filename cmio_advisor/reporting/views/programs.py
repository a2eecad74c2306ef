"""Programs as a report, near the state asked for in full, the rest as a table; and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import MONTH_NAMES, date_text
from cmio_advisor.domain.roadmap import programs as lists
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import SEARCHED, SOURCES, heading
from cmio_advisor.reporting.views.shared import searched_section


class ProgramSearch(Frozen):
    sought: lists.Sought
    state: str | None
    near: str | None
    max_price: int | None
    found: lists.ProgramsFound
    fingerprint: str


PROGRAMS = form.record(
    ProgramSearch,
    """schema as_of roadmap programs_fingerprint=fingerprint asked programs=found.programs
    price_not_found paid notes searched sources""",
    **heading("cmio-advisor/programs/1"),
    asked=(
        form.record(ProgramSearch, "sought(kind level field) state near max_price_usd=max_price"),
        form.itself,
    ),
    price_not_found=(form.IDS, "found.unpriced"),
    paid=(form.IDS, "found.paid"),
    notes=(form.TEXTS, lambda search: said_once(search.found)),
    searched=(
        form.many(SEARCHED),
        lambda search: dict.fromkeys(one for each in search.found.lists for one in each.searched),
    ),
    sources=SOURCES,
)


def said_once(found: lists.ProgramsFound) -> list[str]:
    """What there is to know of the lists that the programs are of, each sentence once."""
    return list(dict.fromkeys(note for each in found.lists for note in each.notes))


SHARED = ("months", "price", "pay", "opens", "application")
"""What is said once where all programs of a list that were found have it alike."""


def programs_document(
    search: ProgramSearch, programs: lists.Programs, roadmap: Roadmap, on: date
) -> doc.Document:
    shown = _Shown(search, programs, roadmap)
    searched = (one for each in search.found.lists for one in each.searched)
    kind, place = search.sought.kind, search.state or search.near
    title = {"mba": "Management degrees", None: "Programs"}.get(kind, f"{kind}s".capitalize())
    where = f" {'in' if search.state else 'near'} {shown.titles[place]}" if place else ""
    return doc.Document(
        f"{title}{where}",
        f"Seen on {date_text(on)}",
        (shown.in_short(), *shown.by_place(), shown.to_know(), searched_section(searched)),
        sources={**programs.sources, **roadmap.sources},
    )


class _Shown:
    def __init__(self, search: ProgramSearch, programs: lists.Programs, roadmap: Roadmap) -> None:
        self.search, self.programs, self.roadmap = search, programs, roadmap
        self.titles = roadmap.vocabulary.titles("states")
        self.found = search.found.programs
        self.list_of = {one.id: each.id for each in search.found.lists for one in each.programs}
        self.alike = {each.id: _alike(each, self.found) for each in search.found.lists}

    def in_short(self) -> doc.Section:
        near, said = self.search.near, [f"{wording.counted(len(self.found), 'program')} found."]
        if near is not None:
            seen = [self.programs.nearness(each, near) for each in self.found]
            online = seen.count(lists.Nearness.ONLINE)
            said.append(
                f"{f'{online} online, ' if online else ''}"
                f"{seen.count(lists.Nearness.HERE)} in {self.titles[near]}, "
                f"{seen.count(lists.Nearness.NEXT_TO_IT)} in states that touch it, "
                f"{seen.count(lists.Nearness.ELSEWHERE)} elsewhere."
            )
        said += self._left_aside()
        blocks = [doc.Line(" ".join(said), self.programs.neighbors_evidence if near else ())]
        if near or self.search.state:
            every = wording.programs_command(self.search.sought)
            blocks.append(doc.Line(f"All of them, by state: {every}"))
        done_at = (each.programs for one in self.roadmap.requirements() for each in one.routes)
        if any(sought and any(map(sought.fits, self.found)) for sought in done_at):
            take = "To take one into your plan: cmio-advisor what-if PROFILE --program ID"
            blocks.append(doc.Line(take))
        return doc.Section("In short", blocks)

    def _left_aside(self) -> Iterator[str]:
        """Of how many the lists hold no price or length; with a limit, what it leaves aside."""
        limit, found = self.search.max_price, self.search.found
        if limit is None:
            unpriced = sum(each.price is None and each.pay is None for each in self.found)
            yield from [f"Without a price here: {unpriced}."] * bool(unpriced)
        else:
            yield f"The price is {wording.money(limit)} or less."
            if found.unpriced:
                yield f"Without a price here: {len(found.unpriced)}, which are not listed."
            if found.paid:
                paid = wording.counted(len(found.paid), "program")
                yield f"{paid} pay you, have no price to compare, and are not listed here."
            yield "Without --max-price all are listed."
        unmeasured = sum(each.months is None for each in self.found)
        yield from [f"Without a length here: {unmeasured}."] * bool(unmeasured)

    def to_know(self) -> doc.Section:
        """What the lists lack, and what programs of one have in common, of lists alike once."""
        common: dict[doc.Block, list[str]] = {}
        for each in self.search.found.lists:
            facts, evidence = self.alike[each.id]
            says = doc.Bullets(doc.Line(piece.says, (piece,)) for piece in evidence)
            if evidence:
                alike = doc.Entry("", (doc.Facts(facts.values()), says))
                common.setdefault(alike, []).append(each.title)
        entries = (replace(each, title="; ".join(titles)) for each, titles in common.items())
        return doc.Section("To know of these", (doc.Bullets(said_once(self.search.found)), entries))

    def by_place(self) -> Iterator[doc.Section]:
        """The state in full, those that touch it in full, and all others as a table."""
        seen_from = self.search.near or self.search.state
        if seen_from is None:
            yield doc.Section("Programs", self._listed(self.found))
            return
        headings = {
            lists.Nearness.ONLINE: "Online",
            lists.Nearness.HERE: f"In {self.titles[seen_from]}",
            lists.Nearness.NEXT_TO_IT: f"In states that touch {self.titles[seen_from]}",
        }
        by_distance = groupby(self.found, lambda each: self.programs.nearness(each, seen_from))
        for near, group in by_distance:
            if near in headings:
                yield doc.Section(headings[near], map(self._entry, group))
            else:
                rest = tuple(group)
                short = len(rest) < len(self.found)  # what is near is listed
                yield doc.Section("Elsewhere", self._listed(rest), full=short)

    def _listed(self, found: tuple[lists.Program, ...]) -> doc.Parts:
        """A table, and beside it what is to be known of single ones."""
        notes = (
            doc.Line(f"{each.institution}, {each.title}: {note}", self._own_evidence(each))
            for each in found
            for note in each.notes
        )
        headers, rows = ("Institution", "Place", "Program", "Id", "Whole price"), []
        shown = len(headers) if any(each.price for each in found) else len(headers) - 1
        for each in found:
            who = doc.Line(each.institution, self._own_evidence(each))
            place = wording.place_text(each, self.titles)
            price = _price(each) or ("" if each.pay else "ask the school")
            rows.append((who, place, each.title, each.id, price)[:shown])
        return doc.Table(headers[:shown], rows), doc.Bullets(notes, label="Of single programs")

    def _entry(self, program: lists.Program) -> doc.Entry:
        alike, _ = self.alike[self.list_of[program.id]]
        said = {*alike, *(["title"] if len({each.title for each in self.found}) == 1 else [])}
        facts = (fact for name, fact in _facts(program).items() if name not in said)
        place = wording.place_text(program, self.titles)
        title = ", ".join(filter(None, (program.institution, place)))
        blocks = doc.Facts(facts), doc.Bullets(program.notes)
        return doc.Entry(title, blocks, cites=self._own_evidence(program))

    def _own_evidence(self, program: lists.Program) -> tuple[Evidence, ...]:
        _, of_all = self.alike[self.list_of[program.id]]
        return tuple(piece for piece in program.evidence if piece not in of_all)


def _alike(
    listed: lists.ProgramList, every: Sequence[lists.Program]
) -> tuple[dict[str, doc.Fact], tuple[Evidence, ...]]:
    """What those found of a list have alike, by attribute, and the evidence of all; not of one."""
    ids = {each.id for each in listed.programs}
    found = [each for each in every if each.id in ids]
    if len(found) <= 1:
        return {}, ()
    same = {name for name in SHARED if len({getattr(each, name) for each in found}) == 1}
    facts = {name: fact for name, fact in _facts(found[0]).items() if name in same}
    first, *others = (each.evidence for each in found)
    return facts, tuple(piece for piece in first if all(piece in each for each in others))


def _price(program: lists.Program) -> str | None:
    price = program.price
    return None if price is None else wording.cost_text(price) + wording.note_text(price)


def _facts(program: lists.Program) -> dict[str, doc.Fact]:
    pay, price, graduates, months = program.pay, _price(program), program.graduates, program.months
    ends = dict.fromkeys(f"{end:g}" for end in ((months.low, months.high) if months else ()))
    length = f"{' to '.join(ends)} months" if ends else None
    a_year = (
        f"{wording.money_range(pay.low, pay.high)} a year. {pay.note or ''}".strip()
        if pay
        else None
    )
    days = wording.listing(f"{day} {MONTH_NAMES[month - 1]}" for month, day in program.opens)
    year = f" in {program.papers_year}" if program.papers_year else ""
    found: dict[str, tuple[str, str | None]] = {
        "title": ("Program", program.title),
        "months": ("Length", f"{length}{' full time' * program.full_time}" if length else None),
        "price": ("Price", price),
        "pay": ("Pay", a_year),
        "opens": ("Begins", days),
        "application": ("How to apply", program.application),
        "papers": (f"Asked for{year}", wording.listing(program.papers)),
        "visas": ("Visas", program.visas),
        "places": ("Places", program.places),
        "graduates": ("Graduates of a year", None if graduates is None else str(graduates)),
        "specialty": ("Department", program.specialty and program.specialty.replace("-", " ")),
        "accreditation": ("Accreditation", program.accreditation),
        "id": ("Id", program.id),
    }
    facts = {name: doc.Fact(label, value) for name, (label, value) in found.items() if value}
    if program.url:
        facts["url"] = doc.Fact("Page", program.institution, url=program.url)
    return facts
