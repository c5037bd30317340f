"""What is held of somebody, the register of processing, and what was taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Field, Model, Q, QuerySet

from samdrift.directory.models import Person
from samdrift.plumbing import contributions
from samdrift.plumbing.personal import HeldOfPerson, Processing
from samdrift.privacy.models import Extract, TakenOut

SECRETS: Final = frozenset(
    {"password", "digest", "salt", "earlier_salt", "token", "session_key", "sealed"}
)
"""What lets somebody in is nothing that anybody is told of."""
MOST_EXTRACTS: Final = 50
MOST_FILES: Final = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about: the person, and the account they sign in with where they have one."""

    person_id: int
    user_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one kind that tell of somebody: their columns, and their cells as text."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An extract that was made."""

    person: str
    by: str
    at: datetime
    rows: int


def subject(person_id: int) -> Subject | None:
    """Return whom an id is of, None where it is nobody's."""
    found = Person.objects.filter(pk=person_id).values_list("pk", "user_id", "name").first()
    return Subject(*found) if found else None


def sheets_of(whom: Subject) -> Iterator[Sheet]:
    """Yield all that is held of somebody, kind by kind, as every app offers it."""
    for offer in contributions.offered(HeldOfPerson):
        model = apps.get_model(offer.model)
        columns = tuple(
            each.attname for each in model._meta.concrete_fields if each.name not in SECRETS
        )
        rows = _rows(model, offer, whom).values_list(*columns).order_by("pk").distinct()
        yield Sheet(
            offer.model,
            str(offer.title),
            columns,
            tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
        )


def register() -> tuple[Processing, ...]:
    """Return the register of processing, lowest storey first."""
    return tuple(contributions.offered(Processing))


def extracts() -> tuple[Made, ...]:
    """Return the latest extracts, newest first."""
    rows = Extract.objects.values_list("person__name", "by_name", "made_at", "rows")
    return tuple(Made(*row) for row in rows[:MOST_EXTRACTS])


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that somebody took out."""

    name: str
    address: str
    by: str
    at: datetime


def files_taken_out(*, by: str = "") -> tuple[FileLine, ...]:
    """Return the latest files that were taken out, newest first: all, or by one user name."""
    rows = TakenOut.objects.filter(by_user__username__iexact=by) if by else TakenOut.objects.all()
    told = rows.values_list("name", "address", "by_user__username", "at")
    return tuple(FileLine(*row) for row in told[:MOST_FILES])


def _rows(model: type[Model], offer: HeldOfPerson, whom: Subject) -> QuerySet[Any]:
    asked = Q(pk__in=())
    for path in offer.by:
        wanted = whom.person_id if leads_to(model, path) is Person else whom.user_id
        if wanted is not None:
            asked |= Q(**{path: wanted})
    return model._default_manager.filter(asked)


def leads_to(model: type[Model], path: str) -> type[Model]:
    """Return whom a path of fields leads to: a person, or the account of one."""
    found: type[Model] = model
    for name in path.split("__"):
        field: Field[Any, Any] = model._meta.pk if name == "pk" else model._meta.get_field(name)  # type: ignore[assignment]
        found = found if name == "pk" else field.related_model  # type: ignore[assignment]
        model = found
    assert found in (Person, User), f"{path} leads to {found}"
    return found
