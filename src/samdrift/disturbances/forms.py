"""What is typed about a disturbance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.disturbances.choices import UNPLANNED, DisturbanceState
from samdrift.disturbances.services.rows import LONGEST_TEXT
from samdrift.disturbances.services.telling import FEWEST_MINUTES, LONGEST_TITLE, MOST_MINUTES
from samdrift.plumbing.wording import choices_in_words


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


_NO_MOMENT = _("Skriv datum och tid så här: 2026-03-02 13.20.")
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


def _set_choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField), "a field that is chosen"
    field.choices = choices


class DisturbanceForm(forms.Form):
    """What does not work, for whom, since when, and who is told of it."""

    title = forms.CharField(
        label=_("Vad fungerar inte?"),
        help_text=_("Som den som drabbas säger det, till exempel ”E-posten är långsam”"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv med några ord vad som inte fungerar."),
            "max_length": _("Rubriken är för lång. Skriv högst 150 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    what = forms.CharField(
        label=_("Beskrivning för alla"),
        help_text=_("Vad man märker, och vad man kan göra under tiden"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv vad man märker, så att alla förstår.")},
        widget=_area(4),
    )
    services = forms.CharField(label=_("Tjänster (valfritt)"), required=False, max_length=200)
    organisations = forms.MultipleChoiceField(
        label=_("Vilka berörs?"),
        help_text=_("Utan kryss berörs alla"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    started_at = forms.DateTimeField(
        label=_("Började"),
        input_formats=_FORMATS,
        error_messages={"required": _NO_MOMENT, "invalid": _NO_MOMENT},
        widget=_moment(),
    )
    expected_until = forms.DateTimeField(
        label=_("Väntas fungera (valfritt)"),
        required=False,
        input_formats=_FORMATS,
        error_messages={"invalid": _NO_MOMENT},
        widget=_moment(),
    )
    update_minutes = forms.IntegerField(
        label=_("Lova en uppdatering var … minut (valfritt)"),
        required=False,
        min_value=FEWEST_MINUTES,
        max_value=MOST_MINUTES,
    )
    is_public = forms.BooleanField(label=_("Visa på statussidan"), required=False, initial=True)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        organisations: list[tuple[str, str]],
        is_planned: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        _set_choices(self.fields["organisations"], list(organisations))
        if is_planned:
            self.fields["title"].label = _("Vad ska göras?")
            self.fields["started_at"].label = _("Börjar")
            self.fields["expected_until"].label = _("Klart")
            self.fields["expected_until"].required = True
            self.fields["expected_until"].error_messages["required"] = _NO_MOMENT


class UpdateForm(forms.Form):
    """What is told of how it goes."""

    text = forms.CharField(
        label=_("Hur går det?"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv hur det går.")},
        widget=_area(4),
    )
    state = forms.ChoiceField(label=_("Läge"), required=False)
    expected_until = forms.DateTimeField(
        label=_("Väntas fungera (valfritt)"),
        required=False,
        input_formats=_FORMATS,
        error_messages={"invalid": _NO_MOMENT},
        widget=_moment(),
    )
    audience = forms.ChoiceField(
        label=_("Vem får veta?"),
        choices=[
            ("all", _("Alla, och de som följer")),
            ("tickets", _("Alla, de som följer, och svar i länkade ärenden")),
            ("desk", _("Bara vi som arbetar med det")),
        ],
        initial="all",
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        is_planned: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        states: list[tuple[str, Any]] = [("", _("Som förut"))]
        if not is_planned:
            states += choices_in_words((each.value, each.label) for each in UNPLANNED)
        states.append((DisturbanceState.ENDED.value, _("Avslutat: det fungerar")))
        if is_planned:
            states.append((DisturbanceState.CANCELLED.value, _("Inställt")))
        _set_choices(self.fields["state"], states)


class ReportForm(forms.Form):
    """What a major incident was, its cause, and what is done about it."""

    summary = forms.CharField(
        label=_("Vad hände?"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv vad som hände.")},
        widget=_area(5),
    )
    cause = forms.CharField(
        label=_("Orsak"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv orsaken.")},
        widget=_area(3),
    )
    measure = forms.CharField(
        label=_("Vad görs för att det inte ska hända igen?"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv vad som görs.")},
        widget=_area(3),
    )
