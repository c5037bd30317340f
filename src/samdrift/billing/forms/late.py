"""What is typed about those who pay late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.billing.ports import WantedInterest

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class LateForm(forms.Form):
    """On which invoices interest is charged, as what, and who decided it."""

    number = forms.TypedMultipleChoiceField(
        label=_("Fakturor"),
        coerce=int,
        error_messages={"required": _("Välj minst en faktura.")},
    )
    option = forms.TypedChoiceField(
        label=_("Debiteras som"),
        help_text=_("Något i katalogen utan moms, till exempel Dröjsmålsränta."),
        coerce=int,
        error_messages=_REQUIRED,
    )
    decision = forms.CharField(
        label=_("Beslut"),
        help_text=_("Paragraf eller diarienummer."),
        max_length=60,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        numbers: Iterable[int],
        options: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = [(each, str(each)) for each in numbers]  # type: ignore[attr-defined]
        self.fields["option"].choices = [("", _("Välj")), *options]  # type: ignore[attr-defined]

    def wanted(self) -> WantedInterest:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedInterest(tuple(told["number"]), told["option"], told["decision"])
