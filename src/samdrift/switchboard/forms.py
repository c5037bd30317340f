"""What is typed at the switchboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.wording import choices_in_words
from samdrift.switchboard.choices import Measure, Work

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_WEEKDAYS = (
    (1, _("måndag")), (2, _("tisdag")), (3, _("onsdag")), (4, _("torsdag")),
    (5, _("fredag")), (6, _("lördag")), (7, _("söndag")),
)  # fmt: skip

type Choices = Sequence[tuple[str, str]]


def _day(label: Any, hint: Any = "") -> forms.DateField:  # noqa: ANN401  Lazy texts.
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
    )


def _time(label: Any) -> forms.TimeField:  # noqa: ANN401  A lazy text.
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=_REQUIRED | {"invalid": _("Skriv klockslaget så här: 08.30.")},
    )


def _organisation(label: Any) -> forms.ChoiceField:  # noqa: ANN401  A lazy text.
    return forms.ChoiceField(label=label, error_messages=_REQUIRED)


class NumberForm(forms.Form):
    """Whose a number is, from which day."""

    number = forms.CharField(
        label=_("Telefonnummer"),
        help_text=_("Det nummer som rings, till exempel 0494-191 00"),
        max_length=40,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    organisation = _organisation(_("Hör till"))
    purpose = forms.CharField(label=_("Vad det är för (valfritt)"), max_length=100, required=False)
    valid_from = _day(_("Från och med"))

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations)


class StaffForm(forms.Form):
    """How many are there during some hours of weekdays, from which day."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Veckodagar"),
        choices=_WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en veckodag.")},
    )
    opens = _time(_("Från"))
    closes = _time(_("Till"))
    people = forms.IntegerField(
        label=_("Antal på plats"), min_value=1, max_value=99, initial=1, error_messages=_REQUIRED
    )
    who = forms.CharField(label=_("Vilka (valfritt)"), max_length=200, required=False)
    valid_from = _day(_("Från och med"))


class WorkForm(forms.Form):
    """What was done at the front desk."""

    organisation = _organisation(_("För vilken kommun?"))
    day = _day(_("Dag"))
    work = forms.ChoiceField(
        label=_("Vad?"), choices=choices_in_words(Work.choices), error_messages=_REQUIRED
    )
    amount = forms.DecimalField(
        label=_("Antal"),
        help_text=_("Timmar i kvartar, till exempel 1,25. Rätta ett fel med minus."),
        max_digits=6,
        decimal_places=2,
        localize=True,
        error_messages=_REQUIRED | {"invalid": _("Skriv ett tal, till exempel 12 eller 1,25.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Anteckning (valfritt)"), max_length=200, required=False)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations)


class MeasureForm(forms.Form):
    """What a measurement came to."""

    organisation = _organisation(_("Kommun"))
    measured_on = _day(_("Mätt"), _("Dagen då mätningen gjordes eller blev klar"))
    measure = forms.ChoiceField(
        label=_("Mått"), choices=choices_in_words(Measure.choices), error_messages=_REQUIRED
    )
    value = forms.IntegerField(
        label=_("Värde, 0 till 100"), min_value=0, max_value=100, error_messages=_REQUIRED
    )
    asked = forms.IntegerField(
        label=_("Antal samtal eller svar (valfritt)"), min_value=1, required=False
    )
    source = forms.CharField(
        label=_("Källa"),
        help_text=_("Till exempel: SKR, Kommunens Kvalitet i Korthet 2018"),
        max_length=200,
        error_messages=_REQUIRED,
    )

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations)


class EndForm(forms.Form):
    """From which day something holds no longer."""

    on = _day(_("Gäller inte från och med"))


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), "it is chosen"
    field.choices = [("", ""), *choices]
