"""What the tools of a roadmap's author find, as JSON: a test of it, its edits, what turns."""

from cmio_advisor.domain.scenarios.edits import Edit
from cmio_advisor.domain.scenarios.made_up import Breach
from cmio_advisor.domain.scenarios.trials import Tried
from cmio_advisor.domain.scenarios.turned import TurnedPart
from cmio_advisor.reporting.json.form import FLAG, TEXT, WHOLE, Form, fields, itself, keys, many
from cmio_advisor.reporting.json.parts import heading

VALUE = Form(dict)
COUNTS = Form(
    keys(yes=WHOLE, no=WHOLE).schema, lambda pair, _: dict(zip(("yes", "no"), pair, strict=True))
)
TRIAL = keys(
    **heading("cmio-advisor/roadmap-test/1"),
    cases=(WHOLE, lambda found: len(found.trials)),
    of_other_roadmaps=(WHOLE, "others"),
    made_up=(WHOLE, lambda found: len(found.made_up.people)),
    failed=many(
        keys(
            name=(TEXT, "trial.name"),
            where=(TEXT, "trial.where"),
            differences=many(keys(key=TEXT, expected=VALUE, found=VALUE)),
        )
    ),
    laws_broken=(many(keys(**fields(Breach, "law id person other"))), "breaches"),
    coverage=(
        many(keys(**fields(Tried, "id title is_route"), by_cases=COUNTS, by_made_up=COUNTS)),
        "seen",
    ),
)
"""With the answers of the people who show a broken law."""
SENTENCE = Form(TEXT.schema, lambda edit, writing: writing.result.text(edit))
EDIT = keys(
    **fields(Edit, "kind"),
    entry=(TEXT, "kind_of_entry"),
    **fields(Edit, "id title field"),
    counts=FLAG,
    text=(SENTENCE, itself),
)
DIFF = keys(**heading("cmio-advisor/roadmap-diff/1"), edits=many(EDIT))
BECAUSE = Form(TEXT.schema, lambda edit, _: f"{edit.id} {edit.field}".strip())
IMPACT = keys(
    **heading("cmio-advisor/roadmap-impact/1"),
    clients=(WHOLE, lambda found: len(found.impacts)),
    problems=WHOLE,
    turned=many(
        keys(
            id=(TEXT, "client"),
            turns=many(keys(**fields(TurnedPart, "what title before after"))),
            because=many(BECAUSE),
        )
    ),
)
"""The clients of whom something turns."""
