"""What is typed when a year is closed."""

from __future__ import annotations

import re
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.kernel.money import ZERO, Money
from samdrift.yearend.choices import EntryKind, FactKind
from samdrift.yearend.services import LONGEST

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_PLAIN = {"autocomplete": "off"}
_SPACES = re.compile(r"\s+")
_MOST = 10**15


class KronorField(forms.CharField):
    """An amount in kronor, as `1 234,50`."""

    def __init__(self, label: Any, hint: Any = "", *, required: bool = True) -> None:  # noqa: ANN401  Lazy texts.
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=30,
            error_messages=_REQUIRED,
            widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "decimal"}),
        )

    @override
    def clean(self, value: Any) -> Money:
        """Return the amount that was typed; nil where nothing was."""
        text = _SPACES.sub("", super().clean(value)).replace("\N{MINUS SIGN}", "-")
        if not text:
            return ZERO
        try:
            amount = Money.parse(text)
        except ValueError:
            amount = Money(_MOST)
        if abs(amount.ore) >= _MOST:
            raise forms.ValidationError(_("Skriv kronor så här: 1 234,50."))
        return amount


def _words(label: Any, *, is_required: bool = True) -> Any:  # noqa: ANN401  A lazy text.
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=LONGEST,
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _account(label: Any, hint: Any = "") -> Any:  # noqa: ANN401  Lazy texts.
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=10,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs=_PLAIN),
    )


class FactForm(forms.Form):
    """What no account tells of the balance requirement."""

    kind = forms.ChoiceField(label=_("Uppgift"), choices=FactKind.choices)
    of_year = forms.IntegerField(
        label=_("År"), min_value=1990, max_value=2200, error_messages=_REQUIRED
    )
    amount = KronorField(
        _("Belopp, kr"),
        _("Som raden i utredningen: det som minskar resultatet med minus. Underskott utan minus."),
    )
    reason = _words(_("Varför, eller vilket beslut"))


class EntryForm(forms.Form):
    """What an account is to hold when the year has closed."""

    kind = forms.ChoiceField(label=_("Vad"), choices=EntryKind.choices)
    account = _account(_("Konto för skulden"), _("För årets resultat: kontot i eget kapital."))
    against = _account(_("Motkonto"), _("Kostnaden. För årets resultat: kontot i klass 8."))
    amount = KronorField(
        _("Skuld vid årets slut, kr"),
        _("Hela skulden: det som fattas föreslås. Tomt för årets resultat."),
        required=False,
    )
    source = _words(_("Varifrån beloppet kommer (valfritt)"), is_required=False)


class ReconcileForm(forms.Form):
    """What a document says that an account held."""

    account = forms.ChoiceField(label=_("Konto"))
    amount = KronorField(_("Enligt underlaget, kr"), _("Tillgångar plus, skulder minus."))
    note = _words(_("Vad det hölls mot (valfritt med underlag)"), is_required=False)

    def __init__(self, accounts: list[tuple[str, str]], *told: Any) -> None:  # noqa: ANN401
        super().__init__(*told)
        self.fields["files"] = forms.FileField(label=_("Underlag (valfritt)"), required=False)
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField), "it is declared above"
        field.choices = accounts
