"""package.toml: what kind of package it is, and whose."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from samdrift.plumbing.exchange import limited
from samdrift.plumbing.exchange.faults import Fault, FaultLog
from samdrift.plumbing.exchange.package import Package
from samdrift.plumbing.exchange.ports import FORMAT

NAME = "package.toml"
LARGEST_BYTES = 64 * 1024


def read_manifest(package: Package, budget: limited.Budget, faults: FaultLog) -> dict[str, Any]:
    """Return what package.toml says, nothing where it cannot be read; tell what is wrong with it.

    That the file is not there is told with the other files that are missing.
    """
    raw = _bytes(package, budget, faults)
    told = None if raw is None else _toml(raw, faults)
    if raw is None or told is None:
        return {}
    if told.get("format") != FORMAT:
        allowed = f'ska vara "{FORMAT}".'
        faults.add(Fault(NAME, _line_of(raw), "format", str(told.get("format", "")), allowed))
    return told


def _bytes(package: Package, budget: limited.Budget, faults: FaultLog) -> bytes | None:
    if all(member.name != NAME for member in package.members):
        return None
    try:
        with package.open(NAME, budget) as stream:
            raw = stream.read(LARGEST_BYTES + 1)
    except limited.Damaged as damaged:
        faults.add(Fault(NAME, 0, "", "", str(damaged)))
        return None
    if len(raw) > LARGEST_BYTES:
        faults.add(Fault(NAME, 0, "", "", "filen är större än 64 kB."))
        return None
    return raw


def _toml(raw: bytes, faults: FaultLog) -> dict[str, Any] | None:
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        faults.add(Fault(NAME, line, "", "", "är inte UTF-8."))
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        allowed = "är inte TOML. Se beskrivningen av utbytespaketet."
        faults.add(Fault(NAME, line, "", "", allowed))
        return None


def _line_of(raw: bytes) -> int:
    """Return the line on which the format is told, the first where it is not."""
    for number, line in enumerate(raw.splitlines(), start=1):
        if line.strip().startswith(b"format"):
            return number
    return 1
