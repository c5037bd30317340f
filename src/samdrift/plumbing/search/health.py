"""Whether what is found is what there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.health import Examination, Finding, fault, good, warning
from samdrift.plumbing.search import marking
from samdrift.plumbing.search.models import Entry, Mark
from samdrift.sweden.words import analysis

MANY = 10_000


def look_at_index(_at: datetime) -> Iterator[Finding]:
    """Tell how much waits to be told to the index, and whether all is told by present rules."""
    if marking.is_unwatched():
        yield fault("Det som ändras märks inte för sökningen. Kör samdrift reindex.")
    waiting = Mark.objects.all()[: MANY + 1].count()
    if waiting > MANY:
        yield warning(f"Mer än {MANY} ändringar väntar på att kunna hittas. Arbetaren tar dem.")
    older = Entry.objects.exclude(analyser=analysis.VERSION)[: MANY + 1].count()
    if older:
        yield warning("Indexet skrivs om efter en uppgradering. Det går att söka under tiden.")
    if not older and waiting <= MANY:
        yield good("Det som har ändrats går att hitta.")


OFFERS = (Examination("search.index", _("Sökningens index"), look_at_index),)
