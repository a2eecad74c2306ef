"""
The programs from the bytes of their files: every id told apart, every source there, every problem
named.
"""

from collections.abc import Iterator, Mapping

from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.faults.parts import sourceless
from cmio_advisor.loading.roadmap.files import PROGRAM_LISTS, fingerprint_of
from cmio_advisor.loading.roadmap.parser import RoadmapFiles
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shapes.guide import sources_file
from cmio_advisor.loading.roadmap.shapes.programs import neighbors_file, programs_file


def parse_programs(files: Mapping[str, bytes]) -> Programs:
    """
    The programs in the bytes of their files.

    Raises:
        RoadmapError: with every problem found, up to twenty a file.
    """
    reading = RoadmapFiles(files)
    lists = {name: reading.file(name, programs_file()) for name in PROGRAM_LISTS}
    beside = reading.file("neighbors", neighbors_file())
    sources = reading.file("sources", sources_file())
    reading.stop_at_problems()
    found = Programs(
        fingerprint=fingerprint_of(files),
        lists=tuple(each for read in lists.values() for each in read["lists"]),
        sources={each.id: each for each in sources["sources"]},
        neighbors=beside["neighbors"],
        neighbors_evidence=beside["evidence"],
    )
    files_of = {each.id: name for name, read in lists.items() for each in read["lists"]}
    problems = list(_problems(found, files_of, Places(reading.nodes)))
    if problems:
        raise RoadmapError(problems)
    return found


def routes_nowhere(roadmap: Roadmap, programs: Programs) -> Iterator[str]:
    """Routes done at programs of which there are none, as messages."""
    for requirement in roadmap.requirements():
        for route in requirement.routes:
            if route.programs and not any(map(route.programs.fits, programs.all())):
                yield f"roadmap.yaml: {route.id}: no program is of its kind, level and field."


def _problems(found: Programs, files_of: Mapping[str, str], places: Places) -> Iterator[str]:
    """Programs that stand there twice, states that the table has not, sources that are not."""
    seen: dict[str, str] = {}
    for listed in found.lists:
        file = f"{files_of[listed.id]}.yaml"
        for each in listed.programs:
            if each.id in seen:
                again = seen[each.id] == file
                where = places.again(file, each.id) if again else places.of(file, each.id)
                yield f'{where}: The program "{each.id}" stands there already. Each id stands once.'
            seen[each.id] = file
    for listed in found.lists:
        file = f"{files_of[listed.id]}.yaml"
        for program in listed.programs:
            if not program.evidence:
                where = places.of(file, program.id)
                yield f"{where}: {program.id}: it needs evidence, its own or that of its list."
            if program.state is not None and program.state not in found.neighbors:
                where = places.of(file, program.id, program.state)
                yield f'{where}: {program.id}: neighbors.yaml has no state "{program.state}".'
            pieces = ((program.id, piece) for piece in program.evidence)
            yield from dict.fromkeys(sourceless(file, pieces, found.sources, places))
    beside = (("neighbors", piece) for piece in found.neighbors_evidence)
    yield from sourceless("neighbors.yaml", beside, found.sources, places)
