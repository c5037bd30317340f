"""What is typed about promises: how soon, for whom, and the hours they are reckoned in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.servicedesk.forms import fields
from samdrift.servicelevels.choices import Priority

MINUTE, HOUR = 60, 3600
_SERVICE = {"list": "services", "autocomplete": "off"}
_DAY = {"required": _("Skriv en dag."), "invalid": _("Skriv datumet så här: 2026-03-02.")}


class PromiseForm(forms.Form):
    """How soon what has a priority is to be answered and solved."""

    service = forms.CharField(
        label=_("Tjänst (tomt: alla)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=_SERVICE),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Prioritet"), coerce=int, choices=[(each, str(each)) for each in Priority.values]
    )
    respond_minutes = forms.IntegerField(
        label=_("Första svar inom, öppna minuter"),
        min_value=1,
        max_value=120_000,
        error_messages={"required": _("Skriv inom hur många minuter.")},
    )
    solve_hours = forms.DecimalField(
        label=_("Löst inom, öppna timmar"),
        min_value=Decimal("0.01"),
        max_value=2_000,
        decimal_places=2,
        error_messages={"required": _("Skriv inom hur många timmar.")},
    )
    calendar = forms.ChoiceField(label=_("Öppettider"), required=False)
    valid_from = forms.DateField(label=_("Gäller från"), error_messages=_DAY, widget=fields.day())

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        organisations: list[tuple[str, str]],
        calendars: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields.offer(self.fields["organisation"], [("", _("Alla")), *organisations])
        fields.offer(self.fields["calendar"], [("", _("De som gäller där")), *calendars])

    def seconds(self) -> tuple[int, int]:
        """Return within how long it is to be answered, and solved."""
        told = self.cleaned_data
        return told["respond_minutes"] * MINUTE, int(told["solve_hours"] * HOUR)


class UseForm(forms.Form):
    """For which service and organisation a calendar counts, from a day on."""

    calendar = forms.ChoiceField(label=_("Kalender"))
    service = forms.CharField(
        label=_("Tjänst (tomt: alla)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=_SERVICE),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    valid_from = forms.DateField(label=_("Gäller från"), error_messages=_DAY, widget=fields.day())

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        organisations: list[tuple[str, str]],
        calendars: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, prefix="use")
        fields.offer(self.fields["organisation"], [("", _("Alla")), *organisations])
        fields.offer(self.fields["calendar"], calendars)


class CalendarForm(forms.Form):
    """All that a calendar says, as the file that it is shown as."""

    text = forms.CharField(
        label=_("Vad kalendern säger"),
        help_text=_(
            "Veckans tider per dag, och en [[day]] för varje dag som är annorlunda. "
            "Helgdagarna är kända."
        ),
        max_length=100_000,
        error_messages={"required": _("Skriv vad kalendern säger.")},
        widget=fields.area(18),
    )
