"""
The named sentences that a roadmap supplies under ``texts``, and how their blanks are filled.
"""

from collections.abc import Mapping

TEXTS = frozenset(
    {
        "stage_unknown",
        "stage_without_post",
        "summary_at_target",
        "summary_stage",
        "summary_yes",
        "summary_no",
        "summary_unknown",
        "summary_also_unknown",
        "summary_ways_on",
        "reason_required",
        "reason_expected",
        "reason_helps",
        "reason_in_progress",
        "reason_unlocks",
        "reason_closes",
        "reason_way_on",
        "plan_no_route",
        "plan_no_sense",
        "plan_no_time",
        "plan_no_way_in",
        "plan_degree_pay",
        "plan_decision",
        "plan_trained_abroad",
        "plan_trained_here",
        "warning_before_evidence",
        "warning_before_profile",
        "warning_pay_year",
        "warning_old_profile",
        "warning_residency_before_degree",
        "warning_training_status_and_date_disagree",
        "warning_training_date_passed",
        "warning_residency_without_degree",
        "warning_license_without_residency",
        "warning_board_before_residency",
        "warning_practice_before_residency",
        "warning_post_without_degree",
        "warning_pay_of_physicians",
        "warning_job_without_degree",
        "warning_practice_longer_than_possible",
        "warning_years_and_dates_disagree",
        "warning_post_without_informatics",
        "warning_certification_without_board",
        "warning_certificate_expiring",
        "warning_certificate_expired",
        "warning_expected_date_passed",
        "warning_waiver_not_taken",
        "warning_waiver_unknown",
        "warning_waiver_unknown_near",
        "warning_stale_evidence",
    }
)


def filled(text: str, values: Mapping[str, str]) -> str:
    """
    The sentence with its ``{placeholders}`` filled; what is filled in is not read again.
    """
    pieces = text.split("{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        done.append(values[name] + rest if brace and name in values else "{" + piece)
    return "".join(done)
