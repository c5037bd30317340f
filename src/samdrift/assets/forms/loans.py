"""What is typed when something is borrowed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.forms.steps import day_field
from samdrift.assets.kinds import values
from samdrift.assets.loans.services import Wanted

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class LoanForm(forms.Form):
    """Who wants which thing, and when."""

    tag = forms.CharField(label=_("Märkning"), max_length=100, error_messages=_REQUIRED)
    holder = forms.CharField(
        label=_("Vem"),
        max_length=200,
        help_text=_("E-postadress, eller ett namn som bara en har."),
        error_messages=_REQUIRED,
    )
    first_day = day_field(_("Från och med"))
    last_day = day_field(_("Till och med"))
    note = forms.CharField(label=_("Anteckning"), required=False, max_length=200)

    def clean_holder(self) -> int:
        """Return who is named. Refuses a name that nobody, or more than one, has."""
        found = values.known().people(self.cleaned_data["holder"].strip())
        if found is None:
            raise forms.ValidationError(
                _("Hittar ingen, eller flera. Skriv personens e-postadress.")
            )
        return found

    def wanted(self) -> Wanted:
        """Return what is wanted."""
        told = self.cleaned_data
        return Wanted(
            told["tag"].strip().upper(),
            told["holder"],
            told["first_day"],
            told["last_day"],
            told["note"],
        )
