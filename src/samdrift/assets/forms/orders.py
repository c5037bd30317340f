"""What is typed when things are ordered, of standard models, and come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.forms.steps import choose, day_field
from samdrift.assets.forms.things import MoneyField
from samdrift.assets.ordering import models_on_offer
from samdrift.assets.ordering.models_on_offer import ModelLine
from samdrift.assets.ordering.services import Came, Wanted
from samdrift.assets.register import queries as register
from samdrift.directory import queries as directory
from samdrift.parties import queries as parties
from samdrift.plumbing.wording import in_words

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_NUMBER = "antal-"


class OrderForm(forms.Form):
    """For whom, and how many of each standard model."""

    organisation = forms.ChoiceField(label=_("Organisation"), error_messages=_REQUIRED)
    unit = forms.CharField(
        label=_("Enhet"),
        required=False,
        max_length=200,
        help_text=_("Den som har enhetens budget godkänner."),
    )
    note = forms.CharField(
        label=_("Varför, och vart det ska"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )

    def __init__(self, *args: Any, models: Sequence[ModelLine], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.models = models
        choose(self.fields["organisation"], [(each.code, each.name) for each in parties.parties()])
        for each in models:
            self.fields[f"{_NUMBER}{each.id}"] = forms.IntegerField(
                label=each.name,
                required=False,
                min_value=0,
                max_value=1_000,
                widget=forms.NumberInput(attrs={"min": 0, "max": 1_000, "class": "few"}),
                error_messages={"invalid": _("Skriv ett antal.")},
            )

    @override
    def clean(self) -> dict[str, Any]:
        """Find the unit by its name at the organisation."""
        given = super().clean() or self.cleaned_data
        name = given.get("unit", "").strip()
        given["unit_id"] = None
        if name and given.get("organisation"):
            found = directory.units_named(name, organisation_code=given["organisation"])
            if len(found) == 1:
                given["unit_id"] = found[0]
            else:
                self.add_error("unit", _("Hittar ingen enhet med det namnet, eller flera."))
        return given

    def rows(self) -> list[tuple[ModelLine, forms.BoundField]]:
        """Return each model with the field for how many."""
        return [(each, self[f"{_NUMBER}{each.id}"]) for each in self.models]

    def wanted(self) -> Wanted:
        """Return what is wanted."""
        given = self.cleaned_data
        return Wanted(
            organisation=given["organisation"],
            numbers={each.id: given[f"{_NUMBER}{each.id}"] or 0 for each in self.models},
            unit_id=given["unit_id"],
            note=given["note"],
        )


class ModelForm(forms.Form):
    """A model that can be ordered."""

    kind = forms.ChoiceField(label=_("Slag"), error_messages=_REQUIRED)
    name = forms.CharField(
        label=_("Modell"),
        max_length=200,
        error_messages=_REQUIRED,
        help_text=_("Finns namnet redan skrivs uppgifterna över."),
    )
    supplier = forms.CharField(label=_("Leverantör"), max_length=200, error_messages=_REQUIRED)
    product_number = forms.CharField(label=_("Artikelnummer"), required=False, max_length=50)
    price_ore = MoneyField(
        label=_("Pris per styck i kronor"), max_length=30, error_messages=_REQUIRED
    )
    warranty_months = forms.IntegerField(
        label=_("Garanti, månader"), required=False, min_value=1, max_value=240
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        kinds = register.choices().kinds
        choose(
            self.fields["kind"],
            [(each.key, in_words(each.label)) for each in kinds if not each.is_group],
        )

    def wanted(self) -> models_on_offer.Wanted:
        """Return the model as it is written."""
        return models_on_offer.Wanted(**self.cleaned_data)


class DeliveryForm(forms.Form):
    """What came: the delivery note, and the serial numbers as they were scanned."""

    delivery_note = forms.CharField(
        label=_("Följesedelns nummer"), max_length=100, error_messages=_REQUIRED
    )
    day = day_field(_("Dag"))
    state = forms.ChoiceField(label=_("Läge"), error_messages=_REQUIRED)
    place = forms.TypedChoiceField(
        label=_("Lagerplats"), required=False, coerce=int, empty_value=None
    )
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

    def __init__(self, *args: Any, states: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        found = register.choices()
        choose(
            self.fields["state"],
            [(key, in_words(label)) for key, label in found.states if key in states],
        )
        choose(self.fields["place"], [("", "–"), *found.places])

    def came(self) -> Came:
        """Return what came."""
        given = self.cleaned_data
        return Came(
            delivery_note=given["delivery_note"],
            day=given["day"],
            written=given["written"],
            first_tag=given["first_tag"],
            state=given["state"],
            place_id=given["place"],
        )
