"""What the tools of a roadmap's author find, as JSON: a test of it, its edits, what turns."""

from cmio_advisor.domain.scenarios.edits import Edit
from cmio_advisor.domain.scenarios.made_up import Breach
from cmio_advisor.domain.scenarios.trials import Difference, Outcome, RoadmapTrial, Tried
from cmio_advisor.domain.scenarios.turned import Impact, TurnedPart
from cmio_advisor.reporting.json.form import FORMS, TEXT, WHOLE, Form, itself, keys, many, record
from cmio_advisor.reporting.json.parts import heading

VALUE = Form(dict)
COUNTS = Form(
    keys(yes=WHOLE, no=WHOLE).schema, lambda pair, _: dict(zip(("yes", "no"), pair, strict=True))
)
DIFFERENCE = record(Difference, "key expected found", expected=VALUE, found=VALUE)
FORMS[Outcome] = record(Outcome, "trial(name where) differences", differences=many(DIFFERENCE))
FORMS[Breach] = record(Breach, "law id person other")
FORMS[Tried] = record(
    Tried, "id title is_route by_cases by_made_up", by_cases=COUNTS, by_made_up=COUNTS
)
TRIAL = record(
    RoadmapTrial,
    """schema as_of roadmap cases of_other_roadmaps=others made_up failed laws_broken=breaches
    coverage=seen""",
    **heading("cmio-advisor/roadmap-test/1"),
    cases=(WHOLE, lambda found: len(found.trials)),
    made_up=(WHOLE, lambda found: len(found.made_up.people)),
)
"""With the answers of the people who show a broken law."""
SENTENCE = Form(TEXT.schema, lambda edit, writing: writing.result.text(edit))
EDIT = record(Edit, "kind entry=kind_of_entry id title field counts text", text=(SENTENCE, itself))
DIFF = keys(**heading("cmio-advisor/roadmap-diff/1"), edits=many(EDIT))
BECAUSE = Form(TEXT.schema, lambda edit, _: f"{edit.id} {edit.field}".strip())
FORMS[TurnedPart] = record(TurnedPart, "what title before after")
IMPACT = keys(
    **heading("cmio-advisor/roadmap-impact/1"),
    clients=(WHOLE, lambda found: len(found.impacts)),
    problems=WHOLE,
    turned=many(record(Impact, "id=client turns because", because=many(BECAUSE))),
)
"""The clients of whom something turns."""
