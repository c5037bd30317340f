"""Listing and printing tables."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from django.conf import settings

from samdrift.plumbing import clock
from samdrift.project.commands.files import write_file
from samdrift.project.database import needs_database
from samdrift.reporting import registry
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, Series, members_asked, span_asked
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.table_formats import TableFormat, write


def _complete_table(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    return [
        CompletionItem(spec.id, help=spec.title)
        for spec in registry.tables()
        if spec.id.startswith(incomplete)
    ]


def complete_year(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a year with those there are records for."""
    return [CompletionItem(str(y)) for y in registry.years() if str(y).startswith(incomplete)]


@click.command("tables")
@needs_database
def tables_command() -> None:
    """Lista alla tabeller: namn och titel.

    Vilka räkenskaper och noter som finns beror på layout.csv, eller på standarduppställningen.
    """
    specs = registry.tables()
    widest = max(len(spec.id) for spec in specs)
    for spec in specs:
        click.echo(f"{spec.id:<{widest}}  {spec.title}")


@click.command("table")
@click.argument("table_id", metavar="ID", shell_complete=_complete_table)
@click.option(
    "--year",
    type=int,
    default=None,
    shell_complete=complete_year,
    help="Året; behövs inte där --day eller --to säger det.",
)
@click.option("--cost-centre", default="", help="Kostnadsställe, för ledger.department-outcome.")
@click.option(
    "--unit",
    type=click.Choice([scale.value for scale in Scale]),
    default=Scale.SEK.value,
    show_default=True,
    help="Enhet för belopp; avrundas från exakta ören.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in TableFormat]),
    default="md",
    show_default=True,
    help="Hur tabellen skrivs.",
)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="En annan dag än 31 december, för register.",
)
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Periodens första dag, för det som händer; annars årets.",
)
@click.option(
    "--to",
    "last",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Periodens sista dag; annars årets.",
)
@click.option(
    "--members",
    default="",
    metavar="KOD,KOD",
    help="Bara de medlemmarna; summan är då av de valda.",
)
@click.option(
    "--series",
    "series_row",
    default="",
    metavar="RAD",
    help="Följ raden år för år, högst fem år till och med året.",
)
@click.option(
    "--column",
    "series_column",
    default="",
    metavar="KOLUMN",
    help="Bara den kolumnen av raden, med --series.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Fil att skriva till; annars skrivs tabellen ut.",
)
@needs_database
def table_command(  # noqa: PLR0913  One argument an option.
    *,
    table_id: str,
    year: int | None,
    cost_centre: str,
    unit: str,
    form: str,
    day: datetime | None,
    first: datetime | None,
    last: datetime | None,
    members: str,
    series_row: str,
    series_column: str,
    output: Path | None,
) -> None:
    """Skriv ut tabellen ID för ett år, en dag eller en period.

    \b
    Exempel:
      samdrift table assets.computers --year 2015
      samdrift table ledger.income-statement --year 2015 --unit tkr --format json
      samdrift table ledger.department-outcome --year 2016 --cost-centre IT
      samdrift table assets.servers --day 2015-06-30 --format xlsx -o servrar.xlsx
      samdrift table fibre.connections --from 2014-07-01 --to 2015-06-30 --members KIN,YDR
      samdrift table assets.computers --year 2015 --series total --column computer
    """
    ask = replace(
        _of_days(year, day, first, last),
        cost_centre=cost_centre,
        members=members_asked(members.split(",")),
        series=_series(series_row, series_column),
    )
    with snapshot():
        table = registry.table(table_id, ask, today=clock.now().date())
        written = write(
            table,
            Scale(unit),
            TableFormat(form),
            describer=registry.Describer(),
            links=WebLinks(settings.BASE_URL),
        )
    if output is not None:
        write_file(output, written)
        return
    if form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("xlsx kan inte visas i terminalen. Ange en fil med -o.")
    sys.stdout.flush()
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def _of_days(
    year: int | None, day: datetime | None, first: datetime | None, last: datetime | None
) -> Ask:
    """Return which days are asked about; a day says its year, where it is not told."""
    told = [year, *(moment.year for moment in (last, day) if moment)]
    asked = next((each for each in told if each is not None), None)
    if asked is None:
        raise click.UsageError("Ange året med --year, eller en dag med --to eller --day.")
    days = (f"{moment:%Y-%m-%d}" if moment else "" for moment in (first, last))
    try:
        return Ask(asked, day=day.date() if day else None, span=span_asked(asked, *days))
    except ValueError as error:
        raise click.UsageError(
            "Perioden slutar innan den börjar. Byt --from eller --to."
        ) from error


def _series(row: str, column: str) -> Series | None:
    if column and not row:
        raise click.UsageError("--column väljer en kolumn av en rad. Ange raden med --series.")
    return Series(row, column) if row else None
