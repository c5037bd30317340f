"""How much processor time a server and its database use, whatever else the machine does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Meter:
    """Reads the processes of a server, told by its first, and of a database, told by its name."""

    server: int
    database: str

    def seconds(self) -> float:
        """Return the processor time that those now running have used."""
        told = dict(_processes())
        parents = {pid: parent for pid, (parent, _, _) in told.items()}
        return sum(
            used
            for pid, (_, used, command) in told.items()
            if self._is_of_server(pid, parents) or self._is_of_database(command)
        )

    def _is_of_server(self, pid: int, parents: dict[int, int]) -> bool:
        while pid > 1 and pid != self.server:
            pid = parents.get(pid, 0)
        return pid == self.server

    def _is_of_database(self, command: str) -> bool:
        return command.startswith("postgres:") and self.database in command.split()


def _processes() -> Iterator[tuple[int, tuple[int, float, str]]]:
    """Yield every process with its parent, the seconds it has used, and its command."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            command = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            continue  # It has ended meanwhile.
        fields = stat.rpartition(")")[2].split()
        used = (int(fields[11]) + int(fields[12])) / _TICKS
        yield int(folder.name), (int(fields[1]), used, command)
