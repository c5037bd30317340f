"""What is typed about when colleagues can be booked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.bookings.choices import Language, Way, Whom
from samdrift.plumbing.wording import choices_in_words

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_WEEKDAYS = (
    (1, _("måndag")), (2, _("tisdag")), (3, _("onsdag")), (4, _("torsdag")),
    (5, _("fredag")), (6, _("lördag")), (7, _("söndag")),
)  # fmt: skip
_MINUTES = ((15, "15"), (30, "30"), (45, "45"), (60, "60"), (90, "90"))


def _time(label: Any) -> forms.TimeField:  # noqa: ANN401  A lazy text.
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=_REQUIRED | {"invalid": _("Skriv klockslaget så här: 08.30.")},
    )


def _boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:  # noqa: ANN401  Lazy texts.
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en.")},
    )


class HoursForm(forms.Form):
    """Hours of weekdays when a colleague can be booked."""

    helper = forms.TypedChoiceField(label=_("Vem"), coerce=int, error_messages=_REQUIRED)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Veckodagar"),
        choices=_WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en veckodag.")},
    )
    opens = _time(_("Från"))
    closes = _time(_("Till"))
    minutes = forms.TypedChoiceField(
        label=_("Minuter per bokning"), choices=_MINUTES, coerce=int, initial=30
    )
    whom = forms.ChoiceField(
        label=_("För vem?"), choices=choices_in_words(Whom.choices), initial=Whom.ALL
    )
    ways = _boxes(_("Så kan man mötas"), choices_in_words(Way.choices))
    languages = _boxes(_("Språk"), choices_in_words(Language.choices))
    place = forms.CharField(
        label=_("Var vi finns (om man kommer till oss)"), max_length=200, required=False
    )
    valid_from = forms.DateField(
        label=_("Från och med"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
    )

    def __init__(self, *args: Any, helpers: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["helper"]
        assert isinstance(field, forms.ChoiceField), "a helper is chosen"
        field.choices = list(helpers)


class EndForm(forms.Form):
    """From which day hours can no longer be booked."""

    on = forms.DateField(error_messages={"invalid": _("Skriv dagen så här: 2026-03-31.")})
