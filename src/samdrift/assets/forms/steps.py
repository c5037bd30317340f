"""What is typed when something happens to things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.assets.kinds import values
from samdrift.assets.ports import Told
from samdrift.assets.register import queries as register
from samdrift.directory import queries as directory
from samdrift.parties import queries as parties

_NOTHING = ("", _("Som nu"))
MOST_TAGS = 2_000


def day_field(label: Any, *, required: bool = True) -> forms.DateField:  # noqa: ANN401  A lazy text.
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Skriv en dag."),
            "invalid": _("Skriv dagen så här: 2026-03-31."),
        },
    )


def tags_in(written: str) -> tuple[str, ...]:
    """Return the tags in what was pasted or scanned, each once, in the order they came."""
    found = (tag.strip().upper() for tag in re.split(r"[\n\r\t,;]+", written))
    return tuple(dict.fromkeys(tag for tag in found if tag))[:MOST_TAGS]


class StepForm(forms.Form):
    """What changes by a step, and on which day; what is left empty stays as it is."""

    day = day_field(_("Dag"))
    holder = forms.CharField(
        label=_("Vem"),
        required=False,
        max_length=200,
        help_text=_("E-postadress, eller ett namn som bara en har."),
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        help_text=_("Lämnas den tom blir det organisationen hos den som får den."),
    )
    place = forms.TypedChoiceField(
        label=_("Lagerplats"), required=False, coerce=int, empty_value=None
    )
    location = forms.CharField(label=_("Plats eller rum"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
        help_text=_("Varför, eller intygets nummer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        organisations = [(party.code, party.name) for party in parties.parties()]
        choose(self.fields["organisation"], [_NOTHING, *organisations])
        choose(self.fields["place"], [_NOTHING, *register.choices().places])

    def clean_holder(self) -> int | None:
        """Return who is named. Refuses a name that nobody, or more than one, has."""
        written = self.cleaned_data["holder"].strip()
        if not written:
            return None
        found = values.known().people(written)
        if found is None:
            raise forms.ValidationError(
                _("Hittar ingen, eller flera. Skriv personens e-postadress.")
            )
        return found

    def told(self) -> Told:
        """Return what is told; a person brings their unit, and their organisation where none is."""
        given = self.cleaned_data
        person = directory.person(given["holder"]) if given["holder"] else None
        organisation = given["organisation"] or (person.organisation_code if person else None)
        return Told(
            day=given["day"],
            organisation=organisation,
            holder_id=given["holder"],
            unit_id=person.unit_id if person else None,
            place_id=given["place"],
            location=given["location"].strip() or None,
            note=given["note"],
        )


class DayForm(forms.Form):
    """The day that the register is looked at."""

    dag = day_field(_("Dag"), required=False)

    @classmethod
    def day(cls, written: str) -> date | None:
        """Return the day that is asked for, None for now or what is no day."""
        form = cls({"dag": written})
        return form.cleaned_data["dag"] if form.is_valid() else None


def choose(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let a field be chosen among some values."""
    assert isinstance(field, forms.ChoiceField), "a field that is chosen"
    field.choices = list(choices)
