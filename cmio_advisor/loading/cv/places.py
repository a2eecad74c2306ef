"""Where a job or a training on a CV was: the end of what stands there as its place."""

from typing import NamedTuple

from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.rules.holdings import HOME
from cmio_advisor.loading.cv.entries import CvEntry
from cmio_advisor.loading.cv.reading import CvReader


class Place(NamedTuple):
    """The ids of country and state, empty where not sure; why a state is doubtful."""

    country: str = ""
    state: str = ""
    doubt: str = ""


def place_in(reader: CvReader, entry: CvEntry) -> Place:
    """
    What a place ends in: "Toledo, Ohio, United States". Where a state has the name of a country
    ("GA", "Georgia"), the nation behind it or a city of the state before it makes it sure.
    """
    countries, states = reader.names["countries"], reader.names["states"]
    parts = list(filter(None, map(folded, entry.location.split(","))))
    is_here = countries.get("".join(parts[-1:])) == (HOME,) and len(parts) > 1
    if is_here and parts[-1] not in states:
        parts.pop()
    last = "".join(parts[-1:])
    if last not in states:
        abroad = countries.get(last, ()) if len(parts) > 1 else ()
        return Place(country=HOME if is_here else "".join(abroad) if len(abroad) == 1 else "")
    state = states[last][0]
    words = reader.roadmap.vocabulary
    city = folded(f"{parts[-2]} {state}") if parts[1:] else last
    cities = reader.names[METROS].get(city, ())
    if not is_here and any(state not in words.states_of(each)[:1] for each in cities):
        return Place(state=state, doubt=f'"{last}" may be the city.')
    if not is_here and last in countries and not (parts[1:] and cities):
        return Place(state=state, doubt=f'"{last}" may be a country.')
    return Place(country=HOME if state in words.home_states else "", state=state)
