"""Which credentials a person may sit for on a day, by which pathway, and what is missing."""

from datetime import date

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility
from cmio_advisor.domain.judge.states import state_of
from cmio_advisor.domain.roadmap.credentials import Credential, best_pathway
from cmio_advisor.domain.rules.conditions import UNKNOWN, Finding


def judge_credential(credential: Credential, case: ProfileCase) -> CredentialResult:
    """
    One credential for one person on one day.

    Exam and application windows do not change the answer; a pathway's own dates do, and so do
    the dates from which the person's answers will meet the rule if everything goes as told.
    """
    holding = _holding(credential, case)
    asking = case.for_eligibility
    found = credential.open_when.judge(asking)
    eligible = _eligible(holding, found)
    pathway = best_pathway(credential, asking)
    held = eligible is Eligibility.HELD
    lacks = not held and eligible is not Eligibility.YES
    return CredentialResult(
        credential=credential,
        state=state_of(holding),
        eligible=eligible,
        via=pathway.id if pathway and not held and not found.fails else None,
        eligible_from=None if held else _eligible_from(eligible, found, case.on),
        closes_on=found.ends if eligible is Eligibility.YES else None,
        missing=_missing(credential, asking) if lacks else (),
        missing_any=_missing_any(credential, asking) if lacks else (),
        is_below=credential.below is not None and credential.below.judge(case).holds,
        is_of_others=credential.made_for is not None and credential.made_for.judge(case).fails,
    )


def _holding(credential: Credential, case: ProfileCase) -> Finding:
    """
    Whether it is held, by its own id or by another answer that means the same.

    Another answer only ever adds to what was told on the certifications.
    """
    own, *others = (each.judge(case) for each in credential.held_by)
    if not others or own.holds:
        return own
    other = others[0]
    if other.holds:
        return other
    return UNKNOWN if not own.fails or not other.fails else max(own, other, key=_height)


def _height(found: Finding) -> int:
    return int(found.low)


def _eligible(holding: Finding, found: Finding) -> Eligibility:
    if holding.holds:
        return Eligibility.HELD
    if found.holds:
        return Eligibility.YES
    return Eligibility.NO if found.fails else Eligibility.UNKNOWN


def _eligible_from(eligible: Eligibility, found: Finding, on: date) -> date | None:
    return on if eligible is Eligibility.YES else found.becomes


def _missing(credential: Credential, case: ProfileCase) -> tuple[str, ...]:
    """
    What has to come first, or was not told; for shut pathways, why they are shut.

    Pathways are named only where none of them holds.
    """
    sentences = [each.need for each in credential.requires if not each.when.judge(case).holds]
    if not _is_in(credential, case):
        sentences += [pathway.need_on(case.on) for pathway in credential.pathways]
    return tuple(dict.fromkeys(sentences))


def _missing_any(credential: Credential, case: ProfileCase) -> tuple[tuple[str, ...], ...]:
    """The ways in, of which one is enough, where none holds; those that are shut are none."""
    if _is_in(credential, case):
        return ()
    ways = (each.need for each in credential.pathways if not each.is_shut(case.on))
    found = tuple(dict.fromkeys(ways))
    return (found,) if found else ()


def _is_in(credential: Credential, case: ProfileCase) -> bool:
    return any(pathway.when.judge(case).holds for pathway in credential.pathways)
