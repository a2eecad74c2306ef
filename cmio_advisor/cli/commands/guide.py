"""``guide``: what the job is, topic by topic, with sources and corrections."""

from cmio_advisor.cli.options import argument, known_id
from cmio_advisor.cli.result_command import Request, Result, result_command
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.roadmap.store import load_guide
from cmio_advisor.reporting.json.roadmap import guide_json
from cmio_advisor.reporting.views.roadmap import guide_document


@result_command()
def guide(
    *,
    topic: str | None = argument("[TOPIC]", "A topic's id. Without: the list."),
    request: Request,
) -> Result:
    """
    Read about the job: responsibilities, skills, pay as guides tell it, trends, rules to follow,
    questions and answers. What better evidence says stands beside what career guides claim.
    """
    on, rules = request.on, request.rules
    read = load_guide(request.folder)
    if not read.topics:
        raise UsageError(f"The roadmap {rules.id} has no guide: it has no guide.yaml.")
    known = tuple(each.id for each in read.topics)
    wanted = known_id("TOPIC", "a topic of the guide", topic, known)
    found = next((each for each in read.topics if each.id == wanted), None)
    return Result(
        lambda: guide_document(rules, read, found, on),
        lambda: guide_json(rules, read, found, on),
    )
