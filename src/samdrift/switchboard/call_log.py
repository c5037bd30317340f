"""The log that a telephone exchange writes of its calls, read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from samdrift.directory.queries import phone_digits
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.exchange.columns import BadValue, moment

NAMES = {
    "id": ("id", "call-id", "callid", "samtals-id", "samtal"),
    "started": ("started", "start", "starttid", "började"),
    "answered": ("answered", "svar", "svarstid", "besvarades"),
    "ended": ("ended", "end", "slut", "sluttid", "slutade"),
}
"""What the columns may be called, in any case of letters."""

CALLED = ("called", "b-nummer", "till", "uppringt")
"""What the column of the number that was called may be called; a log may be without it."""

MOST_FAULTS = 20
LONGEST_IDENTIFIER = 200
LONGEST_NUMBER = 20


class BadLog(Refusal):
    """The log cannot be read; the text says which lines, and what they may hold."""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call as the exchange tells it; nobody answered where there is no answer."""

    identifier: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    called: str = ""
    """The number that was called, as digits with the country's; empty where it is not told."""


def derived(started_at: datetime, answered_at: datetime | None) -> dict[str, Any]:
    """Return what is stored of a call besides, so that calls are counted by an index."""
    local = started_at.astimezone(SWEDEN)
    wait = None if answered_at is None else ceil((answered_at - started_at) / timedelta(seconds=1))
    return {"local_date": local.date(), "local_hour": local.hour, "wait_seconds": wait}


def read(content: bytes) -> tuple[LoggedCall, ...]:
    """Return the calls of a log. Raises BadLog, which tells of every line that is wrong."""
    lines = _lines(content)
    if not lines:
        raise BadLog("Filen är tom. Den första raden ska namnge kolumnerna.")
    places = _places(lines[0])
    faults: list[str] = []
    calls: dict[str, LoggedCall] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            call = _call(cells, places)
        except BadValue as fault:
            faults.append(f"Rad {number}: {fault}")
            continue
        if calls.setdefault(call.identifier, call) != call:
            faults.append(
                f"Rad {number}: samtalet {call.identifier} står två gånger och säger olika."
            )
    if faults:
        raise BadLog("\n".join(_shown(faults)))
    return tuple(calls.values())


def _shown(faults: list[str]) -> Iterator[str]:
    yield "Inget är inläst. Rätta filen, eller hämta den på nytt från växeln."
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield f"… och {len(faults) - MOST_FAULTS} rader till."


def _lines(content: bytes) -> list[list[str]]:
    text = io.StringIO(_text(content), newline="")
    try:
        return list(csv.reader(text, delimiter=_sign(content)))
    except csv.Error as error:
        raise BadLog("Filen är inte CSV. Spara loggen som CSV, en rad för varje samtal.") from error


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise BadLog("Filen är ingen textfil. Spara loggen som CSV.")
    return text


def _sign(content: bytes) -> str:
    """Return what the columns are separated by: what the first line has most of."""
    first = content.partition(b"\n")[0].decode("latin-1")
    return max(";,\t", key=first.count)


def _places(heads: list[str]) -> dict[str, int]:
    written = [head.strip().casefold() for head in heads]
    found = {
        name: written.index(said)
        for name, words in NAMES.items()
        for said in reversed(words)
        if said in written
    }
    for said in reversed(CALLED):
        if said in written:
            found["called"] = written.index(said)
    missing = [name for name in NAMES if name not in found]
    if missing:
        raise BadLog(
            f"Kolumnen {', '.join(missing)} saknas. Den första raden ska namnge id, started, "
            "answered och ended."
        )
    return found


def _call(cells: list[str], places: dict[str, int]) -> LoggedCall:
    told = {
        name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()
    }
    if not 0 < len(told["id"]) <= LONGEST_IDENTIFIER:
        raise BadValue(f"id ska ha 1 till {LONGEST_IDENTIFIER} tecken.")
    started, ended = _moment("started", told["started"]), _moment("ended", told["ended"])
    answered = _moment("answered", told["answered"]) if told["answered"] else None
    if not started <= (answered or started) <= ended:
        raise BadValue("samtalet ska börja, besvaras och sluta i den ordningen.")
    called = phone_digits(told.get("called", ""))
    if len(called) > LONGEST_NUMBER:
        raise BadValue(f"called: skriv ett telefonnummer, högst {LONGEST_NUMBER} siffror.")
    return LoggedCall(told["id"], started, answered, ended, called)


def _moment(name: str, cell: str) -> datetime:
    try:
        return moment(cell.replace(" ", "T", 1))
    except BadValue as fault:
        raise BadValue(f"{name}: {fault}") from fault
