"""
The laws of a search among programs: nothing is lost, and nothing farther stands before the near.
"""

from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.roadmap.programs import (
    Nearness,
    Program,
    ProgramKind,
    ProgramList,
    Programs,
    Sought,
)

TOUCH = {"AA": ("BB", "CC"), "BB": ("AA",), "CC": ("AA",), "DD": ()}
TITLES = {"AA": "Zenith", "BB": "Alpha", "CC": "Middle", "DD": "Beta"}
PRICES = st.none() | st.integers(0, 100).map(lambda price: Cost(low=price // 2, high=price))
PROGRAMS = st.lists(
    st.builds(
        Program,
        id=st.just(""),
        kind=st.sampled_from(ProgramKind),
        title=st.just("A title"),
        institution=st.sampled_from(("Here", "There", "Yonder")),
        evidence=st.just(()),
        state=st.none() | st.sampled_from(sorted(TOUCH)),
        price=PRICES,
        pay=st.none() | st.just(Cost(low=1, high=2)),
        unconfirmed=st.booleans(),
    ),
    max_size=8,
).map(lambda made: tuple(replace(each, id=f"p-{place}") for place, each in enumerate(made)))


def programs_of(made: tuple[Program, ...]) -> Programs:
    return Programs(
        fingerprint="",
        lists=(ProgramList(id="all", title="All", programs=made),),
        sources={},
        neighbors=TOUCH,
        neighbors_evidence=(),
    )


@given(made=PROGRAMS, limit=st.none() | st.integers(0, 100), kind=st.sampled_from(ProgramKind))
def test_every_program_sought_is_found_or_left_aside_with_its_reason(
    made: tuple[Program, ...], limit: int | None, kind: ProgramKind
) -> None:
    """
    Only a known price above the limit leaves one out, and none is taken for within it unknown.
    """
    found = programs_of(made).find(Sought(kind=kind), TITLES, max_price=limit)
    sought = {each.id for each in made if each.kind is kind}
    dear = {
        each.id for each in made if each.price and limit is not None and each.price.high > limit
    }
    given_back = [each.id for each in (*found.programs, *found.unpriced, *found.paid)]

    assert sorted(given_back) == sorted(sought - dear)
    assert limit is None or all(each.price and each.price.high <= limit for each in found.programs)
    assert all(each.price is None for each in (*found.unpriced, *found.paid))


@given(made=PROGRAMS, near=st.sampled_from(sorted(TOUCH)))
def test_nothing_farther_stands_before_what_is_near(made: tuple[Program, ...], near: str) -> None:
    """Whatever the order of the lists."""
    programs = programs_of(made)
    found = programs.find(Sought(), TITLES, near=near).programs
    distances = [list(Nearness).index(programs.nearness(each, near)) for each in found]
    backwards = programs_of(made[::-1]).find(Sought(), TITLES, near=near).programs

    assert distances == sorted(distances)
    assert [(each.state, each.institution) for each in found] == [
        (each.state, each.institution) for each in backwards
    ]
