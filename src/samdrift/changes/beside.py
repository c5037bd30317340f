"""What is known of changes beside a ticket, and the texts of theirs that tell of tickets."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.changes.queries import changes as queries
from samdrift.reporting.together import Rows
from samdrift.servicedesk.ports import BesideSource, Lead, QuotingSource, Reader


def _about(rows: Rows, _number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the changes a ticket belongs with: what caused it, or what is done about it."""
    return tuple(
        Lead(f"{number} {title}", _address(number), _("Ändring")) for number, title in sorted(rows)
    )


def _quoting() -> tuple[tuple[int, Lead], ...]:
    """Return the changes that tell of tickets, whose texts are not wiped with them."""
    return tuple(
        (ticket, Lead(f"{number} {title}", _address(number)))
        for ticket, number, title in queries.every_link()
    )


def _address(number: str) -> str:
    return reverse("changes:change", args=[number])


OFFERS = (
    BesideSource("changes.beside", _about, queries.of_ticket),
    QuotingSource("changes.quoting", _quoting),
)
