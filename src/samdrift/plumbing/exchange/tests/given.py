"""Small packages on disk, and taking them in, for the tests of every app that reads a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from samdrift.plumbing.exchange import services

AT = datetime(2016, 3, 21, 12, 0, tzinfo=UTC)
MANIFEST = """format = "samdrift-exchange/1"

[organisation]
name = "Kommunalförbundet Exempel"
org_number = "222000-0000"
legal_form = "kommunalförbund"
"""
ORGANISATIONS = "code,name,role\nFED,Förbundet,host\nKIN,Kinda,member\nBOX,Boxholm,member\n"


def package(folder: Path, **files: str) -> Path:
    """Write a package with `tickets=` as tickets.csv and so on; organisations unless told."""
    root = folder / f"package-{len(list(folder.iterdir()))}"
    root.mkdir()
    (root / "package.toml").write_text(MANIFEST, encoding="utf-8")
    for name, text in ({"organisations": ORGANISATIONS} | files).items():
        (root / f"{name}.csv").write_text(text, encoding="utf-8")
    return root


def taken_in(folder: Path, **files: str) -> dict[str, tuple[int, int, int]]:
    """Take in such a package. Return rows new, changed and unchanged by file, as it was told."""
    outcome = services.import_package(package(folder, **files), at=AT)
    assert list(map(str, outcome.faults.shown)) == []
    told = {summary.file: summary for summary in outcome.summaries}
    return {
        f"{name}.csv": (
            told[f"{name}.csv"].new,
            told[f"{name}.csv"].changed,
            told[f"{name}.csv"].unchanged,
        )
        for name in files
    }


def refused(folder: Path, **files: str) -> list[tuple[str, int, str, str]]:
    """Try to take in such a package. Return where it was wrong: file, line, column, value."""
    outcome = services.import_package(package(folder, **files), at=AT)
    assert outcome.run is None
    return [(fault.file, fault.line, fault.column, fault.value) for fault in outcome.faults.shown]


def undo() -> None:
    """Take back the last package."""
    services.undo_last_import(at=AT)
