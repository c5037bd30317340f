"""Why a mandate is not given."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class CannotGive(Refusal):
    """A mandate that cannot be, or is not for whoever would give it."""
