"""One snapshot of the database for a whole report: the same figure asked twice is the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

_MEMORY: ContextVar[dict[Hashable, object] | None] = ContextVar("samdrift_snapshot", default=None)
_AFTERWARDS = "reporting.afterwards"


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database, and remember what was asked.

    Inside another snapshot it is that one. It never blocks a writer.
    """
    if _MEMORY.get() is not None:
        yield
        return
    memory: dict[Hashable, object] = {}
    token = _MEMORY.set(memory)
    try:
        with _reading_transaction():
            yield
    finally:
        _MEMORY.reset(token)
    for action in _actions(memory):
        action()


def is_open() -> bool:
    """Whether we are inside a snapshot."""
    return _MEMORY.get() is not None


def afterwards(action: Callable[[], None]) -> None:
    """Do something once the snapshot is over, unless it ended in an error."""
    memory = _MEMORY.get()
    assert memory is not None, "only a snapshot has an end"
    _actions(memory).append(action)


def _actions(memory: dict[Hashable, object]) -> list[Callable[[], None]]:
    return memory.setdefault(_AFTERWARDS, [])  # type: ignore[return-value]  # Its own key.


def remembered[Answer](key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer given before in this snapshot, else ask; outside one, always ask."""
    memory = _MEMORY.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    return memory[key]  # type: ignore[return-value]  # The key says which question it answers.


@contextmanager
def _reading_transaction() -> Iterator[None]:
    """SQLite: a deferred transaction takes no write lock. PostgreSQL: one snapshot throughout."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with _deferred(connections[DEFAULT_DB_ALIAS]), transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred(wrapper: Any) -> Iterator[None]:  # noqa: ANN401  Its stubs lack the attribute.
    wrapper.ensure_connection()  # Which sets the attribute.
    mode = wrapper.transaction_mode
    wrapper.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        wrapper.transaction_mode = mode
