"""Distinguished names as paths, so that what lies below what can be told. Plain Python."""

from __future__ import annotations

from functools import lru_cache

from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn

type Path = tuple[str, ...]
"""The parts of a name, the outermost first, in the one writing that names are compared in."""


class BadName(ValueError):
    """A text that is no distinguished name."""


@lru_cache(maxsize=4096)
def path(dn: str) -> Path:
    """Return a distinguished name as its parts. Raises BadName."""
    try:
        parts = parse_dn(dn.strip(), escape=True, strip=True)
    except LDAPInvalidDnError as error:
        raise BadName(dn) from error
    joined: list[str] = []
    is_joined = False
    for attribute, value, separator in parts:
        written = f"{attribute.casefold()}={value.casefold()}"
        if is_joined:
            joined[-1] += f"+{written}"
        else:
            joined.append(written)
        is_joined = separator == "+"
    return tuple(reversed(joined))


def is_below(dn: str, above: str) -> bool:
    """Whether a name lies below another, or is it."""
    inner, outer = path(dn), path(above)
    return inner[: len(outer)] == outer
