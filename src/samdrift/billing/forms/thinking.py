"""What is typed about what might be, and what a member reckons with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.billing.forms.charging import PriceField
from samdrift.billing.ports import Place
from samdrift.billing.whatif import Assumed
from samdrift.kernel.money import Money

_A_PERCENT = _("Skriv procent mellan -100 och 1000.")


class WhatIfForm(forms.Form):
    """Other prices of options, and how many percent more or fewer are thought to be had.

    What is fixed has no price: it may be so many percent more or less.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        options: Mapping[int, str],
        fixed: Mapping[int, str],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ids = tuple(dict.fromkeys((*options, *fixed)))
        for option_id, words in options.items():
            self.fields[f"price-{option_id}"] = PriceField(
                _("Nytt pris på %(name)s") % {"name": words}
            )
            self.fields[f"percent-{option_id}"] = _percent(
                _("Procent fler eller färre av %(name)s") % {"name": words}
            )
        for option_id, words in fixed.items():
            if option_id not in options:
                self.fields[f"percent-{option_id}"] = _percent(
                    _("Procent mer eller mindre av %(name)s") % {"name": words}
                )

    def assumed(self) -> dict[int, Assumed]:
        """Return what was typed, option by option."""
        return {
            option_id: Assumed(
                self.cleaned_data.get(f"price-{option_id}"),
                self.cleaned_data[f"percent-{option_id}"] or 0,
            )
            for option_id in self._ids
        }


def _percent(label: Any) -> forms.IntegerField:  # noqa: ANN401  A lazy text.
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=-100,
        max_value=1000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _A_PERCENT),
    )


class BudgetForm(forms.Form):
    """What a member reckons with to pay in a year, for each service and on each cost centre."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        services: Mapping[int, str],
        centres: Sequence[str],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._services, self._centres = tuple(services), tuple(centres)
        for service_id, name in services.items():
            self.fields[f"of-{service_id}"] = PriceField(name)
        for centre in centres:
            label = _("Kostnadsställe %(number)s") % {"number": centre}
            self.fields[f"on-{centre}"] = PriceField(label)

    def amounts(self) -> dict[int, Money]:
        """Return what was typed, by service; what was left empty is not budgeted."""
        typed = {service_id: self.cleaned_data[f"of-{service_id}"] for service_id in self._services}
        return {service_id: amount for service_id, amount in typed.items() if amount is not None}

    def on_centres(self) -> dict[str, Money]:
        """Return what was typed, by cost centre; what was left empty is not budgeted."""
        typed = {centre: self.cleaned_data[f"on-{centre}"] for centre in self._centres}
        return {centre: amount for centre, amount in typed.items() if amount is not None}


class PlacesForm(forms.Form):
    """On which cost centre each unit is, and where what no unit has belongs."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        units: Mapping[int, str],
        options: Mapping[int, str],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units, self._options = tuple(units), tuple(options)
        for unit_id, name in units.items():
            self.fields[f"unit-{unit_id}"] = _text(
                _("Kostnadsställe för %(name)s") % {"name": name}, 50
            )
        for option_id, words in options.items():
            told = {"name": words}
            self.fields[f"name-{option_id}"] = _text(_("Enhet för %(name)s") % told, 200)
            self.fields[f"centre-{option_id}"] = _text(_("Kostnadsställe för %(name)s") % told, 50)

    def centres(self) -> dict[int, str]:
        """Return the cost centre that was typed for each unit."""
        return {unit_id: self.cleaned_data[f"unit-{unit_id}"] for unit_id in self._units}

    def places(self) -> dict[int, Place]:
        """Return where each option belongs; what was left empty belongs nowhere."""
        typed = {
            option_id: Place(
                self.cleaned_data[f"name-{option_id}"], self.cleaned_data[f"centre-{option_id}"]
            )
            for option_id in self._options
        }
        return {option_id: place for option_id, place in typed.items() if place != Place()}


def _text(label: Any, most: int) -> forms.CharField:  # noqa: ANN401  A lazy text.
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ChangesForm(forms.Form):
    """How many more or fewer a member thinks of having of each option."""

    def __init__(self, *args: Any, options: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._ids = tuple(options)
        for option_id, words in options.items():
            self.fields[f"more-{option_id}"] = forms.IntegerField(
                label=_("Fler eller färre %(name)s") % {"name": words},
                required=False,
                min_value=-1_000_000,
                max_value=1_000_000,
                error_messages={"invalid": _("Skriv ett helt antal, till exempel -40.")},
            )

    def changes(self) -> dict[int, int]:
        """Return what was typed, by option; what was left empty is as it is."""
        return {option_id: self.cleaned_data[f"more-{option_id}"] or 0 for option_id in self._ids}
