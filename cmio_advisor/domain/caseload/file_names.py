"""From a client's id to the name of their files: the one place where an id becomes a name."""

import re
from hashlib import blake2b
from unicodedata import normalize

LONGEST = 40
DIGEST = 16
"""
Letters of a digest, behind a name that does not hold all of the id: enough that in a million ids
no two have the same.
"""
PORTS = tuple(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))
DEVICES = ("con", "prn", "aux", "nul", *PORTS)
"""What Windows takes for a device, whatever ending follows."""
_PLAIN = re.compile(r"[a-z0-9-]{1,40}")
_OTHER = re.compile(r"[^a-z0-9]+")


def file_stem(client_id: str) -> str:
    """
    The name of a client's files, without the ending: small letters, digits and hyphens.

    Ids that differ in case or signs alone have one name. A name that a command would take for an
    option or Windows for a device gets an underscore before it, which no other name has.
    """
    stem = client_id if _PLAIN.fullmatch(client_id) else _made_plain(client_id)
    return f"_{stem}" if stem.startswith("-") or stem in DEVICES else stem


def _made_plain(client_id: str) -> str:
    folded = normalize("NFKD", client_id).casefold()
    stem = _OTHER.sub("-", folded).strip("-")
    if stem and folded.isascii() and len(stem) <= LONGEST:
        return stem
    digest = blake2b(folded.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    return f"{stem[: LONGEST - DIGEST - 1].strip('-') or 'client'}-{digest}"
