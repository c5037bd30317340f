"""Who appears in the stories: those who need help, those who help, and where things are passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samdrift.servicedesk.ports import Actor


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who may report, and where they work; `sort` says what is done there."""

    person_id: int
    name: str
    title: str
    sort: str
    unit_id: int
    unit_name: str
    organisation_code: str
    place: str
    computer: str = ""
    """What stands on their computer."""

    @property
    def actor(self) -> Actor:
        """Return them as one who acts."""
        return Actor(self.name, person_id=self.person_id)

    @property
    def given_name(self) -> str:
        """Return what they sign with."""
        return self.name.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who helps, and the group they help in."""

    user_id: int
    name: str
    group: str

    @property
    def actor(self) -> Actor:
        """Return them as one who acts."""
        return Actor(self.name, user_id=self.user_id)


@dataclass(frozen=True, slots=True)
class SupplierDesk:
    """A supplier's own service desk: their code, and where they take mail."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Cast:
    """All who appear."""

    reporters: Mapping[str, Sequence[Reporter]]
    """By what is done where they work."""
    colleagues: Mapping[str, Sequence[Colleague]]
    """By the key of their group."""
    groups: Mapping[str, int]
    suppliers: Mapping[str, SupplierDesk]
    users: Mapping[str, Colleague]
    """Everybody who signs in, by the name they do it with."""

    def colleague(self, user: str) -> Colleague:
        """Return somebody by the name they sign in with."""
        return self.users[user]
