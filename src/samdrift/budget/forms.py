"""What is typed about a budget."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, override

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samdrift.budget.choices import MonthKey
from samdrift.budget.ports import WantedVolume
from samdrift.budget.services import LONGEST_DECISION, LONGEST_NAME, LONGEST_TEXT
from samdrift.kernel.money import Money

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_PLAIN = {"autocomplete": "off"}
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"([+-]?)(\d{1,10})(?:\.(\d{1,2}))?", re.ASCII)
_MOST = 10**15


def _plain(told: object) -> str:
    return _SPACES.sub("", str(told)).replace("\N{MINUS SIGN}", "-")


class KronorField(forms.CharField):
    """An amount in kronor, as `1 234,50`: income plus, costs minus."""

    @override
    def clean(self, value: Any) -> Money:
        """Return the amount that was typed."""
        try:
            amount = Money.parse(_plain(super().clean(value)))
        except ValueError:
            amount = Money(_MOST)
        if abs(amount.ore) >= _MOST:
            raise forms.ValidationError(_("Skriv kronor så här: 1 234,50."))
        return amount


def _text(label: Any, length: int, *, hint: Any = "", is_required: bool = False) -> Any:  # noqa: ANN401  Lazy texts.
    return forms.CharField(
        label=label,
        help_text=hint,
        required=is_required,
        max_length=length,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs=_PLAIN),
    )


class BeginForm(forms.Form):
    """A version to begin."""

    name = _text(_("Vad versionen heter"), LONGEST_NAME, is_required=True)
    because = _text(_("Varför den görs (valfritt)"), 2000)


class OutcomeForm(forms.Form):
    """Last year's outcome, so much higher."""

    accounts = _text(
        _("Konton"),
        500,
        hint=_(
            "Nummer och intervall, så här: 3000-3999 5010. Det som redan står på dem skrivs över."
        ),
        is_required=True,
    )
    percent = _text(_("Ändrat med, procent"), 8, hint=_("Så här: 2,5 eller −1"), is_required=True)
    key = forms.ChoiceField(label=_("Fördelat på månader"), choices=MonthKey.choices)

    def clean_percent(self) -> int:
        """Read the change in thousandths."""
        match = _NUMBER.fullmatch(_plain(self.cleaned_data["percent"]).replace(",", "."))
        if match is None or len(match[3] or "") > 1:
            raise forms.ValidationError(_("Skriv procenten så här: 2,5."))
        permille = int(match[2]) * 10 + int(match[3] or 0)
        return -permille if match[1] == "-" else permille

    def clean_key(self) -> MonthKey:
        """Return the key."""
        return MonthKey(self.cleaned_data["key"])


class PlaceForm(forms.Form):
    """A year's amount on a place."""

    account = _text(_("Konto"), 10, is_required=True)
    cost_centre = _text(_("Kostnadsställe"), 50)
    project = _text(_("Projekt"), 50)
    service = _text(_("Tjänst"), 100)
    amount = KronorField(
        label=_("Året, kr"),
        help_text=_("Intäkter är plus, kostnader minus. 0 tar bort raden."),
        max_length=30,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "decimal"}),
    )
    key = forms.ChoiceField(label=_("Fördelat på månader"), choices=MonthKey.choices)
    text = _text(_("Text (valfritt)"), LONGEST_TEXT)

    def clean_key(self) -> MonthKey:
        """Return the key."""
        return MonthKey(self.cleaned_data["key"])


class ListForm(forms.Form):
    """A list to take in, and what its columns are called where they are not known."""

    file = forms.FileField(
        label=_("Fil i XLSX eller CSV"),
        help_text=_("En rad per konto med årets belopp, eller en kolumn för varje månad."),
        error_messages=_REQUIRED | {"invalid": _("Välj en fil."), "empty": _("Filen är tom.")},
    )
    is_income_plus = forms.TypedChoiceField(
        label=_("Tecken i filen"),
        choices=(("plus", _("Intäkter är plus")), ("minus", _("Intäkter är minus"))),
        coerce=lambda value: value == "plus",
    )
    key = forms.ChoiceField(
        label=_("Årets belopp fördelas"),
        choices=(
            (MonthKey.EVEN.value, MonthKey.EVEN.label),
            (MonthKey.SUMMER.value, MonthKey.SUMMER.label),
        ),
    )
    account = _text(_("Rubriken för konto, om den är en annan"), 100)
    cost_centre = _text(_("Rubriken för kostnadsställe, om den är en annan"), 100)
    year = _text(_("Rubriken för årets belopp, om den är en annan"), 100)

    def clean_key(self) -> MonthKey:
        """Return the key."""
        return MonthKey(self.cleaned_data["key"])

    def said(self) -> dict[str, str]:
        """Return the headings that somebody said."""
        return {key: self.cleaned_data[key].strip() for key in ("account", "cost_centre", "year")}


class AdoptForm(forms.Form):
    """The decision that adopts a version."""

    decision = _text(
        _("Beslut"), LONGEST_DECISION, hint=_("Till exempel Direktionen § 41"), is_required=True
    )
    decided_on = forms.DateField(
        label=_("Beslutsdag"),
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
        widget=forms.DateInput(attrs=_PLAIN | {"type": "date"}, format="%Y-%m-%d"),
    )


class PassedOnForm(forms.Form):
    """Which accounts hold what is passed on."""

    accounts = _text(
        _("Konton för in–ut-poster"),
        500,
        hint=_("Det som köps in åt en medlem och faktureras vidare krona för krona. Tomt: inga."),
    )


class VolumesForm(forms.Form):
    """How many of each option are reckoned with a month, and where the income is booked."""

    def __init__(
        self,
        options: Sequence[tuple[int, str]],
        told: QueryDict | None = None,
        *,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(told, initial=dict(initial or {}))
        self.options = options
        for option_id, words in options:
            self.fields[f"volume-{option_id}"] = _text(_("Volym: %s") % words, 15)
            self.fields[f"account-{option_id}"] = _text(_("Konto: %s") % words, 10)
            self.fields[f"centre-{option_id}"] = _text(_("Kostnadsställe: %s") % words, 50)

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Return each option's fields."""
        return [
            (option_id, [self[f"{name}-{option_id}"] for name in ("volume", "account", "centre")])
            for option_id, _words in self.options
        ]

    @override
    def clean(self) -> dict[str, Any]:
        """Read each volume; an option without one is left out."""
        told = dict(super().clean() or {})
        self.wanted: list[WantedVolume] = []
        for option_id, _words in self.options:
            volume = _plain(told.get(f"volume-{option_id}", "")).replace(",", ".")
            if not volume:
                continue
            match = _NUMBER.fullmatch(volume)
            if match is None or match[1] == "-":
                self.add_error(f"volume-{option_id}", _("Skriv volymen så här: 120 eller 12,5."))
                continue
            account = told.get(f"account-{option_id}", "")
            if not account:
                self.add_error(f"account-{option_id}", _("Skriv vilket konto intäkten bokförs på."))
                continue
            centre = told.get(f"centre-{option_id}", "")
            self.wanted.append(WantedVolume(option_id, Fraction(volume), account, centre))
        return told
