"""Opening hours as they are typed: a week from a day on, and the days that are unlike it."""

from __future__ import annotations

from datetime import date
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.forms import fields
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.calendar_file import CalendarFile
from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import LocalDay, Occasion, Opening, Plan
from samdrift.servicelevels.reckoning.moments import MINUTES_OF_A_DAY

EMPTY_DAYS = 3
"""How many more days that are unlike the week can be typed at once."""
_WEEK = (
    _("Måndag"), _("Tisdag"), _("Onsdag"), _("Torsdag"), _("Fredag"), _("Lördag"), _("Söndag"),
)  # fmt: skip
_OCCASIONS = {
    Occasion.TWELFTH_NIGHT_EVE: _("Trettondagsafton stänger klockan"),
    Occasion.MAUNDY_THURSDAY: _("Skärtorsdagen stänger klockan"),
    Occasion.WALPURGIS_EVE: _("Valborgsmässoafton stänger klockan"),
    Occasion.ALL_SAINTS_EVE: _("Allhelgonaafton stänger klockan"),
    Occasion.DAY_BEFORE_HOLIDAY: _("Dag före annan helgdag stänger klockan"),
}


class Hours(forms.CharField):
    """Hours of a day, empty where it is closed."""

    def __init__(self, **told: Any) -> None:  # noqa: ANN401  What Django's fields take.
        typed = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, max_length=200, widget=typed, **told)

    @override
    def clean(self, value: Any) -> tuple[Opening, ...]:
        """Return the openings that are written. Raises ValidationError, which says how."""
        try:
            return calendar_file.openings(super().clean(value), str(self.label))
        except Refusal as refusal:
            raise forms.ValidationError(retold(refusal)) from refusal


class OpeningForm(forms.Form):
    """The week from a day on: what it is called, its hours, holidays and half days."""

    key = forms.SlugField(
        label=_("Kort kod"),
        help_text=_("Bokstäver, siffror och bindestreck. Ändras inte sedan."),
        max_length=60,
        error_messages={"required": _("Skriv en kort kod med bokstäver, siffror och bindestreck.")},
    )
    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        error_messages={"required": _("Skriv vad kalendern heter.")},
    )
    valid_from = forms.DateField(
        label=_("Veckan gäller från"),
        help_text=_("Skriv en senare dag för att ändra från den. Veckan dessförinnan står kvar."),
        error_messages={
            "required": _("Skriv en dag."),
            "invalid": _("Skriv datumet så här: 2026-03-02."),
        },
        widget=fields.day(),
    )
    open_on_holidays = forms.BooleanField(label=_("Öppet också på helgdagar"), required=False)

    def __init__(self, data: Any, *, before: CalendarFile) -> None:  # noqa: ANN401  Django's.
        plan = before.document.plans[-1]
        super().__init__(data, initial=_initial(before, plan))
        for place, label in enumerate(_WEEK):
            self.fields[f"day_{place}"] = Hours(label=label)
        for occasion, label in _OCCASIONS.items():
            self.fields[occasion.value] = forms.TimeField(
                label=label,
                required=False,
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
                error_messages={"invalid": _("Skriv klockslaget så här: 12:00.")},
            )

    def week(self) -> list[forms.BoundField]:
        """Return the fields of the days of a week."""
        return [self[f"day_{place}"] for place in range(len(_WEEK))]

    def half_days(self) -> list[forms.BoundField]:
        """Return the fields of the days that may be shorter."""
        return [self[occasion.value] for occasion in _OCCASIONS]

    def plan(self) -> Plan:
        """Return the week as it was typed."""
        told = self.cleaned_data
        return Plan(
            valid_from=told["valid_from"],
            week=tuple(told[f"day_{place}"] for place in range(len(_WEEK))),
            closes_on_holidays=not told["open_on_holidays"],
            half_days=tuple(
                (occasion, at.hour * 60 + at.minute)
                for occasion in Occasion
                if (at := told[occasion.value]) is not None
            ),
        )


class DayForm(forms.Form):
    """A day that is unlike the week; without a date it is none."""

    day = forms.DateField(
        label=_("Dag"),
        required=False,
        error_messages={"invalid": _("Skriv datumet så här: 2026-03-02.")},
        widget=fields.day(),
    )
    name = forms.CharField(label=_("Varför"), required=False, max_length=100)
    hours = Hours(label=_("Öppet (tomt: stängt)"))
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *, organisations: list[tuple[str, str]], **told: Any) -> None:  # noqa: ANN401  What a formset gives.
        super().__init__(**told)
        fields.offer(self.fields["organisation"], [("", _("Alla")), *organisations])

    @override
    def clean(self) -> dict[str, Any]:
        """Check that a day says why it is unlike others."""
        told = self.cleaned_data
        if told.get("day") and not told.get("name", "").strip():
            self.add_error("name", _("Skriv varför dagen är annorlunda."))
        return told

    def local_day(self) -> LocalDay | None:
        """Return the day as it was typed, None where there is none."""
        told = self.cleaned_data
        if not told.get("day"):
            return None
        return LocalDay(told["day"], told["name"].strip(), told["hours"], told["organisation"])


DayForms = forms.formset_factory(DayForm, extra=EMPTY_DAYS, max_num=400, absolute_max=500)


def days_of(document: Document) -> list[dict[str, Any]]:
    """Return the days that are unlike the week, as they are typed."""
    return [
        {
            "day": each.day,
            "name": each.name,
            "hours": calendar_file.hours_in_words(each.openings),
            "organisation": each.organisation,
        }
        for each in document.local_days
    ]


def told_in(form: OpeningForm, days: list[LocalDay], before: CalendarFile) -> CalendarFile:
    """Return the calendar that was typed: earlier weeks stay, that of the same day is replaced."""
    plan = form.plan()
    others = (each for each in before.document.plans if each.valid_from != plan.valid_from)
    document = Document(
        tuple(sorted((*others, plan), key=_begins)),
        tuple(sorted(days, key=lambda each: (each.day, each.organisation))),
    )
    key, name = form.cleaned_data["key"], form.cleaned_data["name"].strip()
    return calendar_file.read(calendar_file.written(CalendarFile(key, name, document)))


def _begins(plan: Plan) -> date:
    return plan.valid_from


def _initial(before: CalendarFile, plan: Plan) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": before.key,
        "name": before.name,
        "valid_from": plan.valid_from,
        "open_on_holidays": not plan.closes_on_holidays,
    }
    for place, openings in enumerate(plan.week):
        told[f"day_{place}"] = calendar_file.hours_in_words(openings)
    for occasion, minute in plan.half_days:
        if minute < MINUTES_OF_A_DAY:  # Until midnight is as usual.
            told[occasion.value] = f"{minute // 60:02}:{minute % 60:02}"
    return told
