"""A disturbance's row, held while something is done with it, and what is written of that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from samdrift.disturbances.choices import ENDED, DisturbanceEventKind
from samdrift.disturbances.errors import CannotTell
from samdrift.disturbances.models import Disturbance, DisturbanceEvent
from samdrift.plumbing.hooks import outbox as hooks
from samdrift.plumbing.hooks.ports import Told
from samdrift.servicedesk.ports import Actor

LONGEST_TEXT = 20_000
PUBLISHED, UPDATED, ENDED_EVENT = (
    "disturbance.published",
    "disturbance.updated",
    "disturbance.ended",
)
OF_EVENTS = {
    DisturbanceEventKind.BEGUN: PUBLISHED,
    DisturbanceEventKind.UPDATE: UPDATED,
    DisturbanceEventKind.ENDED: ENDED_EVENT,
    DisturbanceEventKind.CANCELLED: ENDED_EVENT,
}
"""What other systems are told; what is for those who work on it alone, nobody else is."""


def held(disturbance_id: int) -> Disturbance:
    """Return a disturbance and hold its row. Raises CannotTell where there is none."""
    found = Disturbance.objects.select_for_update().filter(pk=disturbance_id).first()
    if found is None:
        raise CannotTell("Störningen finns inte.")
    return found


def held_going(disturbance_id: int) -> Disturbance:
    """Return a disturbance that has not ended, and hold its row."""
    found = held(disturbance_id)
    if found.state in ENDED:
        raise CannotTell("Störningen är avslutad. Anmäl en ny om den är tillbaka.")
    return found


def words(text: str, wanting: str) -> str:
    """Return a text that must say something and can be kept."""
    if not text.strip():
        raise CannotTell(wanting)
    if len(text) > LONGEST_TEXT:
        raise CannotTell(f"Skriv högst {LONGEST_TEXT} tecken.")
    return text.strip()


def promise(disturbance: Disturbance, at: datetime) -> None:
    """Set by when the next update is promised, counted from this one."""
    minutes = disturbance.update_minutes
    is_over = disturbance.state in ENDED or not minutes
    start = max(at, disturbance.started_at)
    disturbance.next_update_by = None if is_over else start + timedelta(minutes=minutes or 0)
    disturbance.reminded_at = None


def tell(
    disturbance: Disturbance,
    kind: DisturbanceEventKind,
    *,
    actor: Actor,
    at: datetime,
    **told: Any,  # noqa: ANN401  Fields of the event.
) -> DisturbanceEvent:
    """Write down what happened; the caller holds the row and the transaction."""
    happened = DisturbanceEvent.objects.create(
        disturbance=disturbance,
        kind=kind,
        state=disturbance.state,
        at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
        **told,
    )
    if kind in OF_EVENTS and happened.is_public:
        hooks.tell(_told(disturbance, happened), at=at)
    return happened


def _told(disturbance: Disturbance, happened: DisturbanceEvent) -> Told:
    codes = disturbance.touched.values_list("organisation_id", flat=True)
    touched = tuple(sorted(map(str, codes)))
    return Told(
        event=OF_EVENTS[DisturbanceEventKind(happened.kind)],
        reference=f"disturbance:{disturbance.pk}",
        body={
            "title": disturbance.title,
            "state": disturbance.state,
            "services": disturbance.services,
            "organisations": list(touched),
            "isPlanned": disturbance.is_planned,
            "text": happened.text,
            "href": f"{settings.BASE_URL}/api/v1/disturbances/{disturbance.pk}",
        },
        scope={"organisation": touched},
    )
