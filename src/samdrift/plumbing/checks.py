"""What must hold before the product may run, told by Django's own system check."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error


def assertions_are_on(**_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401  Django's signature.
    """Refuse to run with `python -O`: the assertions are part of how the books are kept right."""
    if __debug__:
        return []
    return [
        Error(
            "Assertions are off (python -O or PYTHONOPTIMIZE).",
            hint="Start Samdrift without -O, and unset PYTHONOPTIMIZE.",
            id="samdrift.E001",
        )
    ]
