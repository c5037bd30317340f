"""What an app tells the index, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing that can be found: a case, a person, a device, a guide.

    `labels` say who may see it and what it may be narrowed to: `queue:7`, `status:open`,
    `person:eva`. The organisation and the kind are labels by themselves. `text` is told newest
    first where it is long: what is beyond `rows.MOST_TEXT` characters is not looked into.
    """

    kind: str
    key: str
    title: str
    created: datetime
    organisation: str = ""
    numbers: tuple[str, ...] = ()
    """What it is called by: a case's number, a device's serial. Found before all else."""
    people: str = ""
    text: str = ""
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: that which has, of each group, one label at least.

    A group without labels lets nothing through.
    """

    groups: tuple[frozenset[str], ...]

    @classmethod
    def everything(cls) -> Scope:
        """Return the scope of who may see all."""
        return cls(())

    @classmethod
    def of_organisations(cls, codes: Sequence[str]) -> Scope:
        """Return the scope of who may see what belongs to some organisations."""
        return cls((frozenset(f"organisation:{code}" for code in codes),))

    def narrowed(self, *labels: str) -> Scope:
        """Return the scope of what has one of these labels too."""
        return Scope((*self.groups, frozenset(labels)))


@dataclass(frozen=True, slots=True)
class SearchableSource:
    """An app's things of one kind. `documents` gives those after a key, in the order of keys.

    An empty key is before all others. `kind` is that of each thing it gives.
    """

    key: str
    label: str
    kind: str
    documents: Callable[[str, int], Sequence[Searchable]]
    count: Callable[[], int]
