"""Which tickets are still to be done, said so that both databases find them by their indexes.

The indexes of open tickets hold those alone. SQLite takes such an index only where the question
says which in so many words: what is bound to a question it has not seen when it chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

from django.db.models import F, Lookup, Q

from samdrift.servicedesk.choices import UNSOLVED

if TYPE_CHECKING:
    _Lookup = Lookup[Any]
else:
    _Lookup = Lookup

_IN_WORDS = ", ".join(f"'{status.value}'" for status in UNSOLVED)


class _IsUnsolved(_Lookup):
    """Whether a status is one of those that are not solved, each said as it is stored."""

    prepare_rhs = False

    @override
    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        told, params = self.process_lhs(compiler, connection)
        return f"{told} IN ({_IN_WORDS})", tuple(params)


class _IsTrue(_Lookup):
    """Whether something is so, without binding that it is."""

    prepare_rhs = False

    @override
    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        told, params = self.process_lhs(compiler, connection)
        return (f"{told} = 1" if connection.vendor == "sqlite" else told), tuple(params)


def still_open() -> Q:
    """Return the condition that a ticket is worked with here and not solved yet."""
    return Q(_IsTrue(F("is_live"), None)) & Q(_IsUnsolved(F("status"), None))
