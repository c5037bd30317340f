"""Whose number it is that people call, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samdrift.kernel.spans import Span
from samdrift.switchboard.models import CalledNumber


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that people call: whose it is, what it is for, and over which days."""

    id: int
    number: str
    organisation_code: str
    organisation_name: str
    purpose: str
    span: Span


@dataclass(frozen=True, slots=True)
class Register:
    """Whose numbers are, any day."""

    spans: Mapping[str, tuple[tuple[Span, str], ...]]

    def organisation_of(self, number: str, day: date) -> str | None:
        """Return the code of whoever has a number on a day, None where nobody has."""
        held = self.spans.get(number, ())
        return next((code for span, code in held if day in span), None)


def register(numbers: Iterable[str] | None = None) -> Register:
    """Return whose the numbers are, or some of them."""
    rows = CalledNumber.objects.all()
    if numbers is not None:
        rows = rows.filter(number__in=set(numbers))
    held: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in rows:
        held[row.number].append((Span(row.valid_from, row.valid_until), str(row.organisation_id)))
    return Register({number: tuple(spans) for number, spans in held.items()})


def numbers() -> tuple[Numbered, ...]:
    """Return every number and whose it is or was, the latest span of each first."""
    rows = CalledNumber.objects.select_related("organisation").order_by("number", "-valid_from")
    return tuple(
        Numbered(
            row.pk,
            row.number,
            str(row.organisation_id),
            row.organisation.name,
            row.purpose,
            Span(row.valid_from, row.valid_until),
        )
        for row in rows
    )
