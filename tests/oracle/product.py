"""The product as a black box: its command line, run inside this process for speed."""

import contextlib
import io
import json
import re
import sys
import traceback
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

FAULT = re.compile(
    r"^(?P<file>[^\n,]+?)(?:, rad (?P<line>\d+))?(?:, (?:(?:kolumn|post) )?(?P<column>[^\s:,]+))?: "
)

COUNTS = re.compile(r"(\d+) +(\d+) +(\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


def run(*arguments: str) -> Answer:
    """Run one command as the shell would; a traceback comes out as such."""
    from samdrift.project import cli  # noqa: PLC0415  Settings are chosen first.

    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True, newline="")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True, newline="")
    status, argv = 0, sys.argv
    sys.argv = ["samdrift", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main() or 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        except Exception:  # noqa: BLE001  What the shell would show.
            status = 70
            traceback.print_exc()
        finally:
            sys.argv = argv
    return Answer(status, *(part.buffer.getvalue().decode() for part in (out, err)))


def bring(package: dict[str, bytes], folder: Path) -> Answer:
    """Write the package into the empty folder and import it."""
    for name, data in package.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return run("import", str(folder))


def table_ids() -> list[str]:
    return [line.split()[0] for line in run("tables").out.splitlines() if line]


def table(key: str, year: int, *, cost_centre: str = "", unit: str = "SEK") -> Answer:
    extra = ["--cost-centre", cost_centre] if cost_centre else []
    return run("table", key, "--year", str(year), "--unit", unit, *extra, "--format", "json")


def summary(answer: Answer) -> tuple[int, int, int]:
    """How many rows the import says are new, changed and unchanged."""
    counts = [tuple(map(int, found)) for found in COUNTS.findall(answer.out)]
    new, changed, unchanged = (sum(count[place] for count in counts) for place in range(3))
    return new, changed, unchanged


def read_json(text: str) -> dict:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def told_faults(answer: Answer) -> set[tuple[str, int, str]]:
    """Every (file, line, column) the answer names; 0 and "" where it names none."""
    found = set()
    for line in (answer.err + answer.out).splitlines():
        if match := FAULT.match(line):
            found.add((match["file"], int(match["line"] or 0), match["column"] or ""))
    return found
