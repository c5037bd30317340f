"""What is typed about changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.changes.ports import Wanted
from samdrift.plumbing.clock import SWEDEN

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
_LEVELS = [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _moment(label: Any) -> forms.DateTimeField:  # noqa: ANN401  A lazy text.
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Skriv dag och tid så här: 2026-03-02 22.00.")},
    )


def _text(label: Any, hint: Any = "") -> forms.CharField:  # noqa: ANN401  Lazy texts.
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONGEST_TEXT, widget=_area()
    )


class TimesForm(forms.Form):
    """When a change is done, for whom, by whom: all that a standard change asks."""

    starts_at = _moment(_("Börjar"))
    ends_at = _moment(_("Slutar"))
    organisations = forms.MultipleChoiceField(
        label=_("Vilka märker det?"),
        help_text=_("Ingen vald betyder alla."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    responsible = forms.TypedChoiceField(
        label=_("Ansvarig"), required=False, coerce=int, empty_value=None
    )
    implementers = forms.TypedMultipleChoiceField(
        label=_("Genomförs av"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(label=_("Visa på den öppna statussidan"), required=False)
    public_text = forms.CharField(
        label=_("Text till statussidan (valfritt)"),
        help_text=_("Vad användarna märker, med vanliga ord"),
        required=False,
        max_length=500,
        widget=_area(2),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        parties: Iterable[tuple[str, str]],
        people: Iterable[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        told = list(people)
        _offer(self.fields["organisations"], list(parties))
        _offer(self.fields["implementers"], told)
        _offer(self.fields["responsible"], [("", "–"), *told])

    def wanted(self) -> Wanted:
        """Return the change as it was typed; what a template decides is left to it."""
        told = self.cleaned_data
        return Wanted(
            title=told.get("title", ""),
            why=told.get("why", ""),
            what=told.get("what", ""),
            services=tuple(_split(told.get("services", ""))),
            organisations=tuple(told["organisations"]),
            probability=told.get("probability", 1),
            consequence=told.get("consequence", 1),
            plan=told.get("plan", ""),
            back_out_plan=told.get("back_out_plan", ""),
            test=told.get("test", ""),
            starts_at=_local(told["starts_at"]),
            ends_at=_local(told["ends_at"]),
            responsible_id=told["responsible"],
            implementer_ids=tuple(told["implementers"]),
            is_public=told["is_public"],
            public_text=told["public_text"],
        )


class ChangeForm(TimesForm):
    """A change that is decided on by itself."""

    title = forms.CharField(
        label=_("Vad ska ändras?"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv med några ord vad som ändras."),
            "max_length": _("Rubriken är för lång. Skriv högst 200 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = _text(_("Varför?"))
    what = _text(_("Vad görs?"))
    services = forms.CharField(
        label=_("Tjänster"),
        help_text=_("Med komma emellan"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"list": "known-services", "autocomplete": "off"}),
    )
    probability = forms.TypedChoiceField(
        label=_("Sannolikhet att det går fel"), choices=_LEVELS, coerce=int, initial=1
    )
    consequence = forms.TypedChoiceField(
        label=_("Konsekvens om det går fel"), choices=_LEVELS, coerce=int, initial=1
    )
    plan = _text(_("Plan"), _("Steg för steg, med tider"))
    back_out_plan = _text(_("Återgångsplan"), _("Hur det blir som förut, och när ni väljer det"))
    test = _text(_("Test"), _("Hur ni vet att det fungerar"))


class RuleForm(forms.Form):
    """Whose approval changes need."""

    name = forms.CharField(max_length=100)
    kind = forms.CharField(required=False, max_length=10)
    risk_class = forms.CharField(required=False, max_length=10)
    service = forms.CharField(required=False, max_length=100)
    approvers = forms.TypedMultipleChoiceField(coerce=int)
    quorum = forms.IntegerField(min_value=1, max_value=50)
    hours_afterwards = forms.IntegerField(min_value=1, max_value=2000)


class StandstillForm(forms.Form):
    """When nothing is changed, and why."""

    reason = forms.CharField(max_length=200)
    starts_at = _moment(_("Från"))
    ends_at = _moment(_("Till"))
    service = forms.CharField(required=False, max_length=100)
    organisation = forms.CharField(required=False, max_length=20)


class TemplateForm(forms.Form):
    """A standard change to approve once and for all."""

    title = forms.CharField(max_length=200)
    services = forms.CharField(max_length=500)
    what = forms.CharField(max_length=LONGEST_TEXT, required=False)
    plan = forms.CharField(max_length=LONGEST_TEXT)
    back_out_plan = forms.CharField(max_length=LONGEST_TEXT)
    test = forms.CharField(max_length=LONGEST_TEXT)
    minutes = forms.IntegerField(min_value=1, max_value=10_000)


def services_of(written: str) -> tuple[str, ...]:
    """Return the services of a text with commas between them."""
    return tuple(_split(written))


def _split(written: str) -> list[str]:
    return [name.strip()[:100] for name in written.split(",") if name.strip()]


def _local(moment: datetime | None) -> datetime | None:
    """Return a moment in Swedish time, as it was typed."""
    return moment.astimezone(SWEDEN) if moment else None


def _offer(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField), "a field that is chosen"
    field.choices = choices
