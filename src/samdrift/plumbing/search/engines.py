"""Which engine there is."""

from __future__ import annotations

from django.db import connection

from samdrift.plumbing.search.engine import Engine
from samdrift.plumbing.search.postgresql import PostgreSQL
from samdrift.plumbing.search.sqlite import SQLite


def engine() -> Engine:
    """Return the engine of the database there is."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
