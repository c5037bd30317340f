"""The triggers and exclusions by which the database itself refuses what must never be."""

from __future__ import annotations

from django.db import connection

from samdrift.kernel.refusals import Refusal

_MADE_ANEW = ("reporting_tells", "search_mark")
"""How the names begin of triggers that are made anew whenever they are missed."""

_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)
        UNION ALL
        SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE contype = 'x' AND pg_table_is_visible(pg_class.oid)
    """,
}


class WallLost(Refusal):
    """An upgrade has taken away something by which the database refuses what must never be."""


def standing() -> frozenset[str]:
    """Return the names of all that stands."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        names = (str(name) for (name,) in cursor.fetchall())
        return frozenset(name for name in names if not name.startswith(_MADE_ANEW))


def require(before: frozenset[str]) -> None:
    """See that all that stood before an upgrade still stands. Raises WallLost.

    SQLite rebuilds a table to change it, and what stood on the old one may go with that.
    """
    lost = sorted(before - standing())
    if lost:
        raise WallLost(
            f"Uppgraderingen tog bort {', '.join(lost)}, som vaktar uppgifterna. "
            "Lägg tillbaka säkerhetskopian, och anmäl det till den som sköter Samdrift."
        )
