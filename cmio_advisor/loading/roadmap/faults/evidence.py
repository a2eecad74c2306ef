"""What is wrong with the evidence: sources that are not there or not used, days that cannot be."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date

from cmio_advisor.loading.roadmap.files import TO_BE_FOUND
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.shapes.shapes import nearest

DONE_ON = {
    ("checked",): "checked",
    ("searched", "on"): "looked for",
    ("sources", "published"): "published",
    ("odds", "year"): "counted",
    ("roles", "year"): "counted",
    ("guide", "mean_year"): "counted",
    ("postings", "year"): "posted",
    ("published", "pay_year"): "paid",
    ("roadmap", "evidence_from"): "known",
}
"""Where the day stands on which something was done, and what it was."""


def sourceless(sources: Collection[str], places: Places) -> Iterator[str]:
    """Evidence by sources that are not there; a day's or a share's are looked for in evidence."""
    for where, path, text in places.texts:
        is_of_evidence = path[-1] == "source" and path[-2] not in ("first", "last")
        if is_of_evidence and text not in sources and text not in places.unread:
            yield f'{where}: sources.yaml has no source "{text}".{nearest(text, sources)}'


def uncited(places: Places) -> Iterator[str]:
    """Sources of its own that no fact names."""
    cited = {
        text
        for _, path, text in places.texts
        if path[-1] in ("source", "sources") and path[0] != "sources"
    }
    for source in places.own("sources.yaml"):
        if source not in cited:
            where = places.of("sources.yaml", source)
            yield (
                f'{where}: No fact of this roadmap names the source "{source}": name it in the '
                "evidence of what it says, or leave it out."
            )


def unfinished(places: Places) -> Iterator[str]:
    """Where facts still name the source that stands for one to be found, each place."""
    for where, path, text in places.texts:
        if text == TO_BE_FOUND and path[-1] in ("source", "sources"):
            yield (
                f'{where}: The source "{TO_BE_FOUND}" is named here and stands for none, so this '
                "roadmap is not finished: name what you read."
            )


def from_the_future(places: Places, on: date) -> Iterator[str]:
    """What is said to have been checked, or looked for, on a day to come."""
    for where, path, text in places.texts:
        for end, done in DONE_ON.items():
            if path[-len(end) :] == end and _is_day(text) and text > on.isoformat():
                yield (
                    f"{where}: It is said to have been {done} on {text}, after {on}: write the day "
                    "on which it was."
                )


def _is_day(text: str) -> bool:
    """Whether it is a date that there is, to the year, the month or the day."""
    with suppress(ValueError):
        return bool(date.fromisoformat(f"{text}-01-01"[:10]))
    return False
