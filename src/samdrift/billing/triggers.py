"""What the database refuses of billing: a month that is invoiced is never changed."""

from __future__ import annotations

from django.db.migrations import RunPython

from samdrift.plumbing.append_only import kept_when

TEXT = "A month that is invoiced is never changed: a correction is charged in another."

_OF_RUN = (
    "EXISTS (SELECT 1 FROM billing_run run WHERE run.invoiced_at IS NOT NULL "
    "AND run.id = {row}.run_id)"
)
_OF_LINE = (
    "EXISTS (SELECT 1 FROM billing_line line JOIN billing_run run ON run.id = line.run_id "
    "WHERE run.invoiced_at IS NOT NULL AND line.id = {row}.line_id)"
)


def invoiced_stays() -> RunPython:
    """Return the operation that guards what is invoiced, and takes the guard away backwards."""
    conditions = {
        "billing_run": "{row}.invoiced_at IS NOT NULL",
        "billing_line": f"({_OF_RUN} OR {{row}}.credits_id IS NOT NULL)",
        "billing_charge": _OF_LINE,
        "billing_comparison": _OF_RUN,
    }
    return kept_when(conditions, inserts=("billing_charge", "billing_comparison"), text=TEXT)
