"""Writing the annual report to a file, and checking a year."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from samdrift.annualreport import queries as annualreport
from samdrift.annualreport.editions import queries as editions
from samdrift.annualreport.report_files import INKS
from samdrift.plumbing import clock
from samdrift.project.commands.files import write_file
from samdrift.project.commands.tables import complete_year
from samdrift.project.database import needs_database
from samdrift.reporting import registry
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.snapshot import snapshot


@click.group("report")
def report_command() -> None:
    """Skriv rapporter till filer."""


@report_command.command("annual")
@click.option("--year", required=True, type=int, shell_complete=complete_year, help="Året.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Filen; ändelsen .pdf, .html, .docx eller .xlsx säger vilken sort.",
)
@click.option(
    "--now",
    "is_now",
    is_flag=True,
    help="Posterna som de är nu, även om en utgåva är fastställd.",
)
@needs_database
def annual(*, year: int, output: Path, is_now: bool) -> None:
    """Skriv årsredovisningen för ett år till en fil.

    När en utgåva är fastställd är det den som skrivs, annars posterna som de är nu.

    Varje tal leder till sina poster: som länk, som numrerad källa under tabellen och i Excel som
    kommentar i cellen och ett blad med källor. Länkarna går till SAMDRIFT_BASE_URL.

    \b
    Exempel:
      samdrift report annual --year 2015 -o årsredovisning-2015.pdf
      samdrift report annual --year 2015 -o årsredovisning-2015.xlsx
    """
    ink = INKS.get(output.suffix.lower().removeprefix("."))
    if ink is None:
        endings = ", ".join(f".{ending}" for ending in INKS)
        raise click.UsageError(f"Filen ska sluta på {endings}; {output.name} gör inte det.")
    with snapshot():
        registry.require_year(year, today=clock.now().date())
        report = annualreport.annual_report if is_now else editions.report
        document = report(year=year, at=clock.now())
        written = ink.write(document, WebLinks(settings.BASE_URL))
    write_file(output, written)
    click.echo(f"{output} ({len(written) // 1024} kB)")
