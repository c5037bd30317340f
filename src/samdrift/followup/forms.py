"""What is typed of a year as it goes."""

from __future__ import annotations

import re
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samdrift.followup import queries
from samdrift.followup.choices import Tertial
from samdrift.followup.ports import LightLimits
from samdrift.followup.services import LONGEST
from samdrift.kernel.money import Money
from samdrift.reporting.formats import Scale

_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?\d{1,10}(\.\d{1,3})?", re.ASCII)
_TOO_LONG = {"max_length": _("Skriv med högst 2 000 tecken.")}


def _number(told: str) -> Decimal | None:
    plain = _SPACES.sub("", told).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


class OfCentreForm(forms.Form):
    """What is said of a cost centre, or of the whole."""

    ACT = ""
    cost_centre = forms.ChoiceField(label=_("Kostnadsställe"), required=False)

    def __init__(self, year: int, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"id_{self.ACT}_%s")
        field = self.fields["cost_centre"]
        assert isinstance(field, forms.ChoiceField), "it is declared above"
        field.choices = [
            ("", _("Hela organisationen")),
            *((number, name or number) for number, name in queries.cost_centres(year)),
        ]


class CommentForm(OfCentreForm):
    """Why a cost centre stands as it does."""

    ACT = "say"
    text = forms.CharField(
        label=_("Varför ser det ut så här?"),
        help_text=_("Vad avviker, varför, och vad görs åt det? Tomt tar bort kommentaren."),
        required=False,
        max_length=LONGEST,
        error_messages=_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ForecastForm(OfCentreForm):
    """What a cost centre's year is expected to come to."""

    ACT = "expect"
    tertial = forms.TypedChoiceField(
        label=_("Prognos från"), choices=Tertial.choices, coerce=lambda value: Tertial(int(value))
    )
    amount = forms.CharField(
        label=_("Väntat resultat för året, tkr"),
        help_text=_("Överskott är plus, underskott minus. Så här: −825 eller 1 200,5"),
        max_length=20,
        error_messages={"required": _("Skriv vad året väntas ge.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    because = forms.CharField(
        label=_("Varför (valfritt)"),
        required=False,
        max_length=LONGEST,
        error_messages=_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_amount(self) -> Money:
        """Read thousands of kronor as a Swede writes them."""
        number = _number(str(self.cleaned_data["amount"]))
        if number is None:
            raise forms.ValidationError(_("Skriv talet med siffror, så här: −825 eller 1 200,5."))
        return Money(int(number * Scale.TKR.ore))


class LimitsForm(forms.Form):
    """From how many per cent worse than budget the lights turn."""

    close = forms.CharField(label=_("Gult från, procent"), max_length=8)
    bad = forms.CharField(label=_("Rött från, procent"), max_length=8)

    def clean_close(self) -> int:
        """Read the limit in thousandths."""
        return _permille(str(self.cleaned_data["close"]))

    def clean_bad(self) -> int:
        """Read the limit in thousandths."""
        return _permille(str(self.cleaned_data["bad"]))

    def wanted(self) -> LightLimits:
        """Return the limits."""
        return LightLimits(self.cleaned_data["close"], self.cleaned_data["bad"])


def _permille(told: str) -> int:
    number = _number(told.removesuffix("%"))
    if number is None:
        raise forms.ValidationError(_("Skriv procenten med siffror, så här: 1 eller 2,5."))
    return int(number * 10)


class AnswerForm(forms.Form):
    """Who answers for a cost centre."""

    cost_centre = forms.ChoiceField(label=_("Kostnadsställe"))
    email = forms.EmailField(
        label=_("E-post till den som ansvarar"),
        help_text=_("Som i katalogen. Tomt: ingen ansvarar."),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Skriv en e-postadress.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, year: int, told: QueryDict | None = None) -> None:
        super().__init__(told, auto_id="id_answer_%s")
        field = self.fields["cost_centre"]
        assert isinstance(field, forms.ChoiceField), "it is declared above"
        field.choices = [(number, name or number) for number, name in queries.cost_centres(year)]


class RoundForm(forms.Form):
    """Forecasts to ask for, and by when."""

    tertial = forms.TypedChoiceField(
        label=_("Prognos från"), choices=Tertial.choices, coerce=lambda value: Tertial(int(value))
    )
    due_on = forms.DateField(
        label=_("Senast"),
        error_messages={
            "required": _("Fyll i det här fältet."),
            "invalid": _("Skriv dagen så här: 2026-03-31."),
        },
        widget=forms.DateInput(attrs={"autocomplete": "off", "type": "date"}, format="%Y-%m-%d"),
    )
