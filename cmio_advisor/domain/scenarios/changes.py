"""Which requirements and credentials one assessment sees otherwise than another."""

from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility, State

Seen = State | Eligibility
"""How a requirement or a credential is seen."""
FAVOURABLE = (State.MET, State.WAIVED, State.EXPIRING, Eligibility.YES, Eligibility.HELD)


class StateChange(Frozen):
    """
    A requirement or credential, by its ``id``, that is seen otherwise; ``None`` where the roadmap
    of one side does not have it. ``opens_on`` is the day from which a credential that is not open
    now will be, if one is known.
    """

    id: str
    title: str
    before: Seen | None
    after: Seen | None
    opens_on: date | None = None

    @property
    def is_gain(self) -> bool:
        """Whether it is met, held or open now and was not before."""
        return self.after in FAVOURABLE and self.before not in FAVOURABLE

    @property
    def is_loss(self) -> bool:
        """Whether it was met, held or open before and is not now."""
        return self.before in FAVOURABLE and self.after not in FAVOURABLE


def changed_requirements(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """Requirements in another state, in the order of the steps."""
    before, after = (
        {each.requirement.id: each for each in side.requirements()} for side in (was, now)
    )
    found = []
    for id_ in dict.fromkeys((*before, *after)):
        then, since = before.get(id_), after.get(id_)
        change = StateChange(
            id=id_,
            title=next(each.requirement.title for each in (since, then) if each),
            before=then.state if then else None,
            after=since.state if since else None,
        )
        if change.before is not change.after:
            found.append(change)
    return tuple(found)


def changed_credentials(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """
    Credentials with another answer to "may it be sat for, and from when?", in the roadmap's order.
    """
    before, after = ({each.credential.id: each for each in side.credentials} for side in (was, now))
    found = []
    for id_ in dict.fromkeys((*before, *after)):
        then, since = before.get(id_), after.get(id_)
        change = StateChange(
            id=id_,
            title=next(each.credential.short for each in (since, then) if each),
            before=then.eligible if then else None,
            after=since.eligible if since else None,
            opens_on=_coming(since),
        )
        if change.before is not change.after or change.opens_on != _coming(then):
            found.append(change)
    return tuple(found)


def _coming(result: CredentialResult | None) -> date | None:
    """The day from which it may be sat for, if that lies ahead."""
    if result is None or result.eligible is Eligibility.YES:
        return None
    return result.eligible_from
