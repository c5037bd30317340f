"""What is typed about a thing: what stands on it, and what the fields of its kind say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.choices import FieldSort
from samdrift.assets.forms.steps import day_field
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds import values
from samdrift.assets.kinds.queries import Field
from samdrift.assets.kinds.values import BadValue
from samdrift.kernel.money import Money
from samdrift.plumbing.wording import in_words, retold

_OWN = "f_"
"""What the names of a kind's fields begin with, so that none is taken for one of every thing."""


class MoneyField(forms.CharField):
    """An amount in kronor, read to öre."""

    @override
    def clean(self, value: Any) -> Any:
        """Return the öre of what is written, None where nothing is."""
        written = str(super().clean(value)).replace(" ", "").replace("\u00a0", "")
        if not written:
            return None
        try:
            ore = Money.parse(written.casefold().removesuffix("kr")).ore
        except ValueError as error:
            raise forms.ValidationError(_("Skriv beloppet i kronor, som 8 995,00.")) from error
        if not 0 <= ore <= values.LARGEST:
            raise forms.ValidationError(_("Skriv beloppet i kronor, som 8 995,00."))
        return ore


class ThingForm(forms.Form):
    """What is told of a thing of a kind."""

    name = forms.CharField(label=_("Namn i nätet"), required=False, max_length=100)
    serial = forms.CharField(label=_("Serienummer"), required=False, max_length=100)
    model = forms.CharField(label=_("Modell"), required=False, max_length=200)
    bought_on = day_field(_("Köpt"), required=False)
    warranty_until = day_field(_("Garanti till"), required=False)
    cost_ore = MoneyField(label=_("Inköpspris i kronor"), required=False, max_length=30)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.of_kind = kinds.fields_of(kind)
        for field in self.of_kind:
            self.fields[f"{_OWN}{field.key}"] = _formed(field)

    @override
    def clean(self) -> dict[str, Any]:
        """Read the fields of the kind, each as its sort is read."""
        known = values.known()
        for field in self.of_kind:
            name = f"{_OWN}{field.key}"
            try:
                read = values.read(field, str(self.cleaned_data.get(name) or ""), known)
            except BadValue as bad:
                self.add_error(name, f"{in_words(field.label)} {retold(bad)}")
            else:
                self.cleaned_data[name] = read
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """Return what is told, as a thing keeps it."""
        given = self.cleaned_data
        read = {field.key: given[f"{_OWN}{field.key}"] for field in self.of_kind}
        return {
            "name": given["name"].strip().upper(),
            "serial": given["serial"].strip().upper(),
            "model": given["model"].strip(),
            "bought_on": given["bought_on"],
            "warranty_until": given["warranty_until"],
            "cost_ore": given["cost_ore"],
            "values": {key: value for key, value in read.items() if value is not None},
        }


def own_name(key: str) -> str:
    """Return what a field of a kind is called in a form."""
    return f"{_OWN}{key}"


def begun(
    fields: Sequence[Field], told: Mapping[str, Any], people: Mapping[int, str]
) -> dict[str, str]:
    """Return what the fields of a kind say, as a form begins with them."""
    return {f"{_OWN}{each.key}": values.shown(each, told.get(each.key), people) for each in fields}


_HINTS = {
    FieldSort.PERSON: _("E-postadress, eller ett namn som bara en har."),
    FieldSort.DEVICE: _("Märkningen på den andra inventarien."),
    FieldSort.ORGANISATION: _("Kod eller namn."),
}


def _formed(field: Field) -> forms.Field:
    if field.sort == FieldSort.DATE:
        return day_field(in_words(field.label), required=False)
    if field.sort in (FieldSort.CHOICE, FieldSort.YES_NO):
        words = field.choices or ("ja", "nej")
        listed = [("", "–"), *((word, in_words(word)) for word in words)]
        return forms.ChoiceField(label=in_words(field.label), required=False, choices=listed)
    hint = _HINTS.get(FieldSort(field.sort), "")
    return forms.CharField(
        label=in_words(field.label), required=False, max_length=values.LONGEST, help_text=hint
    )
