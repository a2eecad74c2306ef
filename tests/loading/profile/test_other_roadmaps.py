"""One profile for all roadmaps: what another one knows is kept, what none knows is refused."""

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.text.nodes import Problems, Unreadable, node_of
from tests.conftest import TODAY, profile_of

ELSEWHERE = {
    "degrees": ["md", "jd"],
    "certifications": ["nea-bc"],
    "board_certifications": ["urology"],
    "residency": {"specialty": "urology", "completed": 2014},
    "leadership": {"roles": ["charge-nurse"]},
    "memberships": ["himss"],
    "role": "pharmacist",
    "answers": {"nurse-years": 3, "executive-post": True},
}


def test_what_only_other_roadmaps_know_is_kept_and_told(small_roadmap: Roadmap) -> None:
    """In one warning, by their titles; it meets nothing."""
    person = profile_of(ELSEWHERE, small_roadmap)
    found = assess(person, small_roadmap, TODAY)
    (told,) = [each.text for each in found.warnings if each.code == "not_used"]

    assert person.role is not None
    assert person.role.id == "pharmacist"
    assert [each.id for each in person.certifications or ()] == ["nea-bc"]
    assert "Law degree (JD)" in told
    assert "Pharmacist" in told
    assert "Doctor of Medicine" not in told


def test_whoever_names_nothing_of_other_roadmaps_is_told_nothing(small_roadmap: Roadmap) -> None:
    """What is here of that id is here."""
    found = assess(profile_of({"degrees": ["md"]}, small_roadmap), small_roadmap, TODAY)

    assert "not_used" not in [each.code for each in found.warnings]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"certifications": ["nea-bd"]}, 'Did you mean "nea-bc"'),
        ({"role": "pharmacistt"}, 'Did you mean "pharmacist"'),
        ({"answers": {"nurse-yearz": 3}}, "nurse-years"),
    ],
)
def test_what_no_roadmap_knows_is_refused_with_the_nearest_of_any(
    small_roadmap: Roadmap, answers: dict[str, object], said: str
) -> None:
    """Also where only another roadmap has that one."""
    problems = Problems("p.yaml")
    with pytest.raises(Unreadable):
        read_profile(node_of(answers, ""), small_roadmap, problems)

    assert said in problems.lines()[0]
