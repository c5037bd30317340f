"""The ways to sign in that there are here, for the page where one signs in."""

from __future__ import annotations

from django.urls import reverse

from samdrift.identity import queries
from samdrift.parties.ports import Way, WaySource


def ways() -> tuple[Way, ...]:
    """Return each provider that may be signed in with."""
    return tuple(
        Way(name, reverse("identity:start", args=[key])) for key, name in queries.open_ways()
    )


OFFERS = (WaySource("identity.ways", "identity:choose", ways, queries.vouched_for),)
