"""A roadmap, laid over what it shares, and the programs, from bytes: every problem named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence, Guide
from cmio_advisor.domain.base.frozen import kept, replace
from cmio_advisor.domain.base.terms import CvWords, Term, Vocabulary, folded
from cmio_advisor.domain.profile.fields import FIELDS
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.edits import without_absent
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap import file_shapes
from cmio_advisor.loading.roadmap.conditions import ConditionShape, Words
from cmio_advisor.loading.roadmap.faults import (
    Places,
    check_roadmap,
    repeated,
    sourceless,
    unfinished,
)
from cmio_advisor.loading.roadmap.files import FILES, PROGRAM_LISTS, SHARED, TERMS, fingerprint_of
from cmio_advisor.loading.roadmap.pay import PAY_FILE, WAGES_FILE, areas_of, pay_table, wages_of
from cmio_advisor.loading.roadmap.writing_faults import writing_faults
from cmio_advisor.loading.shapes.shapes import Keyed, did_you_mean, nearest
from cmio_advisor.loading.shapes.terms import VOCABULARY
from cmio_advisor.loading.text.files import decode_text
from cmio_advisor.loading.text.nodes import OTHER_FILE, Node, Problems, Unreadable
from cmio_advisor.loading.text.strict_yaml import decode_yaml

LISTED_AS = {"asks": "answers"}
TERM_LISTS = frozenset({*VOCABULARY, "degrees", "certifications", "questions", *LISTED_AS})
"""The keys of lists whose ids a profile may name; what is called otherwise among its kinds."""


def parse_roadmap(files: Mapping[str, bytes]) -> Roadmap:
    """The roadmap in the bytes of its files; `RoadmapError` with up to twenty problems a file."""
    reading = RoadmapFiles(files)
    roadmap = reading.roadmap()
    reading.problems += check_roadmap(roadmap, reading.places)
    reading.stop_at_problems()
    return roadmap


def parse_guide(files: Mapping[str, bytes]) -> Guide:
    """The guide in a roadmap's files, perhaps without topics; `RoadmapError` with its problems."""
    reading = RoadmapFiles(files)
    guide = reading.guide()
    reading.stop_at_problems()
    return guide


def check_files(
    files: Mapping[str, bytes], on: date
) -> tuple[Roadmap, list[tuple[str, Evidence]], list[str]]:
    """
    The roadmap, its evidence with that of its guide, and what shows on that day that it is not
    finished. `RoadmapError` has the problems of all files at once; what rests on an entry that
    could not be read is not judged.
    """
    reading = RoadmapFiles(files)
    guide = reading.guide()
    roadmap = reading.roadmap()
    places, whole = reading.places, without_absent(roadmap)
    problems = [*reading.problems, *check_roadmap(roadmap, places)]
    problems += writing_faults(whole, places, on)
    if problems:
        raise RoadmapError(list(dict.fromkeys(problems)))
    evidence = [*roadmap.evidence(), *guide.evidence()]
    return roadmap, evidence, list(unfinished(places))


UNREAD: Mapping[str, Mapping[str, Any]] = {
    "roadmap": {
        **dict.fromkeys(("id", "title", "version", "about", "target_role"), ""),
        **dict.fromkeys(("steps", "ladder", "ways_on"), ()),
        "evidence_from": date.min,
        "review_by": date.max,
    },
    "credentials": {"certifications": ()},
    "questions": {"questions": ()},
    "sources": {"sources": ()},
}
"""What stands for a file of which nothing could be read, so that the others are checked."""


