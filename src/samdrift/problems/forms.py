"""What is typed about a problem."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.wording import choices_in_words
from samdrift.problems.choices import Priority
from samdrift.problems.services import LONGEST_TEXT, LONGEST_TITLE


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProblemForm(forms.Form):
    """What goes wrong again and again, and who looks into why."""

    title = forms.CharField(
        label=_("Vad går fel?"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv med några ord vad som går fel."),
            "max_length": _("Rubriken är för lång. Skriv högst 200 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("Beskrivning (valfritt)"),
        help_text=_(
            "När det händer, för vilka, och vad som är prövat. "
            "Skriv inte vem: det här finns kvar när ärendena gallras."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=_area(4),
    )
    service = forms.CharField(label=_("Tjänst (valfritt)"), required=False, max_length=100)
    priority = forms.TypedChoiceField(
        label=_("Prioritet"),
        choices=choices_in_words(Priority.choices),
        coerce=int,
        initial=Priority.MEDIUM,
    )
    owner = forms.TypedChoiceField(
        label=_("Ansvarig"), required=False, coerce=int, empty_value=None
    )
    root_cause = forms.CharField(
        label=_("Grundorsak (när den är känd)"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=_area(3),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        helpers: tuple[tuple[int, str], ...],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField), "a field that is chosen"
        owner.choices = [("", "–"), *helpers]
