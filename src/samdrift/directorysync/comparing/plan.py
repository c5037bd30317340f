"""What would be done so that what is known becomes what a directory tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samdrift.assets.taking_in import accounts
from samdrift.directorysync.choices import Sort, What
from samdrift.directorysync.comparing import departments, known
from samdrift.directorysync.comparing.known import LOCAL, KnownEntry
from samdrift.directorysync.entries import NO, YES
from samdrift.directorysync.ports import Line, Passed, Told

ONE_IN = 5
"""More than one in so many that vanish are asked about before anything is done."""
_WHERE = ("organisation", "unit", "parent")
_POINTS = ("unit", "parent", "manager", "owner")

type Changes = tuple[tuple[str, str, str], ...]
"""Each field with what it said and says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done: line by line, and in numbers."""

    lines: tuple[Line, ...]
    passed: tuple[Passed, ...]
    read: Mapping[Sort, int]
    present: Mapping[Sort, int]
    """How many of each sort were there when the directory was last read."""
    entry_ids: Mapping[str, int]
    """The entries that are known already."""
    moved: Mapping[int, str]
    """Entries whose name in the directory is another, known by nothing else."""

    @property
    def vanished(self) -> dict[Sort, int]:
        """How many of each sort would vanish."""
        return dict(Counter(line.sort for line in self.lines if line.what == What.VANISHED))

    @property
    def too_many(self) -> dict[Sort, int]:
        """How many would vanish, of the sorts of which more than a fifth would."""
        return {
            sort: number
            for sort, number in self.vanished.items()
            if number * ONE_IN > self.present.get(sort, 0)
        }

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each sort differ, and how."""
        found: dict[str, dict[str, int]] = {}
        told = [(each.sort, each.what) for each in self.lines]
        told += [(each.sort, What.PASSED) for each in self.passed]
        for (sort, what), number in Counter(told).items():
            found.setdefault(str(sort), {})[str(what)] = number
        return found


def plan(source_id: int, told: Sequence[Told], passed: Iterable[Passed]) -> Plan:
    """Return what would be done."""
    refers = known.references(source_id)
    told = departments.placed(source_id, told, refers)
    entries = known.entries(source_id, refers)
    taken, first = _tags(told, entries)
    left_out = list(passed)
    new: list[Told] = []
    lines: list[Line] = []
    for each in told:
        why = _why_not(each, entries, taken, first)
        if why:
            left_out.append(Passed(each.sort, each.dn, why))
        elif each.guid in entries:
            lines += _known(each, entries[each.guid])
        else:
            new.append(each)
    found = known.recognised(new, refers)
    for each in new:
        line = _new(each, found.get(each.guid))
        if line is None:
            left_out.append(Passed(each.sort, each.dn, "är avstängd, och har inte funnits här."))
        else:
            lines.append(line)
    guids = {each.guid for each in told}
    gone = [
        _gone(guid, each)
        for guid, each in entries.items()
        if guid not in guids and each.gone_at is None
    ]
    return Plan(
        lines=(*gone, *lines),
        passed=tuple(left_out),
        read=Counter(each.sort for each in told),
        present=Counter(each.sort for each in entries.values() if each.gone_at is None),
        entry_ids={guid: each.id for guid, each in entries.items()},
        moved={
            entries[each.guid].id: each.dn
            for each in told
            if each.guid in entries and entries[each.guid].dn != each.dn
        },
    )


def _tags(
    told: Sequence[Told], entries: Mapping[str, KnownEntry]
) -> tuple[frozenset[str], dict[str, str]]:
    """Return which tags stand on other things, and which account has each first."""
    first: dict[str, str] = {}
    for each in sorted(
        (each for each in told if each.sort == Sort.ACCOUNT),
        key=lambda each: each.guid not in entries,
    ):
        first.setdefault(each.fields["tag"], each.guid)
    taken: set[str] = set()
    for some in known.batches(list(first)):
        taken |= accounts.taken(some)
    return frozenset(taken), first


def _why_not(
    each: Told,
    entries: Mapping[str, KnownEntry],
    taken: frozenset[str],
    first: Mapping[str, str],
) -> str:
    """Return why an entry is passed by; nothing where it is not."""
    entry = entries.get(each.guid)
    if entry is not None and entry.sort != each.sort:
        return "har varit något annat här. Ändra filtren, eller låt den vara."
    if each.sort != Sort.ACCOUNT:
        return ""
    tag = each.fields["tag"]
    if tag in taken:
        return f"{tag} är märkningen på något annat i registret."
    return "" if first[tag] == each.guid else f"{tag} finns två gånger i katalogen."


def _known(each: Told, entry: KnownEntry) -> list[Line]:
    """Return how an entry that is known differs; nothing where it does not."""
    is_back = entry.gone_at is not None
    if is_back and each.fields.get("active") == NO:
        return []
    fields = _settled(entry.fields, each.fields)
    changes = _changes(entry.fields, fields)
    if not changes and not is_back:
        return []
    what = What.RETURNED if is_back else _what(changes)
    return [_line(each, what, fields, changes, entry.row_id)]


def _new(each: Told, found: tuple[int, dict[str, str]] | None) -> Line | None:
    """Return the line of an entry that is met for the first time; None for one that is shut."""
    if found is not None:
        row_id, said = found
        fields = _settled(said, each.fields)
        return _line(each, What.RECOGNISED, fields, _changes(said, fields), row_id)
    if each.fields.get("active") == NO:
        return None
    return Line(each.sort, What.NEW, each.guid, each.dn, each.name, each.fields)


def _line(each: Told, what: What, fields: Mapping[str, str], changes: Changes, row_id: int) -> Line:
    return Line(each.sort, what, each.guid, each.dn, each.name, fields, changes, row_id)


def _gone(guid: str, entry: KnownEntry) -> Line:
    is_shut = entry.fields.get("active") == YES
    fields = dict(entry.fields) | ({"active": NO} if is_shut else {})
    name = entry.fields["name"]
    return Line(entry.sort, What.VANISHED, guid, entry.dn, name, fields, (), entry.row_id)


def _settled(said: Mapping[str, str], says: Mapping[str, str]) -> dict[str, str]:
    """Return what an entry is to say.

    Where the directory points at nothing, and ours at a row that it knows nothing of, ours stays.
    """
    return {
        key: said[key]
        if key in _POINTS and not value and said.get(key, "").startswith(LOCAL)
        else value
        for key, value in says.items()
    }


def _changes(said: Mapping[str, str], says: Mapping[str, str]) -> Changes:
    return tuple(
        (key, said.get(key, ""), value) for key, value in says.items() if said.get(key, "") != value
    )


def _what(changes: Changes) -> What:
    says = {key: after for key, _before, after in changes}
    if "active" in says:
        return What.SHUT if says["active"] == NO else What.OPENED
    if any(key in says for key in _WHERE):
        return What.MOVED
    return What.RENAMED if "name" in says else What.CHANGED
