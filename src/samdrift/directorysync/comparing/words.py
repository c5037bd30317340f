"""Differences in words: what fields point at by name, so that they can be read for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.directory.queries import phone_words
from samdrift.directorysync.comparing.known import LOCAL, References, batches
from samdrift.directorysync.ports import Line, Told
from samdrift.parties import queries as parties

_UNITS, _PEOPLE, _PHONES = ("unit", "parent"), ("manager", "owner"), ("phone", "mobile")


class Names:
    """What entries, organisations and kinds are called."""

    def __init__(self, lines: Sequence[Line], told: Sequence[Told], refers: References) -> None:
        """Ask for the names of all that the changes of some lines point at."""
        self._told = {each.guid: each.name for each in told}
        self._organisations = parties.names_by_code()
        self._rows = _called(Unit, refers.units, lines, _UNITS)
        self._rows |= _called(Person, refers.people, lines, _PEOPLE)

    def changes(self, line: Line) -> list[tuple[str, str, str]]:
        """Return the changes of a line in words; what its sort tells already is left out."""
        return [
            (key, self._word(key, before), self._word(key, after))
            for key, before, after in line.changes
            if key != "active"
        ]

    def _word(self, key: str, value: str) -> str:
        if not value:
            return ""
        if key in _UNITS + _PEOPLE:
            word = self._told.get(value) or self._rows.get((key in _UNITS, value), "")
        elif key == "organisation":
            word = self._organisations.get(value, value)
        elif key == "kind":
            word = str(PersonKind(value).label)
        else:
            word = phone_words(value) if key in _PHONES else value
        return word


def _called(
    model: type[Unit | Person],
    guids: Mapping[int, str],
    lines: Sequence[Line],
    keys: tuple[str, ...],
) -> dict[tuple[bool, str], str]:
    """Return what rows of ours are called, by how changes point at them."""
    ids = {guid: pk for pk, guid in guids.items()}
    wanted: dict[int, str] = {}
    for line in lines:
        points = [(before, after) for key, before, after in line.changes if key in keys]
        for value in {value for both in points for value in both if value}:
            pk = int(value[len(LOCAL) :]) if value.startswith(LOCAL) else ids.get(value)
            if pk is not None:
                wanted[pk] = value
    names: dict[tuple[bool, str], str] = {}
    for some in batches(list(wanted)):
        for pk, name in model._default_manager.filter(pk__in=some).values_list("pk", "name"):
            names[(model is Unit, wanted[pk])] = name
    return names
