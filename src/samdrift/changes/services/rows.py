"""A change's row, held while something is done with it, and the writing down of what happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samdrift.changes.choices import EventKind, State
from samdrift.changes.errors import CannotMove
from samdrift.changes.models import Change, ChangeEvent, ChangeNumber
from samdrift.changes.ports import Actor
from samdrift.plumbing.hooks import outbox as hooks
from samdrift.plumbing.hooks.ports import Told

OF_STATES = {
    State.PROPOSED: "change.proposed",
    State.APPROVED: "change.approved",
    State.REJECTED: "change.rejected",
    State.SCHEDULED: "change.scheduled",
    State.ONGOING: "change.started",
    State.DONE: "change.done",
    State.FAILED: "change.failed",
    State.BACKED_OUT: "change.backed-out",
}
"""What other systems are told, by how a change stands after."""


def held(number: str) -> Change:
    """Return a change and hold its row. Raises CannotMove where there is none."""
    change = Change.objects.select_for_update().filter(number=number).first()
    if change is None:
        raise CannotMove(_("Det finns ingen ändring %(number)s.") % {"number": number})
    return change


def save(
    change: Change,
    after: Mapping[str, Any],
    *,
    kind: EventKind,
    actor: Actor,
    at: datetime,
    text: str = "",
) -> None:
    """Write what is changed in a held change, and tell it as one event."""
    told = {
        name: (getattr(change, name), value)
        for name, value in after.items()
        if getattr(change, name) != value
    }
    for name, (_was, value) in told.items():
        setattr(change, name, value)
    change.changed_at = at
    change.version += 1
    change.save(update_fields=[*told, "changed_at", "version"])
    write_event(change, kind, actor=actor, at=at, changes=told, text=text)
    event = _event(told)
    if event:
        _tell(change, event, at=at)


def _event(told: Mapping[str, tuple[Any, Any]]) -> str:
    """Return what other systems are told when this is changed; empty where they are not."""
    for field in ("state", "verdict"):
        _was, now = told.get(field, ("", ""))
        if now in OF_STATES:
            return OF_STATES[State(now)]
    return ""


def _tell(change: Change, event: str, *, at: datetime) -> None:
    touched = change.touched.exclude(organisation=None).values_list("organisation_id", flat=True)
    organisations = tuple(sorted(set(map(str, touched))))
    hooks.tell(
        Told(
            event=event,
            reference=f"change:{change.number}",
            body={
                "title": change.title,
                "kind": change.kind,
                "state": change.state,
                "startsAt": _plain(change.starts_at),
                "endsAt": _plain(change.ends_at),
                "organisations": list(organisations),
                "href": f"{settings.BASE_URL}/api/v1/changes/{change.number}",
            },
            scope={"organisation": organisations},
        ),
        at=at,
    )


def write_event(
    change: Change,
    kind: EventKind,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    text: str = "",
) -> None:
    """Write down what happened; the caller holds the change's row and the transaction."""
    told = {name: [_plain(was), _plain(now)] for name, (was, now) in (changes or {}).items()}
    ChangeEvent.objects.create(
        change=change,
        kind=kind,
        at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
        changes=told,
        text=text,
    )


def next_number() -> str:
    """Take the next number of the series."""
    series = ChangeNumber.objects.select_for_update().filter(pk=1).first()
    if series is None:
        try:
            with transaction.atomic():
                ChangeNumber.objects.create(pk=1)
        except IntegrityError:
            pass  # Somebody else began the series just now.
        series = ChangeNumber.objects.select_for_update().get(pk=1)
    number = series.upcoming
    series.upcoming = number + 1
    series.save(update_fields=["upcoming"])
    return f"C-{number}"


def _plain(value: object) -> object:
    """Return a value as JSON has it: moments and days as they are written in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value
