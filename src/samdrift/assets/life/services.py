"""What happens to things: registered, moved on by a step, corrected, taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from samdrift.assets.choices import Need
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import queries, telling
from samdrift.assets.life.queries import REGISTER, State, Step
from samdrift.assets.life.story import UNDO, WRITTEN, Happened, holding_true
from samdrift.assets.models import Device, DeviceEvent, Holding
from samdrift.assets.ports import Actor, NewThing, Told

LONGEST_NOTE = 2_000
MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Made:
    """What a step came to for many things: those it was made with, and why not with the others."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    stroke: str = ""


@transaction.atomic
def register(
    things: Sequence[NewThing], *, actor: Actor, at: datetime, stroke: str = ""
) -> tuple[Device, ...]:
    """Put things into the register, all or none; a tag whose registering was taken back is free.

    A thing that a package tells of by its tag is counted by the package, and not once more.
    """
    tags = [thing.tag for thing in things]
    taken = {row.tag: row for row in Device.objects.select_for_update().filter(tag__in=tags)}
    if faults := [f"{tag} finns redan i registret." for tag, row in taken.items() if row.state_id]:
        raise CannotKeep("\n".join(sorted(faults)[:20]))
    counted = set(
        Holding.objects.filter(identifier__in=tags, device=None).values_list(
            "identifier", flat=True
        )
    )
    rows = [
        _filled(taken.get(thing.tag) or Device(tag=thing.tag), thing, counted) for thing in things
    ]
    Device.objects.bulk_create([row for row in rows if row.tag not in taken], batch_size=2_000)
    again = [row for row in rows if row.tag in taken]
    Device.objects.bulk_update(again, list(_FILLED), batch_size=500)
    telling.tell(
        [
            telling.Line(row, REGISTER, thing.told.day, _first(thing), note=thing.told.note)
            for row, thing in zip(rows, things, strict=True)
        ],
        actor=actor,
        at=at,
        stroke=stroke,
    )
    return tuple(rows)


_FILLED = (
    "name", "serial", "model", "kind", "values", "organisation", "bought_on", "warranty_until",
    "cost_ore", "is_counted",
)  # fmt: skip


def _filled(row: Device, thing: NewThing, counted: Collection[str]) -> Device:
    assert thing.told.organisation, "whoever registers a thing says whose it is"
    row.name, row.serial, row.model = thing.name, thing.serial, thing.model
    row.kind, row.values = thing.kind, dict(thing.values)
    row.organisation_id = thing.told.organisation
    row.bought_on, row.warranty_until = thing.bought_on, thing.warranty_until
    row.cost_ore = thing.cost_ore
    row.is_counted = thing.is_counted and thing.tag not in counted
    return row


def _first(thing: NewThing) -> dict[str, Any]:
    told = thing.told
    return {
        "state": thing.state,
        "organisation": told.organisation,
        "holder": told.holder_id,
        "unit": told.unit_id,
        "place": told.place_id,
        "location": told.location or "",
    }


@transaction.atomic
def take_step(
    *, tags: Collection[str], act: str, told: Told, actor: Actor, at: datetime, stroke: str = ""
) -> Made:
    """Make a step with things; those that cannot take it are told of and stay as they are.

    The things are held meanwhile, so that of any number who want the same thing one gets it.
    """
    if len(tags) > MOST_AT_ONCE:
        raise CannotKeep(f"Högst {MOST_AT_ONCE} inventarier åt gången.")
    rows = list(Device.objects.select_for_update().filter(tag__in=tags).order_by("pk"))
    ways = {kind: queries.steps_of(kind) for kind in {row.kind for row in rows}}
    last, states = telling.last_days(rows), queries.states()
    lines: list[telling.Line] = []
    refused = [(tag, "finns inte.") for tag in sorted(set(tags) - {row.tag for row in rows})]
    for row in rows:
        step = _step(ways[row.kind], str(row.state_id), act)
        hindrance = _hindrance(row, step, told, actor, last.get(row.pk))
        if step is None or hindrance:
            refused.append((row.tag, hindrance))
        else:
            lines.append(
                telling.Line(row, act, told.day, _sets(step, states, told), note=told.note)
            )
    telling.tell(lines, actor=actor, at=at, stroke=stroke)
    return Made(tuple(line.device.tag for line in lines), tuple(refused), stroke)


