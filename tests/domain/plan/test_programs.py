"""What a route has no price or hours of comes from its programs, and nothing else of it changes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.plan.plan import informed_by
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Programs, Sought
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import AS_OF

KNOWN = tuple(
    Evidence(source=each, grade="A", checked=date.fromisoformat(AS_OF), says="It costs that.")
    for each in ("list", "price")
)


SAID = ("A year, 2023.", "The whole, 2025.")


@st.composite
def made(draw: st.DrawFn) -> Programs:
    """Programs of two kinds, with and without a price and hours."""
    prices = st.builds(
        lambda low, more, note: Cost(low=low, high=low + more, note=note),
        st.integers(1, 90),
        st.integers(0, 90),
        st.sampled_from((None, *SAID)),
    )
    found = [
        Program(
            id=f"p{number}",
            kind=draw(st.sampled_from((ProgramKind.COURSE, ProgramKind.COURSE, ProgramKind.MBA))),
            title="A course",
            institution="A school",
            evidence=KNOWN,
            price=draw(st.none() | prices),
            hours=draw(st.sampled_from((None, 40, 60, 80))),
            unconfirmed=number % 4 == 3,
        )
        for number in range(draw(st.integers(0, 8)))
    ]
    return Programs(
        fingerprint="",
        lists=(ProgramList(id="all", title="All", programs=tuple(found)),),
        sources={},
        neighbors={},
        neighbors_evidence=(),
    )


@given(
    programs=made(),
    cost=st.none() | st.just(Cost(low=7, high=8)),
    hours=st.none() | st.just(9),
)
def test_only_what_is_not_known_comes_from_the_programs(
    small_roadmap: Roadmap, programs: Programs, cost: Cost | None, hours: int | None
) -> None:
    """
    Its own price and hours stay; otherwise the price reaches over all known ones of its kind, and
    says beside it how many those are and of when each is; the hours are the most. Where none is
    known it stays unknown, and is never nothing.
    """
    roadmap = small_roadmap
    requirement = next(iter(roadmap.requirements()))
    own = replace(
        requirement.routes[0], programs=Sought(kind=ProgramKind.COURSE), cost=cost, hours=hours
    )
    first, *others = roadmap.steps
    step = replace(
        first, requirements=(replace(requirement, routes=(own,)), *first.requirements[1:])
    )
    told = informed_by(replace(roadmap, steps=(step, *others)), programs)
    found = next(iter(told.requirements())).routes[0]

    fitting = [
        each for each in programs.all() if each.kind is ProgramKind.COURSE and not each.unconfirmed
    ]
    prices = [each.price for each in fitting if each.price]
    all_hours = [each.hours for each in fitting if each.hours]
    if cost or not prices:
        assert found.cost == cost
    else:
        assert found.cost is not None
        low, high = min(each.low for each in prices), max(each.high for each in prices)
        assert found.cost.low <= low
        assert found.cost.high >= high
        assert max(low - found.cost.low, found.cost.high - high) < (1000 if low >= 10_000 else 1)
        note = found.cost.note or ""
        assert f"{len(prices)} of {len(fitting)}" in note
        assert {each for each in SAID if each in note} == {each.note for each in prices} - {None}
    assert found.hours == (hours or max(all_hours, default=None))
    if (cost or not prices) and (hours or not all_hours):
        assert found == own
    assert KNOWN[0] not in found.evidence or len(fitting) == 1  # it is said of all of them
    assert told.steps[1:] == roadmap.steps[1:]
