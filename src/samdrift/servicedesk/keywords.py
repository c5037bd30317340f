"""Keywords as they are read: those of a ticket, and all there are."""

from __future__ import annotations

from django.db.models import OuterRef, Q, StringAgg, Subquery, Value

from samdrift.kernel.swedish_order import swedish_key
from samdrift.reporting import memory
from samdrift.servicedesk.models import Keyword, TicketKeyword

BETWEEN = ", "
"""Between keywords that are read in a line, and written in one; none has it within."""

SETTLED = (Keyword,)
"""What the keywords to choose among are read from."""

MOST_OFFERED = 500


def told() -> Subquery:
    """Return what annotates tickets with their keywords, read by the question that reads them."""
    own = TicketKeyword.objects.filter(ticket=OuterRef("pk")).order_by().values("ticket")
    line = StringAgg("keyword__word", delimiter=Value(BETWEEN))
    return Subquery(own.annotate(line=line).values("line"))


def apart(line: str | None) -> tuple[str, ...]:
    """Return keywords that were told in a line, in order."""
    return tuple(sorted(line.split(BETWEEN), key=swedish_key)) if line else ()


def having(word: str) -> Q:
    """Return the condition that tickets have a keyword."""
    return Q(pk__in=TicketKeyword.objects.filter(keyword__word=word).values("ticket"))


def offered() -> tuple[str, ...]:
    """Return the keywords that are offered where one is typed, in order."""
    return memory.in_process("servicedesk.keywords", SETTLED, _offered)


def _offered() -> tuple[str, ...]:
    words = Keyword.objects.values_list("word", flat=True)[:MOST_OFFERED]
    return tuple(sorted(words, key=swedish_key))
