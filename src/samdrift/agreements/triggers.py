"""What the database refuses of agreements: a version that was sent or signed stays as it is."""

from __future__ import annotations

from django.db.migrations import RunPython

from samdrift.plumbing.append_only import kept_when

TEXT = "A version of an agreement that was sent is never changed: another is written."
_STEPPED = "EXISTS (SELECT 1 FROM agreements_agreementstep step WHERE step.version_id = {row}.%s)"


def sent_stays() -> RunPython:
    """Return the operation that guards what was sent, and takes the guard away backwards."""
    conditions = {
        "agreements_agreementversion": _STEPPED % "id",
        "agreements_agreedvolume": _STEPPED % "version_id",
    }
    return kept_when(conditions, inserts=("agreements_agreedvolume",), text=TEXT)
