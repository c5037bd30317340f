"""Why a code is not taken."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class WrongCode(Refusal):
    """A code that is not the one of now, or has been used."""


class WrongKey(Refusal):
    """A passkey that does not show who somebody is."""
