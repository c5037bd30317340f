"""How much a page may ask of the database."""

MOST_QUESTIONS = 25
"""So many questions at most, of a page that is ready, and of any that was not (ADR 18)."""

NO_QUESTIONS = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET ", "RESET ", "PRAGMA ")
"""Savepoints are a test's, which is one transaction as a page is not; PostgreSQL's planner is told
how to look through the search index, and SQLite how long to wait."""


def asked_of(captured):
    """Return what the records were asked."""
    return [each["sql"] for each in captured if not each["sql"].startswith(NO_QUESTIONS)]
