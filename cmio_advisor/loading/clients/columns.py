"""
The columns of a table of clients: which field of a profile each belongs to, and a worked row.
"""

from collections.abc import Mapping, Sequence

COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "name": ("name",),
    "as_of": ("as_of",),
    "degrees": ("degrees",),
    "license": ("license",),
    "residency": (
        "residency",
        "residency_completed",
        "residency_status",
        "residency_country",
    ),
    "fellowships": ("fellowships",),
    "board_certifications": ("board_certifications",),
    "clinical": ("clinical_years", "clinical_from", "still_practising"),
    "informatics": (
        "informatics_years",
        "informatics_fte",
        "informatics_from",
        "informatics_within_last",
    ),
    "certifications": ("certifications",),
    "leadership": ("leadership_years", "leadership_roles", "people_led"),
    "projects": ("projects",),
    "memberships": ("memberships",),
    "activities": ("activities",),
    "role": ("role", "role_since"),
    "setting": ("organization", "beds", "state"),
    "constraints": ("hours_per_week", "budget_usd"),
}
"""The columns that make up each field of a profile."""

LIST_COLUMNS = (
    "degrees",
    "fellowships",
    "board_certifications",
    "certifications",
    "leadership_roles",
    "projects",
    "memberships",
    "activities",
)
"""The columns whose cells hold several entries."""

TEMPLATE_ORDER = (
    "id",
    "name",
    "as_of",
    "degrees",
    "license",
    "residency",
    "residency_completed",
    "fellowships",
    "board_certifications",
    "clinical_years",
    "clinical_from",
    "still_practising",
    "informatics_years",
    "informatics_fte",
    "informatics_from",
    "certifications",
    "leadership_years",
    "leadership_roles",
    "people_led",
    "projects",
    "memberships",
    "activities",
    "role",
    "role_since",
    "residency_status",
    "residency_country",
    "informatics_within_last",
    "organization",
    "beds",
    "state",
    "hours_per_week",
    "budget_usd",
)
"""Every column, in the order in which a new table has them."""

WORKED_ROW = {
    "id": "c-0001",
    "name": "Sample Client",
    "as_of": "2026-11-23",
    "degrees": "md;ms-health-informatics:in-progress:2027-05",
    "license": "unrestricted",
    "residency": "internal-medicine",
    "residency_completed": "2014",
    "residency_country": "US",
    "fellowships": "clinical-informatics:completed:2016:accredited",
    "board_certifications": "internal-medicine",
    "clinical_years": "9",
    "still_practising": "yes",
    "informatics_years": "about 3",
    "informatics_fte": "0.25",
    "certifications": "cphims:held:2027-03",
    "leadership_years": "4",
    "leadership_roles": "committee-chair;physician-champion",
    "people_led": "12",
    "projects": "ehr-implementation;order-entry",
    "memberships": "amia",
    "activities": "none",
    "role": "attending",
    "informatics_within_last": "5",
    "organization": "academic",
    "beds": "650",
    "state": "CA",
    "hours_per_week": "6",
    "budget_usd": "30000",
}
"""A row that shows how cells are written."""
