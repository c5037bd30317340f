"""The connections behind many counts, counted by one question."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q

from samdrift.fibre import queries
from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Origin
from samdrift.reporting.ports import Tally, TallySource


def tally(origins: Sequence[Origin]) -> tuple[Tally, ...]:
    """Count the connections each origin's organisation got in its span."""
    counts = {f"of_{at}": Count("pk", filter=_asked(each)) for at, each in enumerate(origins)}
    counted = Connection.objects.aggregate(**counts)
    return tuple(Tally(counted[f"of_{at}"]) for at in range(len(origins)))


def _asked(origin: Origin) -> Q:
    return queries.within(origin.span) & Q(organisation_id=dict(origin.scope)["organisation"])


OFFERS = (TallySource(key=queries.CONNECTIONS, tally=tally, reads=queries.READS),)
