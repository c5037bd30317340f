"""What is typed to write a report, reconcile its year and adopt it."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.annualreport.editions.services import LONGEST_PARAGRAPH
from samdrift.annualreport.findings.measures import BY_KEY, KEY_FIGURES
from samdrift.annualreport.reconciliation.printed_file import COLUMNS
from samdrift.annualreport.reconciliation.services import LONGEST_REASON
from samdrift.annualreport.services import LONGEST_TITLE
from samdrift.goals.choices import Direction
from samdrift.goals.queries import THOUSANDTHS
from samdrift.kernel.figures import Unit
from samdrift.reporting.formats import Scale
from samdrift.reporting.wording import in_words

MOST_BYTES = 1_000_000
MOST_SIGNS = 200_000
_SPACES = re.compile(r"\s+")
_A_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,3})?", re.ASCII)
TOO_LONG = {"max_length": _("Texten är för lång. Dela upp den.")}
EMPTY = {"empty": _("Filen är tom. Välj en annan.")}
PASTED = {"rows": 6, "spellcheck": "false"}
FILES = {"accept": ".csv,.txt"}
SCALES = [(Scale.TKR.value, "tkr"), (Scale.SEK.value, "kr"), (Scale.MKR.value, "mkr")]


class AdoptForm(forms.Form):
    """The decision by which an edition was adopted."""

    decided_on = forms.DateField(
        label=_("Beslutets dag"),
        help_text=_("Så här: 2016-04-12"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Skriv dagen då ni beslutade, så här: 2016-04-12."),
            "invalid": _("Skriv datumet så här: 2016-04-12."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    paragraph = forms.CharField(
        label=_("Paragraf"),
        help_text=_("Så som den står i protokollet: § 14"),
        max_length=LONGEST_PARAGRAPH,
        error_messages={
            "required": _("Skriv beslutets paragraf."),
            "max_length": _("Skriv paragrafen med högst 40 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AddChapterForm(forms.Form):
    """A chapter that begins, or a section of one."""

    title = forms.CharField(
        label=_("Rubrik"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv en rubrik."),
            "max_length": _("Skriv rubriken med högst 200 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    within = forms.CharField(required=False, max_length=80)


class PastedForm(forms.Form):
    """A text that is pasted, or comes as a file."""

    text = forms.CharField(required=False)
    file = forms.FileField(required=False)

    def csv_text(self) -> str:
        """Return what was pasted, else what the file holds; empty where there is neither."""
        file = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data.get("text") or "")
        if file.size > MOST_BYTES:
            self.add_error("file", _("Filen är större än 1 MB. Dela upp den."))
            return ""
        body = file.read()
        try:
            return str(body.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(body.decode("cp1252", errors="replace"))


class PrintedFileForm(PastedForm):
    """Printed figures, pasted or as a file."""

    text = forms.CharField(
        label=_("Klistra in talen"),
        help_text=_("Första raden är rubriken table,row,column,printed."),
        required=False,
        max_length=MOST_SIGNS,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs=PASTED),
    )
    file = forms.FileField(
        label=_("Eller välj en CSV-fil (valfritt)"),
        required=False,
        error_messages=EMPTY,
        widget=forms.FileInput(attrs=FILES),
    )
    scale = forms.ChoiceField(
        label=_("Belopp är tryckta i"), choices=SCALES, initial=Scale.TKR.value
    )


class PrintedReportForm(PastedForm):
    """A whole printed report, pasted or as a file; each figure says what it is printed in."""

    text = forms.CharField(
        label=_("Eller klistra in den"),
        help_text=_(
            "Första raden är rubriken place,label,subject,measure,period,printed,unit,remark."
        ),
        required=False,
        max_length=MOST_SIGNS,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs=PASTED),
    )
    file = forms.FileField(
        label=_("Välj redovisningen som CSV-fil"),
        required=False,
        error_messages=EMPTY,
        widget=forms.FileInput(attrs=FILES),
    )


class PrintedFigureForm(forms.Form):
    """One printed figure, typed."""

    table = forms.CharField(
        label=_("Tabell"),
        help_text=_("Till exempel ledger.cash-flow"),
        max_length=160,
        error_messages={"required": _("Skriv tabellens nyckel.")},
    )
    row = forms.CharField(
        label=_("Rad"),
        help_text=_("Nyckeln, eller ~ och ord ur raden"),
        max_length=200,
        error_messages={"required": _("Skriv radens nyckel.")},
    )
    column = forms.CharField(
        label=_("Kolumn"),
        help_text=_("Till exempel 2015"),
        max_length=80,
        error_messages={"required": _("Skriv kolumnens nyckel.")},
    )
    printed = forms.CharField(
        label=_("Tryckt tal"),
        help_text=_("Tomt eller – är noll"),
        max_length=40,
        required=False,
    )
    scale = forms.ChoiceField(
        label=_("Belopp är tryckt i"), choices=SCALES, initial=Scale.TKR.value
    )

    def csv_text(self) -> str:
        """Return the figure as the CSV it would have stood in."""
        told = io.StringIO()
        writer = csv.writer(told)
        writer.writerow(COLUMNS)
        writer.writerow([self.cleaned_data[name] for name in COLUMNS])
        return told.getvalue()


class ExplainForm(forms.Form):
    """Why a printed figure differs."""

    reason = forms.CharField(
        label=_("Varför skiljer talen?"),
        help_text=_("Ditt namn och tiden sparas tillsammans med förklaringen."),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Skriv varför talen skiljer."),
            "max_length": _("Skriv förklaringen med högst 2 000 tecken."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TargetForm(forms.Form):
    """What a key figure is to come to: which, at least or at most, and how much."""

    key_figure = forms.ChoiceField(
        label=_("Nyckeltal"),
        choices=lambda: [(key, in_words(BY_KEY[key].label)) for key in KEY_FIGURES],
    )
    direction = forms.ChoiceField(label=_("Riktning"), choices=Direction.choices)
    value = forms.CharField(
        label=_("Målvärde"),
        help_text=_("Belopp i tkr, andelar i procent. Till exempel 65 eller 3 275."),
        max_length=20,
        error_messages={"required": _("Skriv ett målvärde.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_value(self) -> Decimal:
        """Read the number as a Swede writes it."""
        told = _SPACES.sub("", str(self.cleaned_data["value"])).removesuffix("%")
        told = told.removesuffix("tkr").replace("\N{MINUS SIGN}", "-").replace(",", ".")
        if not _A_NUMBER.fullmatch(told):
            raise forms.ValidationError(_("Skriv talet med siffror, så här: 65 eller 3 275,5."))
        return Decimal(told)

    def wanted(self) -> tuple[Unit, int, Direction]:
        """Return the unit, the value in whole öre or thousandths, and the direction."""
        unit = BY_KEY[self.cleaned_data["key_figure"]].unit
        times = Scale.TKR.ore if unit is Unit.MONEY else THOUSANDTHS
        value = int(self.cleaned_data["value"] * times)
        return unit, value, Direction(self.cleaned_data["direction"])
