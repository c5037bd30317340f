"""Small packages on disk, and taking them in, for the tests of every app that reads a file."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps

from samdrift.plumbing.exchange import services
from samdrift.servicedesk.models import TicketCount
from samdrift.servicedesk.statistics.services import keep_counts

AT = datetime(2016, 3, 21, 12, 0, tzinfo=UTC)
MANIFEST = """format = "samdrift-exchange/1"

[organisation]
name = "Kommunalförbundet Exempel"
org_number = "222000-0000"
legal_form = "kommunalförbund"
"""
ORGANISATIONS = "code,name,role\nFED,Förbundet,host\nKIN,Kinda,member\nBOX,Boxholm,member\n"
WHOLE = {"package.toml": MANIFEST, "organisations.csv": ORGANISATIONS}

type Contents = Mapping[str, str | bytes | None]
type Told = tuple[str, int, str, str]
"""Where something was wrong: file, line, column, value."""


def folder_of(folder: Path, contents: Contents) -> Path:
    """Write a package of files by name; what is None is left out of what is there by itself."""
    root = folder / f"package-{len(list(folder.iterdir()))}"
    for name, content in (WHOLE | dict(contents)).items():
        if content is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(_bytes(content))
    return root


def zip_of(folder: Path, contents: Contents) -> Path:
    """Write the same package as a zip."""
    path = folder / f"package-{len(list(folder.iterdir()))}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (WHOLE | dict(contents)).items():
            if content is not None:
                archive.writestr(name, _bytes(content))
    return path


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def imported(path: Path) -> dict[str, tuple[int, int, int]]:
    """Take a package in. Return rows new, changed and unchanged by file."""
    outcome = services.import_package(path, at=AT)
    assert list(map(str, outcome.faults.shown)) == []
    return {s.file: (s.new, s.changed, s.unchanged) for s in outcome.summaries}


def faults_of(path: Path) -> list[Told]:
    """Try to take a package in that is wrong; prove that nothing changed. Return where it was."""
    before = whole_state()
    outcome = services.import_package(path, at=AT)
    assert outcome.run is None
    assert whole_state() == before
    return [(fault.file, fault.line, fault.column, fault.value) for fault in outcome.faults.shown]


def whole_state() -> dict[str, tuple[int, str]]:
    """Return how many rows every table has and a digest of them, imports among them."""
    return {model._meta.label: _table_state(model._default_manager.all()) for model in _models()}


_BY_WHAT_IT_SAYS = {TicketCount._meta.label, "ledger.AccountMonth", "ledger.LedgerEdition"}
"""What is kept anew: which ids it has says nothing."""
_NOT_OF_THE_YEAR = {"head"}
"""That something was booked and taken back stays in the chain."""


def reported_state() -> dict[str, tuple[int, str]]:
    """Return the same of what is reported from: not imports, withdrawn books, what is kept.

    What the search index is yet to be told and what else a worker is to do says nothing of a year.

    Kept counts are first brought up to date, as a worker would; which ids they have is nothing.
    """
    keep_counts()
    found = {}
    for model in _models():
        if model._meta.app_label in {"exchange", "reporting", "search", "jobs"}:
            continue
        rows = model._default_manager.all()
        if model._meta.label == "ledger.VoucherChange":
            continue
        if model._meta.label == "ledger.LedgerEdition":
            rows = rows.filter(is_current=True)
        elif model._meta.app_label == "ledger" and any(
            field.name == "edition" for field in model._meta.fields
        ):
            rows = rows.filter(edition__is_current=True)
        names = [
            field.name
            for field in model._meta.fields
            if not field.primary_key and field.name not in _NOT_OF_THE_YEAR
        ]
        found[model._meta.label] = _table_state(
            rows, names if model._meta.label in _BY_WHAT_IT_SAYS else ()
        )
    return found


def _models():
    return [model for model in apps.get_models() if model.__module__.startswith("samdrift.")]


def _table_state(rows, names: Sequence[str] = ()) -> tuple[int, str]:
    """Return how many rows there are and a digest of them, or of some of their columns."""
    told = list(rows.order_by(*(names or ("pk",))).values_list(*names))
    return len(told), hashlib.sha256(repr(told).encode()).hexdigest()


def package(folder: Path, **files: str) -> Path:
    """Write a package with `tickets=` as tickets.csv and so on; organisations unless told."""
    return folder_of(folder, {f"{name}.csv": text for name, text in files.items()})


def taken_in(folder: Path, **files: str) -> dict[str, tuple[int, int, int]]:
    """Take in such a package. Return rows new, changed and unchanged of the files that are told."""
    told = imported(package(folder, **files))
    return {f"{name}.csv": told[f"{name}.csv"] for name in files}


def refused(folder: Path, **files: str) -> list[Told]:
    """Try to take in such a package; prove that nothing changed. Return where it was wrong."""
    return faults_of(package(folder, **files))


def undo() -> None:
    """Take back the last package."""
    services.undo_last_import(at=AT)
