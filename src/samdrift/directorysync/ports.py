"""Where directories are, and what they tell, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samdrift.directorysync.choices import Sort, What


@dataclass(frozen=True, slots=True)
class BranchTold:
    """A part of a directory: below which name, and whose those in it are."""

    dn: str
    organisation: str
    person_kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a directory, and how; the password is none of the database's."""

    address: str
    bind_name: str
    password: str = field(repr=False)
    branches: tuple[BranchTold, ...]
    filters: Mapping[Sort, str]
    """How those of each sort are found; a sort with no filter is not asked for."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An entry as the directory has it: its name there, and every value of what was asked for.

    Attributes are told by their names in small letters.
    """

    sort: Sort
    branch: BranchTold
    dn: str
    told: Mapping[str, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is compared: what identifies it for ever, and what each field says.

    Fields that point at other entries (`unit`, `parent`, `manager`, `owner`) hold their id there.
    """

    sort: Sort
    guid: str
    dn: str
    fields: Mapping[str, str]
    department: str = ""
    """Where somebody works in the directory's own words; a unit is made of it, see departments."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.fields["name"]


@dataclass(frozen=True, slots=True)
class Passed:
    """An entry that is passed by, and why."""

    sort: Sort
    dn: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """How an entry differs: what, each field with what it said and says, and which row it is of."""

    sort: Sort
    what: What
    guid: str
    dn: str
    name: str
    fields: Mapping[str, str]
    changes: tuple[tuple[str, str, str], ...] = ()
    row_id: int | None = None
    note: str = ""
