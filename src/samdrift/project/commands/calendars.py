"""Opening hours: listed, shown, written, and used where."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click
from django.db import transaction

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.project.database import needs_database
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.calendar_file import CalendarFile
from samdrift.servicelevels.services import calendars as writing


@click.group("calendar")
def calendar_command() -> None:
    """Öppettider som servicenivåer räknas i: visa, läs in och säg var de gäller."""


@calendar_command.command("list")
@needs_database
def list_calendars() -> None:
    """Lista alla kalendrar med nyckel, namn och utgåva.

    \b
    Exempel:
      samdrift calendar list
    """
    writing.lay_out_standards(at=clock.now())
    for each in calendars.calendars():
        default = " (gäller där ingen annan gör det)" if each.is_default else ""
        click.echo(f"{each.key}  {each.name}, utgåva {each.edition}{default}")


@calendar_command.command("show")
@click.argument("key")
@needs_database
def show_calendar(*, key: str) -> None:
    """Skriv ut kalendern KEY som en fil, som kan ändras och läsas in igen.

    \b
    Exempel:
      samdrift calendar show weekdays > vardagar.toml
    """
    writing.lay_out_standards(at=clock.now())
    click.echo(calendar_file.written(_known(key)), nl=False)


@calendar_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Visa bara vad som skulle hända.")
@needs_database
def import_calendar(*, file: Path, preview: bool) -> None:
    """Läs in en kalender ur FILE, hel eller inte alls; det som gällde förr finns kvar som utgåva.

    \b
    Exempel:
      samdrift calendar import vardagar.toml
    """
    told = calendar_file.read(_text(file))
    with transaction.atomic():
        said = _written(told)
        transaction.set_rollback(preview)
    click.echo(f"{said} Inget är ändrat." if preview else said)


@calendar_command.command("use")
@click.argument("key")
@click.option("--service", default="", help="Tjänsten den gäller för; alla om inget sägs.")
@click.option("--organisation", default="", help="Organisationens kod; alla om inget sägs.")
@click.option(
    "--from",
    "valid_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Dagen den börjar gälla; i dag om inget sägs.",
)
@needs_database
def use_calendar(*, key: str, service: str, organisation: str, valid_from: datetime | None) -> None:
    """Låt kalendern KEY gälla för en tjänst och en organisation.

    \b
    Exempel:
      samdrift calendar use kinda --organisation KIN --from 2027-01-01
    """
    now = clock.now()
    day = (valid_from.replace(tzinfo=UTC) if valid_from else now.astimezone(SWEDEN)).date()
    writing.use_calendar(
        key=key, service=service, organisation=organisation, valid_from=day, at=now
    )
    click.echo(f"{key} gäller från {day} för {service or 'alla tjänster'}, {_whose(organisation)}.")


def _known(key: str) -> CalendarFile:
    found = next((each for each in calendars.calendars() if each.key == key), None)
    if found is None:
        raise Refusal(f"Det finns ingen kalender {key}. Se samdrift calendar list.")
    return CalendarFile(found.key, found.name, calendars.editions(key)[0].document)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"{file.name} är inte skriven i UTF-8.") from error


def _written(told: CalendarFile) -> str:
    """Write a calendar, new or anew; return what was done."""
    by, now = getpass.getuser(), clock.now()
    writing.lay_out_standards(at=now)
    known = {each.key: each.edition for each in calendars.calendars()}
    if told.key not in known:
        writing.add_calendar(key=told.key, name=told.name, document=told.document, by=by, at=now)
        return f"{told.key} är ny. Säg var den gäller med samdrift calendar use {told.key}."
    edition = writing.write_calendar(
        key=told.key, document=told.document, by=by, at=now, name=told.name
    )
    if edition.number == known[told.key]:
        return f"{told.key} säger samma som förut."
    return f"{told.key} har utgåva {edition.number}. Öppna ärendens tider räknas om."


def _whose(organisation: str) -> str:
    return organisation or "alla organisationer"
