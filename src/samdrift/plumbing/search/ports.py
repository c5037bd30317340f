"""What an app tells the index, what it lets be found by whom, and what may be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Model
from django.utils.functional import Promise

from samdrift.plumbing.access import Viewer

NOW = datetime(9999, 12, 31, tzinfo=UTC)
"""When a fact of today came about: at the moment it is told."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing that can be found: a case, a person, a device, a guide.

    `labels` say who may see it and what it may be narrowed to: `queue:7`, `state:open`. The
    organisation and the kind are labels by themselves. `text` is told newest first where it is
    long: what is beyond `rows.MOST_TEXT` characters is not looked into. `inside` is text that only
    those inside find it by, or see of it.
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
    inside: str = ""
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: that which has, of each group, one label at least.

    A group without labels lets nothing through. Who `sees_inside` finds things by what is told for
    those inside alone, too.
    """

    groups: tuple[frozenset[str], ...]
    sees_inside: bool = False

    @classmethod
    def everything(cls) -> Scope:
        """Return the scope of who may see all."""
        return cls((), sees_inside=True)

    @classmethod
    def of_organisations(cls, codes: Sequence[str]) -> Scope:
        """Return the scope of who may see what belongs to some organisations."""
        return cls((frozenset(f"organisation:{code}" for code in codes),))

    def narrowed(self, *labels: str) -> Scope:
        """Return the scope of what has one of these labels too."""
        return replace(self, groups=(*self.groups, frozenset(labels)))


@dataclass(frozen=True, slots=True)
class Watched:
    """Rows that things are told from, and of which things: the database itself marks those.

    `keys` is SQL that gives, of `{row}`, the id of each thing; `columns` are those that matter.
    """

    model: type[Model]
    columns: tuple[str, ...]
    keys: str = "SELECT {row}.id AS key"


@dataclass(frozen=True, slots=True)
class SearchableSource:
    """An app's things of one kind, each a row of a model, whose id is its key.

    `things` tells those of some ids that are to be found; the rest are forgotten.
    """

    key: str
    label: str
    kind: str
    model: type[Model]
    things: Callable[[Sequence[int]], Iterable[Searchable]]
    watched: tuple[Watched, ...] = ()


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks for something."""

    viewer: Viewer
    user_id: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Where something found leads, what it is called besides its title, and how it stands."""

    href: str
    called: str = ""
    detail: str = ""
    is_sealed: bool = False
    """Whether its text is shown only where it is opened, because whoever reads it is noted."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What things of a kind can be narrowed by: labels that begin so, and what each means."""

    name: str
    label: str
    begins: str
    choices: tuple[tuple[str, str], ...]


def no_narrowings(_seeker: Seeker) -> tuple[Narrowing, ...]:
    """Return that a kind is not narrowed."""
    return ()


@dataclass(frozen=True, slots=True)
class Findable:
    """Things of one kind that somebody may find, and where they lead.

    `grants` gives the labels that open for a seeker: a thing with one of them is found. `shown` is
    the door: it tells those of some keys that the seeker may open now. Where things are `many`
    they are looked for by themselves, so that they do not crowd out the rest.
    """

    key: str
    kind: str
    slug: str
    label: str | Promise
    one: str | Promise
    position: int
    grants: Callable[[Seeker], frozenset[str]]
    shown: Callable[[Seeker, Sequence[str]], Mapping[str, Shown]]
    narrowings: Callable[[Seeker], tuple[Narrowing, ...]] = no_narrowings
    is_many: bool = False
