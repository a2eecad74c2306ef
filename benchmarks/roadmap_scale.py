"""
How an assessment grows with the roadmap: every requirement and credential so many times over.

Run: python benchmarks/roadmap_scale.py

Ratios in one run: the roadmap as shipped is 1.0. The first assessment by a roadmap finds out what
its rules mean to each other; the others are the mean of the example people. The copies ask the
same of people as the original, under other ids.
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.roadmap import Credential, Requirement, Roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap

ON = date(2026, 11, 23)
SIZES = (1, 5, 20)


def grown(roadmap: Roadmap, times: int) -> Roadmap:
    """
    The roadmap with each requirement and credential so many times.
    """

    def copies(each: Requirement) -> list[Requirement]:
        return [
            replace(
                each,
                id=f"{each.id}-{copy}",
                routes=tuple(replace(route, id=f"{route.id}-{copy}") for route in each.routes),
            )
            for copy in range(1, times)
        ]

    def all_of(each: Credential) -> list[Credential]:
        return [each, *(replace(each, id=f"{each.id}-{copy}") for copy in range(1, times))]

    steps = tuple(
        replace(
            step,
            requirements=tuple(one for each in step.requirements for one in (each, *copies(each))),
        )
        for step in roadmap.steps
    )
    credentials = tuple(one for each in roadmap.credentials for one in all_of(each))
    return replace(roadmap, steps=steps, credentials=credentials)


def cpu(work: Callable[[], object]) -> float:
    """
    Seconds of CPU that it takes.
    """
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """
    Measure and print the table.
    """
    roadmap = load_roadmap()
    examples = sorted(Path("examples").glob("*.yaml"))
    people = [read_profile_input(str(each), [], roadmap) for each in examples]
    for each in people:
        assess(each, roadmap, ON)
    measured = []
    for times in SIZES:
        larger = grown(roadmap, times)
        first = cpu(lambda larger=larger: assess(people[0], larger, ON))  # type: ignore[misc]
        others = cpu(lambda larger=larger: [assess(each, larger, ON) for each in people])  # type: ignore[misc]
        measured.append((times, first, others / len(people)))
    _, first_floor, floor = measured[0]
    for times, first, mean in measured:
        print(f"{times:3} times: first {first / first_floor:5.1f}, others {mean / floor:5.1f}")


if __name__ == "__main__":
    main()
