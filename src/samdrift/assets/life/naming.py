"""What the keys that events set are called: states, organisations, people, units, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.assets.models import LifeState, StockPlace
from samdrift.directory.models import Person, Unit
from samdrift.parties import queries as parties


@dataclass(frozen=True, slots=True)
class Names:
    """What keys are called; an unknown one is called nothing."""

    states: dict[str, str]
    organisations: dict[str, str]
    people: dict[int, str]
    units: dict[int, str]
    places: dict[int, str]

    def told(self, sets: Mapping[str, Any]) -> dict[str, str]:
        """Return what an event sets, in words; what it empties is a dash."""
        called: dict[str, Mapping[Any, str]] = {
            "state": self.states,
            "organisation": self.organisations,
            "holder": self.people,
            "unit": self.units,
            "place": self.places,
        }
        return {
            key: called.get(key, {}).get(value, str(value)) if value else ""
            for key, value in sets.items()
        }


def names(told: Iterable[Mapping[str, Any]]) -> Names:
    """Return what the keys of some events are called; what none of them names is not asked for."""
    keys: dict[str, set[Any]] = {"holder": set(), "unit": set(), "place": set()}
    for sets in told:
        for kind, found in keys.items():
            if sets.get(kind):
                found.add(sets[kind])
    return Names(
        states=dict(LifeState.objects.values_list("key", "label")),
        organisations=parties.names_by_code(),
        people=_called(Person, keys["holder"]),
        units=_called(Unit, keys["unit"]),
        places=_called(StockPlace, keys["place"]),
    )


def _called(model: type[Person | Unit | StockPlace], ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    return dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))
