"""People whom several tests ask about: two written out, and strategies that make others up."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

BEGINNER: dict[str, Any] = {
    "as_of": "2026-11-23",
    "degrees": [],
    "license": "none",
    "residency": "none",
    "clinical": "none",
    "certifications": [],
    "board_certifications": [],
    "fellowships": [],
    "informatics": "none",
    "projects": [],
    "leadership": "none",
    "role": "none",
}
PHYSICIAN = {
    **BEGINNER,
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2015},
    "clinical": 10,
    "board_certifications": ["internal-medicine"],
}
YOUNG = {
    **PHYSICIAN,
    "residency": {"specialty": "internal-medicine", "completed": 2022},
    "clinical": 4,
}
"""Not five years out of residency, so that the informatics fellowship is no decision of its own."""
DAYS = st.sampled_from([date(2018, 3, 1), date(2025, 8, 1), date(2026, 11, 23), date(2029, 1, 15)])


def subsets(*ids: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), unique=True, max_size=4)


PERIODS = st.one_of(
    st.builds(lambda years: {"years": years}, st.integers(0, 30)),
    st.builds(
        lambda start, length: {"from": start, "to": min(start + length, 2026)},
        st.integers(1990, 2026),
        st.integers(0, 20),
    ),
    st.builds(lambda start: {"from": start, "to": "present"}, st.integers(1990, 2026)),
)
WORK = st.builds(
    lambda period, fte: {**period, "fte": fte}, PERIODS, st.sampled_from([0.1, 0.25, 0.5, 1.0])
)
FULL = st.fixed_dictionaries(
    {
        "degrees": subsets("bachelors", "md", "mbbs", "mba", "ms-health-informatics", "bsn"),
        "residency": st.one_of(
            st.just("none"),
            st.builds(
                lambda specialty, year, place: {
                    "specialty": specialty,
                    "completed": year,
                    **place,
                },
                st.sampled_from(["internal-medicine", "pathology"]),
                st.integers(1990, 2026),
                st.sampled_from([{"country": "US"}, {"country": "GB"}, {}]),
            ),
            st.just({"specialty": "pediatrics", "status": "in-progress", "expected": 2028}),
        ),
        "fellowships": st.one_of(
            st.just([]),
            st.just([{"specialty": "clinical-informatics", "completed": 2023, "accredited": True}]),
            st.just(
                [{"specialty": "clinical-informatics", "completed": 2023, "accredited": False}]
            ),
        ),
        "license": st.sampled_from(["unrestricted", "restricted", "none"]),
        "board_certifications": subsets("internal-medicine", "pathology", "clinical-informatics"),
        "clinical": st.one_of(st.just("none"), PERIODS),
        "informatics": st.one_of(st.just("none"), WORK),
        "certifications": subsets("cphims", "pmp", "abpm-clinical-informatics", "cpe"),
        "leadership": st.builds(
            lambda years, roles, led: {
                "years": years,
                "roles": roles,
                "people_led": led,
                "budget_usd": 0,
            },
            st.integers(0, 20),
            subsets("committee-chair", "cmo", "ehr-lead", "medical-director"),
            st.integers(0, 40),
        ),
        "projects": subsets("ehr-implementation", "analytics", "order-entry"),
        "memberships": subsets("amia", "amdis", "himss"),
        "activities": subsets("conference", "teaching", "regulation-watch"),
        "role": st.sampled_from(["none", "attending", "cmio", "it-project-manager", "him-manager"]),
        "setting": st.just({"organization": "academic", "beds": 500, "state": "CA"}),
        "answers": st.fixed_dictionaries(
            {
                "project-lead-months": st.integers(0, 96),
                "project-training-hours": st.integers(0, 70),
                "tested-management-hours": st.integers(0, 300),
                "board-takes-subspecialty": st.booleans(),
                "amia-years": st.integers(0, 5),
                "amia-recommendation": st.booleans(),
                "amia-engagement": st.booleans(),
                "amia-competencies": st.booleans(),
                "informatics-years-since-certified": st.integers(0, 3),
            }
        ),
    }
)
FIELDS = ("degrees", "residency", "fellowships", "license", "board_certifications", "clinical",
          "informatics", "certifications", "leadership", "projects", "memberships", "activities",
          "role", "setting", "answers")  # fmt: skip


def without(answers: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    return {"as_of": "2026-11-23"} | {
        key: value for key, value in answers.items() if key not in fields
    }