def _step(steps: Collection[Step], state: str, act: str) -> Step | None:
    return next((step for step in steps if (step.before, step.act) == (state, act)), None)


def _hindrance(row: Device, step: Step | None, told: Told, actor: Actor, last: date | None) -> str:
    """Return why a step cannot be made; nothing where it can."""
    if step is None:
        return "går inte att göra som den står nu."
    known = {
        Need.HOLDER: told.holder_id or row.holder_id,
        Need.ORGANISATION: told.organisation or row.organisation_id,
        Need.PLACE: told.place_id or row.place_id,
        Need.NOTE: told.note.strip(),
    }
    missing = [Need(need).label for need in sorted(step.needs) if not known[Need(need)]]
    hindrances = (
        (not step.is_for(actor.roles), "får inte göras av dig."),
        (last is not None and told.day < last, f"har hänt något senare, {last}. Rätta det först."),
        (len(told.note) > LONGEST_NOTE, f"kan ha högst {LONGEST_NOTE} tecken text."),
        (bool(missing), f"behöver att du skriver {', '.join(map(str, missing))}."),
    )
    return next((why for is_so, why in hindrances if is_so), "")


def _sets(step: Step, states: Mapping[str, State], told: Told) -> dict[str, Any]:
    """Return what a step sets: its state, what was told, and what goes with leaving a state."""
    sets: dict[str, Any] = {"state": step.after}
    state = states[step.after]
    if not state.is_in_service:
        sets |= {"holder": None, "unit": None, "location": ""}
    if not state.is_in_stock:
        sets["place"] = None
    told_now = {
        "organisation": told.organisation,
        "holder": told.holder_id,
        "unit": told.unit_id,
        "place": told.place_id if state.is_in_stock else None,
        "location": told.location,
    }
    if told.holder_id and not told.unit_id and state.is_in_service:
        sets["unit"] = None
    return sets | {key: value for key, value in told_now.items() if value}


@transaction.atomic
def take_any(*, kind: str, place_id: int, act: str, told: Told, actor: Actor, at: datetime) -> str:
    """Make a step with whichever thing of a kind lies at a place, and return its tag.

    Each who asks at once gets another: a thing that somebody else is just taking is passed by.
    """
    in_stock = [state.key for state in queries.states().values() if state.is_in_stock]
    free = (
        Device.objects.select_for_update(skip_locked=connection.features.has_select_for_update)
        .filter(kind=kind, place=place_id, state__key__in=in_stock)
        .order_by("pk")
        .first()
    )
    if free is None:
        raise CannotKeep("Ingen sådan ligger i lager där längre.")
    made = take_step(tags=[free.tag], act=act, told=told, actor=actor, at=at)
    if made.refused:
        raise CannotKeep(" ".join(made.refused[0]))
    return free.tag


@transaction.atomic
def correct(*, event_id: int, told: Told, actor: Actor, at: datetime) -> Device:
    """Say that an event was otherwise: another day, organisation, holder, place or location.

    The correction takes its place and says which it corrects. Raises CannotKeep where the event
    does not hold any longer, or its day would pass one beside it.
    """
    device, true, event = _held_event(event_id)
    at_index = [each.id for each in true].index(event.pk)
    before = true[at_index - 1].day if at_index else None
    after = true[at_index + 1].day if at_index + 1 < len(true) else None
    if (before and told.day < before) or (after and told.day > after):
        raise CannotKeep("Dagen ska ligga mellan händelsen före och händelsen efter.")
    if not told.note.strip():
        raise CannotKeep("Skriv varför det rättas.")
    sets = dict(event.sets)
    wanted = {
        "organisation": told.organisation,
        "holder": told.holder_id,
        "unit": told.unit_id,
        "place": told.place_id,
        "location": told.location,
    }
    sets |= {key: value for key, value in wanted.items() if value is not None}
    if (sets, told.day) == (event.sets, event.day):
        raise CannotKeep("Rättelsen säger samma sak som händelsen. Inget är ändrat.")
    line = telling.Line(device, event.act, told.day, sets, note=told.note, corrects=event)
    telling.tell([line], actor=actor, at=at)
    return device


