"""What services cost in full, told to those who set prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.catalogue.ports import Cost, CostSource, Reckoned
from samdrift.costing.models import CostEdge, CostPart, PartCost
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span


def services() -> tuple[tuple[str, str], ...]:
    """Return every service of every reckoning of whole years, the latest first."""
    found = CostPart.objects.exclude(service_key="").select_related("run")
    return tuple(
        (_key(part), _words(part))
        for part in found.order_by("-run__starts", "-run_id", "position", "id")
        if Span(part.run.starts, part.run.ends).is_whole_years
    )


def reckoned(wanted: Collection[str]) -> dict[str, Reckoned]:
    """Return what services cost by some reckonings: what was booked, and what they were handed."""
    runs = {int(each.partition(" ")[0]) for each in wanted if each.partition(" ")[0].isdecimal()}
    parts = {
        part.pk: part
        for part in CostPart.objects.filter(run__in=runs).select_related("run")
        if _key(part) in wanted
    }
    costs: dict[int, list[Cost]] = defaultdict(list)
    own = PartCost.objects.filter(part__in=parts).values_list("part_id", "words", "amount_ore")
    handed = CostEdge.objects.filter(receiver__in=parts, amount_ore__gt=0).order_by("id")
    for part_id, words, ore in (
        *own,
        *handed.values_list("receiver_id", F("sender__name"), "amount_ore"),
    ):
        costs[part_id].append(Cost(words[:100], Money(ore), _run_words(parts[part_id])))
    return {
        _key(part): Reckoned(
            _words(part),
            tuple(costs[pk]),
            reverse("costing:part", args=(part.run_id, part.key)),
        )
        for pk, part in parts.items()
    }


def _key(part: CostPart) -> str:
    return f"{part.run_id} {part.key}"


def _words(part: CostPart) -> str:
    return f"{part.name}, {_run_words(part)}"


def _run_words(part: CostPart) -> str:
    return _("körning %(number)s för %(year)s") % {
        "number": part.run_id, "year": part.run.starts.year,
    }  # fmt: skip


OFFERS = (CostSource("costing.services", services, reckoned),)
