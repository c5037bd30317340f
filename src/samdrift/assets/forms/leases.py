"""What is typed of an agreement to lease."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.forms.steps import choose, day_field
from samdrift.assets.forms.things import MoneyField
from samdrift.assets.planning.leases import Wanted
from samdrift.parties import queries as parties

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class LeaseForm(forms.Form):
    """An agreement: whose, with whom, until when and at what cost."""

    number = forms.CharField(label=_("Avtalsnummer"), max_length=50, error_messages=_REQUIRED)
    supplier = forms.CharField(label=_("Leverantör"), max_length=200, error_messages=_REQUIRED)
    organisation = forms.ChoiceField(label=_("Organisation"), error_messages=_REQUIRED)
    starts_on = day_field(_("Börjar"))
    ends_on = day_field(_("Slutar"))
    monthly_ore = MoneyField(
        label=_("Kostnad per månad i kronor"), max_length=30, error_messages=_REQUIRED
    )
    buy_out_ore = MoneyField(label=_("Utköp i kronor"), required=False, max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choose(self.fields["organisation"], [(each.code, each.name) for each in parties.parties()])

    def wanted(self) -> Wanted:
        """Return the agreement that is wanted."""
        return Wanted(**self.cleaned_data)
