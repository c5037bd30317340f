"""Writing what law and agreements say in numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Rule


def write(
    *, kind: RuleKind, value: Decimal, holds_from: date, source: str, by: str, at: datetime
) -> Rule:
    """Write what a rule says from a day; what is invoiced already stays as it was."""
    return Rule.objects.create(
        kind=kind, value=value, holds_from=holds_from, source=source, kept_by=by, kept_at=at
    )
