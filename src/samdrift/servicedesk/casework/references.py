"""What suppliers' own numbers look like, told by an example: `INC123456`."""

from __future__ import annotations

import re

from samdrift.servicedesk.errors import CannotChange


def check(reference: str, *, form: str) -> None:
    """Check a supplier's number against an example of theirs; an empty one of either passes.

    A digit of the example is any digit; whatever else stands there stands for itself.
    """
    if reference and form and pattern(form).fullmatch(reference) is None:
        raise CannotChange(
            f"Leverantörens nummer ser ut så här: {form}. {reference} gör inte det. "
            "Kontrollera numret, eller ändra formen under Leverantörer."
        )


def within(form: str) -> re.Pattern[str]:
    """Return what finds numbers that look like an example in a text, as words of their own."""
    return re.compile(rf"(?<!\w){pattern(form).pattern}(?!\w)", re.IGNORECASE)


def pattern(form: str) -> re.Pattern[str]:
    """Return what a number that looks like an example is matched by, in small letters or large."""
    told = re.sub(r"[0-9]", "0", form.strip())
    parts = (r"[0-9]" if sign == "0" else re.escape(sign) for sign in told)
    return re.compile("".join(parts), re.IGNORECASE)
