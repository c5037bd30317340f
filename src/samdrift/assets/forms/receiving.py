"""What is typed when things come, and when somebody signs for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.forms.steps import choose, day_field
from samdrift.assets.forms.things import MoneyField
from samdrift.assets.register import queries as register
from samdrift.assets.stock.receiving import Arrived
from samdrift.parties import queries as parties
from samdrift.plumbing.wording import in_words

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class ReceiveForm(forms.Form):
    """Things of one kind and model that came together."""

    kind = forms.ChoiceField(label=_("Slag"), error_messages=_REQUIRED)
    model = forms.CharField(label=_("Modell"), required=False, max_length=200)
    organisation = forms.ChoiceField(label=_("Organisation"), error_messages=_REQUIRED)
    state = forms.ChoiceField(label=_("Läge"), error_messages=_REQUIRED)
    place = forms.TypedChoiceField(
        label=_("Lagerplats"), required=False, coerce=int, empty_value=None
    )
    day = day_field(_("Dag"))
    note = forms.CharField(label=_("Följesedel eller order"), required=False, max_length=200)
    first_tag = forms.CharField(
        label=_("Första märkningen"),
        required=False,
        max_length=100,
        help_text=_(
            "Som KIN-30501: de andra numreras efter den. Lämna tom om märkningen står på raderna."
        ),
    )
    written = forms.CharField(
        label=_("En inventarie på varje rad"),
        help_text=_("Märkning;serienummer, eller bara serienummer om märkningen numreras."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages=_REQUIRED,
    )
    bought_on = day_field(_("Köpt"), required=False)
    warranty_until = day_field(_("Garanti till"), required=False)
    cost_ore = MoneyField(label=_("Pris per styck i kronor"), required=False, max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        found = register.choices()
        kinds = [(each.key, in_words(each.label)) for each in found.kinds if not each.is_group]
        choose(self.fields["kind"], kinds)
        states = [(key, in_words(label)) for key, label in found.states]
        choose(self.fields["state"], states)
        choose(self.fields["place"], [("", "–"), *found.places])
        choose(self.fields["organisation"], [(each.code, each.name) for each in parties.parties()])

    def arrived(self) -> Arrived:
        """Return what has come."""
        given = self.cleaned_data
        return Arrived(
            kind=given["kind"],
            model=given["model"],
            organisation=given["organisation"],
            state=given["state"],
            place_id=given["place"],
            day=given["day"],
            written=given["written"],
            first_tag=given["first_tag"],
            note=given["note"],
            bought_on=given["bought_on"],
            warranty_until=given["warranty_until"],
            cost_ore=given["cost_ore"],
        )


class SignForm(forms.Form):
    """The name of whoever signs, and what the pen wrote where there is a pen."""

    name = forms.CharField(
        label=_("Namn på den som tar emot"), max_length=200, error_messages=_REQUIRED
    )
    signature = forms.CharField(required=False, widget=forms.HiddenInput)
