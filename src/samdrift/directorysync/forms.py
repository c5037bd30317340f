"""What is typed of a directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.directorysync.models import Source
from samdrift.directorysync.services.sources import PEOPLE, UNITS, Wanted

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class SourceForm(forms.Form):
    """Where a directory is, who asks it, and what is asked for."""

    name = forms.CharField(label=_("Namn"), max_length=100, error_messages=_REQUIRED)
    address = forms.CharField(
        label=_("Adress"),
        max_length=200,
        help_text=_("ldaps://katalog.kommun.se, eller ldap:// som då krypteras med StartTLS."),
        error_messages=_REQUIRED,
    )
    bind_name = forms.CharField(
        label=_("Användare"),
        required=False,
        max_length=300,
        help_text=_("Ett konto som bara får läsa."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        required=False,
        max_length=200,
        strip=False,
        help_text=_("Lämna tomt för att behålla det som finns."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    person_filter = forms.CharField(
        label=_("Filter för personer"), max_length=500, initial=PEOPLE, error_messages=_REQUIRED
    )
    unit_filter = forms.CharField(
        label=_("Filter för enheter"),
        required=False,
        max_length=500,
        initial=UNITS,
        help_text=_("Lämna tomt om katalogen inte har enheterna."),
    )
    account_filter = forms.CharField(
        label=_("Filter för gruppkonton"),
        required=False,
        max_length=500,
        help_text=_("Till exempel (&(objectClass=user)(employeeType=funktion))."),
    )
    is_nightly = forms.BooleanField(label=_("Hämta varje natt"), required=False)
    keeper_address = forms.EmailField(
        label=_("Skriv till"),
        required=False,
        max_length=254,
        help_text=_("När nattens hämtning stannar eller inte går."),
        error_messages={"invalid": _("Skriv en e-postadress.")},
    )

    def wanted(self) -> tuple[Wanted, str]:
        """Return the directory that is wanted, and its password."""
        told: dict[str, Any] = dict(self.cleaned_data)
        password = told.pop("password")
        return Wanted(**told), password

    @classmethod
    def of(cls, row: Source) -> SourceForm:
        """Return the form with what a directory says."""
        return cls(initial={name: getattr(row, name) for name in Wanted.__slots__})
