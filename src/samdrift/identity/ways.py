"""The ways to sign in that there are here, for the page where one signs in."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from samdrift.identity import openid, queries, relying
from samdrift.identity.errors import NotVouchedFor
from samdrift.parties.ports import Way, WaySource


def ways() -> tuple[Way, ...]:
    """Return each provider that may be signed in with."""
    return tuple(
        Way(name, reverse("identity:start", args=[key])) for key, name in queries.open_ways()
    )


def leave(key: str) -> str:
    """Return where one is signed out at a provider too; empty where it cannot be asked."""
    provider = queries.provider(key)
    if provider is None:
        return ""
    ours = relying.reliance(provider)
    back = settings.BASE_URL + reverse("sign-in")
    try:
        return openid.address_to_leave(ours, openid.endpoints(ours.issuer), back=back)
    except NotVouchedFor:
        return ""


OFFERS = (WaySource("identity.ways", "identity:choose", ways, queries.vouched_for, leave),)
