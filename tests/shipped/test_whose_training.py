"""Training and boards of medicine meet no row of another profession, nor the reverse."""

from datetime import date

import pytest

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.profile.profile import Holding, Training
from cmio_advisor.domain.scenarios.trials import MadeUp
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap

ON = date(2026, 11, 28)


@pytest.mark.parametrize("id_", shipped_ids())
@pytest.mark.parametrize("of_medicine", [True, False])
def test_training_counts_for_its_own_profession_alone(id_: str, *, of_medicine: bool) -> None:
    """Whatever residency, fellowship or board it is, all else being nothing."""
    roadmap = load_roadmap(id_)
    made_up = MadeUp(roadmap, ON)
    words = roadmap.vocabulary
    ids = [each for each in words.ids("specialties") if (each in words.professions) != of_medicine]
    trained = tuple(Training(specialty=each, accredited=True, country="US") for each in ids)
    boards = tuple(Holding(id=each) for each in ids)
    person = replace(
        made_up.nobody, residency=trained[:1], fellowships=trained, board_certifications=boards
    )
    with_it, without = made_up.case(person), made_up.case(made_up.nobody)
    opened = {each.id: each.open_when for each in roadmap.credentials}
    rules = {**roadmap.rules.met_when, **opened}
    helped = {
        each for each, rule in rules.items() if rule.judge(with_it).low > rule.judge(without).low
    }

    assert bool(helped) is (of_medicine and id_ == "cmio"), helped
