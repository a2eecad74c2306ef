"""People of other professions, and what the program tells them."""

import json
from collections.abc import Mapping
from typing import Any

from tests.conftest import Run

DAY = "2026-11-28"


PEOPLE: Mapping[str, tuple[dict[str, Any], str]] = {
    "a nurse at the bedside": (
        {
            "degrees": ["bsn"],
            "license": "none",
            "clinical": {"years": 12, "still_practising": True},
            "informatics": {"years": 0},
            "certifications": [],
            "leadership": {"years": 1, "roles": ["team-lead"], "people_led": 5},
        },
        "nursing-informatics",
    ),
    "a nurse with the certificate": (
        {
            "degrees": ["msn"],
            "informatics": {"years": 6},
            "certifications": ["ni-bc"],
            "role": "nurse-informaticist",
        },
        "nursing-informatics",
    ),
    "a pharmacist with a master's under way": (
        {
            "degrees": [
                "pharmd",
                {
                    "degree": "ms-health-informatics",
                    "status": "in-progress",
                    "expected": "2027-05",
                },
            ],
            "license": "none",
            "clinical": {"years": 6},
            "informatics": {"years": 4, "fte": 1},
            "projects": ["order-entry", "decision-support"],
            "leadership": {"years": 2, "roles": ["project-lead"], "people_led": 3},
            "role": {"id": "informatics-specialist"},
        },
        "pharmacy-informatics",
    ),
    "a project manager": (
        {
            "degrees": ["bachelors"],
            "license": "none",
            "clinical": "none",
            "informatics": {"years": 9},
            "certifications": ["pmp"],
            "role": "it-project-manager",
        },
        "it-and-cio",
    ),
    "a security officer of whom nothing else is known": (
        {"degrees": ["bachelors"], "certifications": ["cissp"]},
        "it-and-cio",
    ),
    "a records manager": (
        {"degrees": ["masters-other"], "certifications": ["rhia"], "role": "him-manager"},
        "health-information-management",
    ),
    "a scientist": (
        {"degrees": ["phd-informatics"], "informatics": {"years": 8}, "role": "none"},
        "informatics-degree",
    ),
    "a nursing student": (
        {"degrees": [{"degree": "bsn", "status": "in-progress", "expected": "2028-05"}]},
        "nursing-informatics",
    ),
    "a physician assistant": (
        {"degrees": ["pa"], "license": "none", "clinical": {"years": 8}, "role": "pa"},
        "clinical-informatics-of-a-profession",
    ),
    "a therapist": (
        {
            "degrees": ["masters-other"],
            "clinical": {"years": 10},
            "role": "attending",
            "projects": ["ehr-implementation"],
            "informatics": {"years": 1},
        },
        "director-of-informatics",
    ),
}


def told(run: Run, command: str, answers: Mapping[str, Any], *more: str) -> dict[str, Any]:
    """The JSON of a command for a person with these answers."""
    arguments = (command, "-", "--as-of", DAY, "--format", "json", *more)
    outcome = run(*arguments, stdin=json.dumps(answers).encode())
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def steps_of(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The next and the later steps."""
    return [*found["next_steps"], *found["later_steps"]]
