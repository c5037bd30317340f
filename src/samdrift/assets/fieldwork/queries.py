"""What a phone takes along: things in few words, and the steps that lead on from their states."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.assets import queries as assets
from samdrift.assets.life import queries as life
from samdrift.assets.models import Device
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.plumbing.wording import in_words

MOST_TAKEN = 5_000


@dataclass(frozen=True, slots=True)
class Way:
    """A step that leads on from a state, and what it needs to be told."""

    act: str
    label: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A thing as the phone has it with it."""

    tag: str
    words: str
    kind: str
    state: str
    holder: str
    where: str
    version: int


@dataclass(frozen=True, slots=True)
class Pocket:
    """What a phone takes along of an organisation."""

    things: tuple[Taken, ...]
    is_whole: bool
    ways: dict[str, tuple[Way, ...]]
    """The steps by kind and state, as `computer.staff.laptop held`."""
    states: dict[str, str]


def pocket(reader: Reader, organisation: str) -> Pocket:
    """Return the things of an organisation that are not over; at most so many, by their tags."""
    rows = door.things(reader).filter(organisation_id=organisation, state__is_over=False)
    found = list(rows.select_related("holder", "place").order_by("tag")[: MOST_TAKEN + 1])
    labels = assets.kind_labels()
    states = {key: in_words(state.label) for key, state in life.states().items()}
    kept = found[:MOST_TAKEN]
    return Pocket(
        tuple(_taken(row, in_words(labels.get(row.kind, row.kind))) for row in kept),
        len(found) <= MOST_TAKEN,
        _ways(reader, {(row.kind, str(row.state_id)) for row in kept}),
        states,
    )


def _taken(row: Device, kind: str) -> Taken:
    where = ", ".join(filter(None, (row.place.name if row.place else "", row.location)))
    return Taken(
        tag=row.tag,
        words=", ".join(filter(None, (row.model or kind, row.name, row.serial))),
        kind=row.kind,
        state=str(row.state_id),
        holder=row.holder.name if row.holder else "",
        where=where,
        version=row.version,
    )


def _ways(reader: Reader, met: set[tuple[str, str]]) -> dict[str, tuple[Way, ...]]:
    steps = {kind: life.steps_of(kind) for kind in {kind for kind, _state in met}}
    return {
        f"{kind} {state}": tuple(
            Way(step.act, in_words(step.label), tuple(sorted(step.needs)))
            for step in steps[kind]
            if step.before == state and step.is_for(reader.roles)
        )
        for kind, state in sorted(met)
    }
