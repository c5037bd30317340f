"""How long a thing takes and how much memory it needs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(slots=True)
class Row:
    """One line of the result: what was measured, and what was promised."""

    what: str
    seconds: float
    promised: float | None = None
    peak_mb: float | None = None
    promised_mb: float | None = None
    note: str = ""
    is_count: bool = False
    """Whether what is measured is a number of things, and no time."""

    @property
    def is_kept(self) -> bool:
        """Whether every promise about it is kept."""
        in_time = self.promised is None or self.seconds <= self.promised
        in_memory = self.promised_mb is None or (self.peak_mb or 0) <= self.promised_mb
        return in_time and in_memory

    def markdown(self) -> str:
        """Return the row as a line of a Markdown table."""
        promised = f"≤ {self._told(self.promised)}" if self.promised is not None else "–"
        if self.promised_mb is not None:
            promised += f", ≤ {self.promised_mb:.0f} MB"
        peak = f"{self.peak_mb:.0f} MB" if self.peak_mb else "–"
        verdict = "" if self.promised is None else ("kept" if self.is_kept else "**BROKEN**")
        cells = (self.what, self._told(self.seconds), peak, promised, verdict, self.note)
        return f"| {' | '.join(cells)} |"

    def _told(self, measured: float) -> str:
        return f"{measured:.0f}" if self.is_count else _time(measured)


@dataclass(slots=True)
class Results:
    """Every row, printed as it comes."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Keep and print a row."""
        self.rows.append(row)
        print(row.markdown(), flush=True)  # noqa: T201


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def run(
    command: Sequence[str], environment: Mapping[str, str], *, output: int | None = None
) -> tuple[float, float]:
    """Run a command to its end; return wall seconds and its own peak memory in MB.

    Raises CalledProcessError when it fails.
    """
    sink = subprocess.DEVNULL if output is None else output
    with tempfile.NamedTemporaryFile("r") as report:
        launched = (sys.executable, "-S", str(LAUNCHER), report.name, *command)
        subprocess.run(launched, env={**os.environ, **environment}, stdout=sink, check=True)  # noqa: S603
        seconds, peak = report.read().split()
    return float(seconds), float(peak)


def median(action: Callable[[], object], *, times: int = 5) -> float:
    """Return the median seconds of an action, after one run that is not counted."""
    action()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
