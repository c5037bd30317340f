"""Fields that several forms of the desk have."""

from __future__ import annotations

from typing import Any

from django import forms


def offer(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    """Have a field be chosen among these."""
    assert isinstance(field, forms.ChoiceField), "a field that is chosen"
    field.choices = choices


def area(rows: int) -> forms.Textarea:
    """Return room for so many lines."""
    return forms.Textarea(attrs={"rows": rows})


def number(label: Any) -> forms.TypedChoiceField:  # noqa: ANN401  Words to be translated.
    """Return a choice of a row, or of none."""
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


def day() -> forms.DateInput:
    """Return how a day is typed."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
