"""Which disturbances the owner of a subscription may be told of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.disturbances.queries import desk
from samdrift.disturbances.services.rows import ENDED_EVENT, PUBLISHED, UPDATED
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.hooks.ports import HookTopic, Sight

EVENTS = {
    PUBLISHED: _("Störning eller planerat arbete publicerat"),
    UPDATED: _("Störning uppdaterad"),
    ENDED_EVENT: _("Störning avslutad eller inställd"),
}


def sight(user_id: int, reference: str) -> Sight:
    """Return whether somebody may be told of a disturbance: of one that is not public, the desk."""
    viewer, page = parties.viewer(user_id), desk.page(int(reference.partition(":")[2]))
    if viewer is None or page is None:
        return Sight.NOTHING
    may = page.is_public or access.may_read_every_ticket(viewer)
    return Sight.WHOLE if may else Sight.NOTHING


OFFERS = (HookTopic("disturbances.all", EVENTS, sight),)
