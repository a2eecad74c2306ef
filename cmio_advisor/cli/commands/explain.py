"""
``explain``: why a requirement is met or not, a certification open or not, and what turns it; and
``eligible``: which certifications a person may sit for on the day, and what the others need.
"""

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.answers import profile_or_saved
from cmio_advisor.cli.profile_input import named_profile, read_profile_input
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.terms import meant
from cmio_advisor.domain.explain import explain_credential, explain_requirement
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.text.files import message
from cmio_advisor.reporting.formats import ELIGIBLE_SECTIONS, EXPLANATION_SECTIONS
from cmio_advisor.reporting.json.assessment import ELIGIBLE
from cmio_advisor.reporting.views.credentials import eligible_document
from cmio_advisor.reporting.views.explanation import EXPLANATION, explanation_document
from cmio_advisor.reporting.wording import typed_profile


@opt.result_command(sections=EXPLANATION_SECTIONS, asks=True)
def explain(
    *,
    arguments: list[str] | None = opt.argument(
        "[PROFILE] REQUIREMENT", opt.ids("requirements", "certifications", files=True)
    ),
    request: opt.Request,
) -> opt.Result:
    on, rules = request.on, request.rules
    profile, ids = named_profile(arguments)
    if len(ids) != 1:
        lead = f"{ids[1]}: Give one id." if ids else "Give an id."
        raise UsageError(message(__file__, "one_id", lead=lead))
    (requirement,) = ids
    requirements = tuple(each.id for each in rules.requirements())
    known = (*requirements, *(each.id for each in rules.credentials))
    if requirement not in known:
        named = meant(requirement, rules.vocabulary.kinds["certifications"])
        requirement = named[0] if len(named) == 1 else requirement
    asked = opt.known_id("REQUIREMENT", "a requirement or certification", requirement, known)
    profile = profile_or_saved(profile, request)
    answers = read_profile_input(profile, [], rules, on)
    explained = (explain_requirement if asked in requirements else explain_credential)(
        asked or "", answers, rules, on
    )
    return opt.Result(
        lambda: explanation_document(explained, typed_profile(profile, request.folder)),
        lambda: (EXPLANATION, explained),
    )


@opt.result_command(sections=ELIGIBLE_SECTIONS, asks=True)
def eligible(
    *,
    arguments: list[str] | None = opt.argument(
        "[PROFILE] [CREDENTIAL]...", opt.ids("certifications", files=True)
    ),
    ask: bool = opt.flag("--ask"),
    every: bool = opt.flag("--all"),
    request: opt.Request,
    quiet: bool = opt.QUIET,
) -> opt.Result:
    on, rules = request.on, request.rules
    profile, named = named_profile(arguments)
    asked = [opt.term_id("CREDENTIAL", "certifications", each, rules) for each in named]
    profile = profile_or_saved(profile, request)
    person = read_profile_input(profile, [], rules, on, quiet=quiet)
    if ask:
        if not named:
            raise UsageError("--ask: name the certifications, as in: eligible PROFILE pmp --ask")
        from cmio_advisor.cli.answers import complete_for  # noqa: PLC0415 - only then

        about = tuple(each for each in asked if each)
        person = complete_for(about, person, request, quiet=quiet)
    assessment = assess(person, rules, on)
    results = tuple(
        each for each in assessment.credentials if not asked or each.credential.id in asked
    )
    return opt.Result(
        lambda: eligible_document(
            assessment,
            results,
            typed_profile(profile, request.folder),
            everything=every or bool(named),
        ),
        lambda: (ELIGIBLE, results),
    )