@transaction.atomic
def undo(*, event_id: int, actor: Actor, at: datetime) -> Device:
    """Take back the last event that tells how a thing stands; the first is never taken back."""
    device, true, event = _held_event(event_id)
    if true[-1].id != event.pk:
        raise CannotKeep("Bara det senaste som har hänt kan ångras. Rätta det som är äldre.")
    if len(true) == 1:
        raise CannotKeep("Registreringen kan inte ångras för sig. Gör det från inläsningen.")
    telling.tell([_taking_back(device, event)], actor=actor, at=at)
    return device


@transaction.atomic
def undo_stroke(*, stroke: str, actor: Actor, at: datetime) -> Made:
    """Take back all that was done at one stroke, with the things to which nothing happened since.

    What was registered by it leaves the register; its tag is free again.
    """
    rows = DeviceEvent.objects.filter(stroke=stroke).exclude(act__in=(UNDO, WRITTEN))
    found = list(rows) if stroke else []
    held = {row.device_id for row in found}
    devices = {row.pk: row for row in Device.objects.select_for_update().filter(pk__in=held)}
    stories = telling.stories(held)
    lines: list[telling.Line] = []
    refused: list[tuple[str, str]] = []
    for row in found:
        true = _moving(stories[row.device_id])
        if row.pk not in {event.id for event in true}:
            continue
        device = devices[row.device_id]
        if true[-1].id != row.pk:
            refused.append((device.tag, "har hänt något annat efteråt."))
        else:
            lines.append(_taking_back(device, row))
    telling.tell(lines, actor=actor, at=at)
    return Made(tuple(line.device.tag for line in lines), tuple(refused))


def _taking_back(device: Device, event: DeviceEvent) -> telling.Line:
    return telling.Line(device, UNDO, event.day, {}, corrects=event)


def _held_event(event_id: int) -> tuple[Device, tuple[Happened, ...], DeviceEvent]:
    """Return an event that holds, its thing, held, and what happened to the thing."""
    event = DeviceEvent.objects.filter(pk=event_id).first()
    if event is None:
        raise CannotKeep("Händelsen finns inte.")
    device = Device.objects.select_for_update().get(pk=event.device_id)
    true = _moving(telling.stories([device.pk])[device.pk])
    if event.pk not in {each.id for each in true}:
        raise CannotKeep("Händelsen gäller inte längre: den är redan rättad eller ångrad.")
    return device, true, event


def _moving(story: Sequence[Happened]) -> tuple[Happened, ...]:
    """Return the events that hold and tell how a thing stands."""
    return tuple(event for event in holding_true(story) if event.act != WRITTEN)


@transaction.atomic
def write_over(
    *, tag: str, wanted: Mapping[str, Any], seen_version: int, actor: Actor, at: datetime, day: date
) -> Device:
    """Write over what is told of a thing: its name, numbers and fields; what it said is kept.

    Raises CannotKeep where somebody has written since `seen_version` was read.
    """
    row = Device.objects.select_for_update().filter(tag=tag).first()
    if row is None:
        raise CannotKeep(f"{tag} finns inte.")
    if row.version != seen_version:
        raise CannotKeep("Någon annan har ändrat uppgifterna. Läs in sidan igen.")
    changes = telling.changes(row, wanted)
    if changes:
        telling.write([(row, wanted, changes)], actor=actor, at=at, day=day)
    return row
