"""Why a copy cannot be made or put back."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class CannotBackUp(Refusal):
    """A copy could not be made; none is left behind half done."""


class CannotRestore(Refusal):
    """A copy could not be put back or tried; everything is as it was."""
