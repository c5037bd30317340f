"""Whether webhooks reach those who wait for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.health import Examination, Finding, good, warning
from samdrift.plumbing.hooks import queries


def look_at_subscriptions(_at: datetime) -> Iterator[Finding]:
    """Tell of each subscription that stands still."""
    paused = [each for each in queries.subscriptions() if each.paused_at]
    for each in paused:
        yield warning(f"Webhooken {each.name} är pausad. Se varför på sidan Webhookar.")
    if not paused:
        yield good("Ingen webhook är pausad.")


OFFERS = (Examination("hooks.subscriptions", _("Webhookar"), look_at_subscriptions),)
