"""How much a page may ask of the database."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_QUESTIONS = 25
"""So many questions at most, of a page that is ready, and of any that was not (ADR 18)."""

NO_QUESTIONS = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET ", "RESET ", "PRAGMA ")
"""Savepoints are a test's, which is one transaction as a page is not; PostgreSQL's planner is told
how to look through the search index, and SQLite how long to wait."""


def asked_of(captured):
    """Return what the records were asked."""
    return [each["sql"] for each in captured if not each["sql"].startswith(NO_QUESTIONS)]


@contextmanager
def few_questions(most=MOST_QUESTIONS):
    """Hold what is done within to so many questions, and tell them where they are more."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = asked_of(captured)
    assert len(asked) <= most, "\n".join(asked)
