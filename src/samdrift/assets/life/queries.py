"""Which states there are, which steps lead on from one, and what has happened to a thing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from samdrift.assets import queries as assets
from samdrift.assets.life import naming
from samdrift.assets.life.story import UNDO, WRITTEN, Happened, holding_true
from samdrift.assets.models import Device, DeviceEvent, Holding, LifeState, LifeStep, Standing
from samdrift.plumbing.access import Role

REGISTER = "register"
"""The act that a thing's story begins with."""


@dataclass(frozen=True, slots=True)
class State:
    """A state that things can be in."""

    key: str
    label: str
    is_in_service: bool
    is_in_stock: bool
    is_over: bool
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one state to another, what it needs, and who may make it."""

    id: int
    kind: str
    act: str
    label: str
    before: str
    after: str
    needs: frozenset[str]
    roles: frozenset[str]

    def is_for(self, roles: Collection[Role]) -> bool:
        """Whether somebody with some roles may make it."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the story of a thing."""

    id: int
    act: str
    label: str
    day: date
    at: datetime
    by_name: str
    told: dict[str, str]
    """What it set, in words: `state`, `organisation`, `holder`, `unit`, `place`, `location`."""
    holder_id: int | None
    changes: dict[str, list[str]]
    note: str
    corrects: date | None
    """The day of the event that it corrects."""
    stroke: str
    holds: bool
    """Whether nothing later corrects it or takes it back."""
    is_last: bool
    """Whether it is the last that tells how the thing stands, so that it can be undone."""


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """That an organisation had a thing in service, in a span."""

    organisation: str
    location: str
    start: date
    end: date | None


def states() -> dict[str, State]:
    """Return every state by its key, in their order."""
    return {
        row.key: State(
            row.key, row.label, row.is_in_service, row.is_in_stock, row.is_over, row.tone
        )
        for row in LifeState.objects.all()
    }


def in_service() -> frozenset[str]:
    """Return the states in which a thing is counted."""
    return frozenset(LifeState.objects.filter(is_in_service=True).values_list("key", flat=True))


def steps_of(kind: str) -> tuple[Step, ...]:
    """Return the steps of things of a kind: its own, else those of the nearest kind above it."""
    path = (*assets.path_of(kind), "")
    rows = LifeStep.objects.filter(kind__in=path, is_active=True)
    by_kind: dict[str, list[Step]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(_step(row))
    return next((tuple(by_kind[key]) for key in path if key in by_kind), ())


def own_steps(kind: str) -> tuple[Step, ...]:
    """Return the steps that a kind has of its own."""
    return tuple(_step(row) for row in LifeStep.objects.filter(kind=kind, is_active=True))


def steps_from(kind: str, state: str, roles: Collection[Role]) -> tuple[Step, ...]:
    """Return the steps that somebody may make with a thing as it stands."""
    return tuple(step for step in steps_of(kind) if step.before == state and step.is_for(roles))


def beginnings(kind: str) -> tuple[str, ...]:
    """Return the states that a thing of a kind can be registered in, in their order."""
    known = {step.before for step in steps_of(kind)} | {step.after for step in steps_of(kind)}
    return tuple(key for key, state in states().items() if key in known and not state.is_over)


def _step(row: LifeStep) -> Step:
    return Step(
        row.pk,
        row.kind,
        row.act,
        row.label,
        str(row.before_id),
        str(row.after_id),
        frozenset(row.needs),
        frozenset(row.roles),
    )


def happened(rows: Collection[DeviceEvent]) -> tuple[Happened, ...]:
    """Return events as the story needs them."""
    return tuple(Happened(row.pk, row.act, row.day, row.sets, row.corrects_id) for row in rows)


def events_of(device: Device) -> tuple[EventLine, ...]:
    """Return what has happened to a thing, the latest first."""
    rows = list(DeviceEvent.objects.filter(device=device).select_related("corrects"))
    true = [event.id for event in holding_true(happened(rows))]
    moving = [row.pk for row in rows if row.pk in true and row.act != WRITTEN]
    last = moving[-1] if moving else 0
    names = naming.names(row.sets for row in rows)
    labels = dict(LifeStep.objects.values_list("act", "label"))
    lines = [
        EventLine(
            id=row.pk,
            act=row.act,
            label=labels.get(row.act, ""),
            day=row.day,
            at=row.at,
            by_name=row.by_name,
            told=names.told(row.sets),
            holder_id=row.sets.get("holder"),
            changes=row.changes,
            note=row.note,
            corrects=row.corrects.day if row.corrects and row.act != UNDO else None,
            stroke=row.stroke,
            holds=row.pk in true,
            is_last=row.pk == last and len(moving) > 1,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.day, line.id), reverse=True))


def holdings_of(device: Device) -> tuple[HoldingLine, ...]:
    """Return when which organisation had a thing in service, the first first.

    Where a package tells what is counted, it is what the package tells of the tag.
    """
    rows = Holding.objects.filter(Q(device=device) | Q(device=None, identifier=device.tag))
    return tuple(
        HoldingLine(str(row.organisation_id), row.location, row.in_service, row.out_of_service)
        for row in rows.order_by("in_service", "pk")
    )


def standing_on(device: Device, day: date) -> Standing | None:
    """Return how a thing stood on a day, None before it was registered."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return Standing.objects.filter(goes_on, device=device, valid_from__lte=day).first()


@dataclass(frozen=True, slots=True)
class Stroke:
    """What was done to many things at once."""

    act: str
    label: str
    day: date | None
    by_name: str
    tags: tuple[str, ...]
    """The things to which it was done and not undone."""


def stroke(key: str) -> Stroke:
    """Return what was done at one stroke; where nothing was, nothing is told."""
    rows = list(DeviceEvent.objects.filter(stroke=key).exclude(act=UNDO).select_related("device"))
    if not key or not rows:
        return Stroke("", "", None, "", ())
    undone = set(
        DeviceEvent.objects.filter(act=UNDO, corrects__in=[row.pk for row in rows]).values_list(
            "corrects", flat=True
        )
    )
    labels = dict(LifeStep.objects.filter(act=rows[0].act).values_list("act", "label"))
    return Stroke(
        rows[0].act,
        labels.get(rows[0].act, ""),
        rows[0].day,
        rows[0].by_name,
        tuple(sorted(row.device.tag for row in rows if row.pk not in undone)),
    )
