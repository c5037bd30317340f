"""Which changes the owner of a subscription may be told of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.hooks.ports import HookTopic, Sight

EVENTS = {
    "change.proposed": _("Ändring föreslagen"),
    "change.approved": _("Ändring godkänd"),
    "change.rejected": _("Ändring avslagen"),
    "change.scheduled": _("Ändring inplanerad"),
    "change.started": _("Ändring påbörjad"),
    "change.done": _("Ändring genomförd"),
    "change.failed": _("Ändring misslyckad"),
    "change.backed-out": _("Ändring återställd"),
}


def sight(user_id: int, _reference: str) -> Sight:
    """Return whether somebody may be told of changes: whoever may read them."""
    viewer = parties.viewer(user_id)
    may = viewer is not None and access.may_read_changes(viewer)
    return Sight.WHOLE if may else Sight.NOTHING


OFFERS = (HookTopic("changes.all", EVENTS, sight),)
