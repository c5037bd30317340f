"""Which keys a file has used, without keeping them all in memory."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self


class KeysSeen:
    """The keys of one file, each with the line it first stood on, in a database of its own."""

    def __enter__(self) -> Self:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("BEGIN")
        self._connection.execute(
            "CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID"
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def first_line(self, key: tuple[object, ...], line: int) -> int | None:
        """Remember a key. Return the line it stood on before, None where it is new."""
        text = str(key[0]) if len(key) == 1 else repr(key)
        cursor = self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (text, line))
        if cursor.rowcount:
            return None
        (before,) = self._connection.execute(
            "SELECT line FROM seen WHERE key = ?", (text,)
        ).fetchone()
        return int(before)