class RoadmapFiles:
    """Decodes each file once and gathers the problems of all; one costs no more than its entry."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.nodes: dict[str, Node] = {}
        self.problems: list[str] = []
        self.damaged: set[str] = set()
        self.rules: ConditionShape | None = None

    def roadmap(self) -> Roadmap:
        """What could be read of it; `RoadmapError` where the ids that rules name cannot."""
        files = self.files
        pay = self.file("pay", PAY_FILE) if "pay" in files else {}
        names = self.file("wages", WAGES_FILE) if "wages" in files else {}
        sources = self.file("sources", file_shapes.SOURCES_FILE)
        words, vocabulary = self.words
        self.rules = ConditionShape(words)
        credentials = self.file("credentials", file_shapes.CREDENTIALS_FILE)
        main = self.file("roadmap", file_shapes.ROADMAP_FILE)
        questions = self.file("questions", file_shapes.QUESTIONS_FILE)
        if main.pop("extends", None) and f"{SHARED}/roadmap" not in files:
            self.problems.append(f'roadmap.yaml: Write "extends: {SHARED}" on a line of its own.')
        main["texts"] = file_shapes.texts_for("roadmap", main.get("texts", {}), main["title"])
        wages = wages_of(names, files["wages.csv"]) if names else None
        cited = (*names.get("sources", ()), *sources["sources"])
        return Roadmap(
            fingerprint=fingerprint_of(files),
            vocabulary=replace(vocabulary, elsewhere=_elsewhere(files, vocabulary)),
            credentials=credentials["certifications"],
            asks=credentials.get("asks", ()),
            questions=questions["questions"],
            sources={each.id: each for each in cited},
            pay=pay_table(pay, main["title"], wages) if pay else None,
            **{key: each for key, each in main.items() if key != "schema"},
        )

    def guide(self) -> Guide:
        """What could be read of it; what its sources lack is among the problems."""
        if "guide" not in self.files:
            return Guide(topics=())
        guide = Guide(topics=self.file("guide", file_shapes.GUIDE_FILE).get("topics", ()))
        beside = [self.file("wages", WAGES_FILE)] if "wages" in self.files else []
        named = [*beside, self.file("sources", file_shapes.SOURCES_FILE)]
        sources = {each.id for read in named for each in read.get("sources", ())}
        self.problems += [*repeated(self.places), *sourceless(sources, self.places)]
        return guide

    @property
    def places(self) -> Places:
        """Where things stand in what was decoded so far."""
        return Places(self.nodes, frozenset(self.damaged))

    def file(self, name: str, shape: Keyed[dict[str, Any]] | None = None) -> dict[str, Any]:
        """What could be read of a file; without its shape it is decoded only."""
        problems = Problems(f"{name}.yaml", partial=True, rules=self.rules)
        try:
            if name not in self.nodes:
                self.nodes[name] = self.decoded(name, problems)
            found = shape.read(self.nodes[name], problems) if shape else {}
        except Unreadable:
            found = {}
        if problems.count:
            self.damaged.add(name)
            self.problems += (each for each in problems.lines() if each not in self.problems)
        return found or dict(UNREAD.get(name, {}))

    @kept
    def words(self) -> tuple[Words, Vocabulary]:
        """The ids that conditions may name, and the vocabulary of profiles."""
        vocabulary = self.file("vocabulary", file_shapes.VOCABULARY_FILE)
        self.file("credentials")
        if not vocabulary or "credentials" not in self.nodes:  # no rule can be read without ids
            for name in FILES:
                if name in self.files and name not in self.nodes:
                    self.file(name)
            self.stop_at_problems()
        areas = areas_of(self.files["areas.csv"]) if "areas.csv" in self.files else ""
        terms = [term for name in TERMS for term in _terms_in(self.nodes[name])]
        words, read = _words(vocabulary, terms, areas)
        named = (*TERMS, "questions") if f"{SHARED}/roadmap" in self.files else ()
        shared = _terms(*(self.files.get(f"{SHARED}/{name}") for name in named))
        to_take = {
            kind: tuple(term for of, term in shared if of == kind)
            for kind in ("certifications", "questions")
        }
        to_take["groups"] = tuple(
            Term(id=each["id"], title=each["title"]) for each in vocabulary["groups"]
        )
        taken = (each.id for each in to_take["certifications"])
        known = dict.fromkeys((*words.kinds["certifications"], *taken))
        words = replace(words, kinds={**words.kinds, "certifications": tuple(known)})
        return words, replace(read, to_take=to_take)

    def stop_at_problems(self) -> None:
        """`RoadmapError` with all problems, if there are any."""
        if self.problems:
            raise RoadmapError(list(dict.fromkeys(self.problems)))

    def decoded(self, name: str, problems: Problems) -> Node:
        """A file, laid over what is shared of it."""
        beside = self.files.get(f"{SHARED}/{name}")
        own = _decoded(self.files[name], problems) if name in self.files else None
        if beside is None or f"{SHARED}/roadmap" not in self.files:
            return own or Node({})
        shared = _shared(name, beside)
        return shared if own is None else laid_over(own, shared, problems)


@cache
def _shared(name: str, data: bytes) -> Node:
    """A shared file, decoded once for all that lie over it."""
    file = f"{SHARED}/{name}.yaml"
    read = _decoded(data, Problems(file))
    return read.placed(lambda place: f"{OTHER_FILE}{file}:{place}")


def _decoded(data: bytes, problems: Problems) -> Node:
    return decode_yaml(decode_text(data, problems), problems)


def _elsewhere(files: Mapping[str, bytes], own: Vocabulary) -> dict[str, tuple[Term, ...]]:
    """What profiles may name of other roadmaps alone, by kind: the first that tells an id."""
    found: dict[str, dict[str, Term]] = {kind: {} for kind in own.kinds}
    owners = [name.partition("/")[0] for name in files if "/" in name]
    for owner in dict.fromkeys(owners):
        terms = _terms(*(files.get(f"{owner}/{name}") for name in TERMS))
        for kind, term in terms:
            if kind in found and term.id not in own.ids(kind):
                found[kind].setdefault(term.id, term)
    return {kind: tuple(terms.values()) for kind, terms in found.items()}


@cache
def _terms(*files: bytes | None) -> tuple[tuple[str, Term], ...]:
    """The terms that files of a shipped roadmap list, by kind, whatever is wrong with them."""
    decoded = (_decoded(data, Problems("shipped")) for data in files if data)
    return tuple(each for node in decoded for each in _terms_in(node))


def _terms_in(node: Node) -> Iterator[tuple[str, Term]]:
    for key in TERM_LISTS & node.entries.keys():
        entries = node.entries[key].value
        for each in entries if isinstance(entries, list) else ():
            term = _term_of(each)
            if term.id:
                yield LISTED_AS.get(key, key), term


def _term_of(entry: Node) -> Term:
    """The id, title and names of an entry, whatever else stands there and is read later."""
    said = entry.entries
    names = said["names"].value if "names" in said else []
    return Term(
        id=str(said["id"].value) if "id" in said else "",
        title=str(said.get("title", said.get("short", Node(""))).value),
        names=tuple(str(each.value) for each in names) if isinstance(names, list) else (),
    )


def _words(
    vocabulary: Mapping[str, Any], terms: Sequence[tuple[str, Term]], areas: str
) -> tuple[Words, Vocabulary]:
    kinds = {
        kind: tuple(term for of, term in terms if of == kind)
        for kind in (*VOCABULARY, "degrees", "certifications", "answers")
    }
    ids = {kind: tuple(term.id for term in terms) for kind, terms in kinds.items()}
    ids |= {f"{row.called}s": row.choices for row in FIELDS if row.choices}
    groups = file_shapes.with_members(vocabulary["groups"])
    words = Words(ids, groups)

    def members(named: Iterable[str]) -> tuple[str, ...]:
        return tuple(id_ for each in named for id_ in groups.get(each, (each,)))

    professions = {
        id_: each["id"]
        for each in vocabulary.get("professions", ())
        for id_ in members((*each["degrees"], *each.get("specialties", ())))
    }
    joined = vocabulary.get("together", {})
    together = {kind: frozenset(map(folded, names)) for kind, names in joined.items()}
    cv = vocabulary.get("cv", CvWords())
    unusual = (replace(each, specialties=members(each.specialties)) for each in cv.unusual)
    as_read = ("evidence", "written", "training_ends")
    return words, Vocabulary(
        kinds=kinds,
        together=together,
        cv=replace(cv, unusual=tuple(unusual)),
        areas=areas,
        professions=professions,
        **{key: vocabulary[key] for key in as_read if key in vocabulary},
    )


def parse_programs(files: Mapping[str, bytes]) -> Programs:
    """The programs in the bytes of their files; `RoadmapError` with every fault of form."""
    reading = RoadmapFiles(files)
    lists = [reading.file(name, file_shapes.PROGRAMS_FILE) for name in PROGRAM_LISTS]
    beside = reading.file("neighbors", file_shapes.NEIGHBORS_FILE)
    sources = reading.file("sources", file_shapes.SOURCES_FILE)
    reading.stop_at_problems()
    return Programs(
        fingerprint=fingerprint_of(files),
        lists=tuple(each for read in lists for each in read["lists"]),
        sources={each.id: each for each in sources["sources"]},
        neighbors=beside["neighbors"],
        neighbors_evidence=beside["evidence"],
    )


def routes_nowhere(roadmap: Roadmap, programs: Programs) -> Iterator[str]:
    """Routes done at programs of which there are none, as messages."""
    for requirement in roadmap.requirements():
        for route in requirement.routes:
            if route.programs and not any(map(route.programs.fits, programs.all())):
                yield f"roadmap.yaml: {route.id}: no program is of its kind, level and field."


CHOSEN = ("certifications", "questions")
"""
Lists of which a roadmap takes what it names, in its own order: an id alone is the shared entry, one
with more keys is laid over it. All other lists are whole, and the roadmap adds to them.
"""
BESIDE_ID = {"id", "why", "usual", "about"}
"""Keys that a roadmap lays over a shared entry, and that make none by themselves."""


def laid_over(own: Node, shared: Node, problems: Problems) -> Node:
    """A file with what it shares: its own lists extend or choose, its own values win."""
    if not isinstance(own.value, Mapping) or not isinstance(shared.value, Mapping):
        return own
    found = {**shared.value, **own.value}
    for key in own.value.keys() & shared.value.keys():
        found[key] = _joined(key, own.value[key], shared.value[key], problems)
    return Node(found, own.place)


def _joined(key: str, own: Node, shared: Node, problems: Problems) -> Node:
    if isinstance(own.value, Mapping) and isinstance(shared.value, Mapping):
        return _over(own, shared)
    if not isinstance(own.value, list) or not isinstance(shared.value, list):
        return own
    known = {id_: each for each in shared.value if (id_ := _id_of(each))}
    if key in CHOSEN:
        chosen = (_chosen(each, known, problems) for each in own.value)
        return Node([each for each in chosen if each is not None], own.place)
    mine = {id_: each for each in own.value if (id_ := _id_of(each)) in known}
    whole = [
        _over(mine[id_], each) if (id_ := _id_of(each)) in mine else each for each in shared.value
    ]
    return Node([*whole, *(each for each in own.value if _id_of(each) not in known)], own.place)


def _chosen(entry: Node, known: Mapping[str, Node], problems: Problems) -> Node | None:
    """An entry of a list from which is chosen; an id that nobody shares is one problem."""
    is_id = isinstance(entry.value, str)
    id_ = str(entry.value) if is_id else _id_of(entry)
    if id_ in known:
        return Node(known[id_].value, entry.place) if is_id else _over(entry, known[id_])
    if not is_id and (not isinstance(entry.value, Mapping) or not entry.value.keys() <= BESIDE_ID):
        return entry
    words = {*id_.split("-")}
    hint = nearest(id_, known) or did_you_mean(each for each in known if words & {*each.split("-")})
    said = f"No shared entry has the id {Node(id_).echo()}.{hint}"
    problems.add(entry.place, f"{said} One of your own stands here in full.")
    return None


def _over(own: Node, shared: Node) -> Node:
    """The shared mapping with every key that the roadmap's own has."""
    return Node({**shared.entries, **own.entries}, own.place)


def _id_of(entry: Node) -> str:
    found = entry.entries.get("id")
    return "" if found is None else str(found.value)
