"""What is typed about months, metering and credits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.kernel.spans import Month

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class MonthField(forms.CharField):
    """A month as `2015-01`."""

    def __init__(self, label: Any) -> None:  # noqa: ANN401  A lazy text.
        super().__init__(
            label=label,
            error_messages=_REQUIRED,
            widget=forms.TextInput(attrs={"type": "month", "autocomplete": "off"}),
        )

    @override
    def clean(self, value: Any) -> Month:
        """Return the month that was typed."""
        text = super().clean(value)
        year, _dash, number = text.partition("-")
        is_month = len(text) == 7 and text.isascii() and f"{year}{number}".isdecimal()
        if not is_month or not (1900 < int(year) < 2200 and 1 <= int(number) <= 12):
            raise forms.ValidationError(_("Skriv månaden så här: 2026-03."))
        return Month(int(year), int(number))


class MonthForm(forms.Form):
    """The month to reckon."""

    month = MonthField(_("Månad"))


class MeteringForm(forms.Form):
    """As which option the things of a kind are charged, from which month."""

    kind = forms.ChoiceField(label=_("Vad som räknas"), error_messages=_REQUIRED)
    option = forms.TypedChoiceField(
        label=_("Debiteras som"), coerce=int, empty_value=None, required=False
    )
    since = MonthField(_("Från och med månad"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        kinds: Iterable[tuple[str, str]],
        options: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["option"].choices = [("", _("Debiteras inte")), *options]  # type: ignore[attr-defined]


class CreditForm(forms.Form):
    """Why a line is given back."""

    reason = forms.CharField(
        label=_("Varför raden krediteras"),
        max_length=300,
        error_messages={"required": _("Skriv varför. Det står på kreditfakturan.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
