"""
The JSON Schema of every format, from the same shapes that read it.
"""

import json
from collections.abc import Callable

from cmio_advisor.loading.condition_reader import ConditionShape, Words
from cmio_advisor.loading.pay_reader import pay_file
from cmio_advisor.loading.profile_reader import profile_shape
from cmio_advisor.loading.roadmap_reader import (
    credentials_file,
    guide_file,
    questions_file,
    roadmap_file,
    sources_file,
    vocabulary_file,
)
from cmio_advisor.loading.roadmap_store import load_roadmap
from cmio_advisor.loading.shapes import Schema, Shape
