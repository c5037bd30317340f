"""Who we are at a provider, as its row and our secret there say."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from samdrift.identity import secrets
from samdrift.identity.models import Provider
from samdrift.identity.openid import Reliance


def reliance(provider: Provider) -> Reliance:
    """Return whom we rely on, and who we are there."""
    return Reliance(
        issuer=provider.issuer,
        name=provider.registered_as,
        secret=secrets.secret(provider.key),
        answer_address=settings.BASE_URL + reverse("identity:answer", args=[provider.key]),
        levels=tuple(provider.levels.split()),
    )
