"""Who the organisation is and who is around it, as a package tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from samdrift.parties import queries
from samdrift.parties.choices import LegalForm, OrganisationRole
from samdrift.parties.models import HomeOrganisation, Organisation
from samdrift.plumbing.exchange.columns import Column, Parse, one_of, text
from samdrift.plumbing.exchange.csv_reader import CsvFile, csv_reader
from samdrift.plumbing.exchange.ports import FileReader, Payload, Reading

DECLARED = "parties.organisations"
SECTION = "[organisation]"
_ORG_NUMBER = re.compile(r"\d{6}-\d{4}", re.ASCII)
_FIELDS = ("name", "org_number", "legal_form")


def organisation_code(reading: Reading) -> Parse:
    """Return how a cell that names an organisation is read: the code must be known."""
    known = queries.codes() | reading.declared.get(DECLARED, set())
    return one_of(known, "okänd organisation; organisations.csv har")


def _columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("code", text(200)),
        Column("name", text()),
        Column("role", one_of(OrganisationRole.values)),
    )


def _read_home(reading: Reading) -> None:
    """Take in [organisation]; another organisation's package is refused."""
    if not reading.manifest:
        return  # It could not be read, which has been told.
    told = reading.manifest.get("organisation")
    if not isinstance(told, dict):
        reading.fault(1, "", "", "avsnittet [organisation] saknas.")
        return
    lines = _lines(reading)
    values = {name: _value(reading, lines, told, name) for name in _FIELDS}
    present = HomeOrganisation.objects.values(*_FIELDS).first()
    if present and values["org_number"] and present["org_number"] != values["org_number"]:
        allowed = (
            f"databasen hör till {present['name']} ({present['org_number']}). "
            "Läs in paketet i en egen databas."
        )
        reading.fault(lines.get("org_number", 1), "org_number", values["org_number"], allowed)
    if reading.faults:
        return
    if present == values:
        reading.summary.unchanged = 1
        return
    reading.summary.changed = 1 if present else 0
    reading.summary.new = 0 if present else 1
    reading.payloads.append({"before": present})
    HomeOrganisation.objects.update_or_create(id=1, defaults=values)


def _lines(reading: Reading) -> dict[str, int]:
    """Return the line on which each key of [organisation] stands, and where the section begins."""
    with reading.open() as stream:
        lines = stream.read().decode("utf-8-sig", "replace").split("\n")
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(lines, start=1):
        key = line.partition("=")[0].strip().strip("\"'")
        if key.startswith("["):
            section = key.partition("#")[0].strip()
            found.setdefault(section, number)
        elif section == SECTION:
            found.setdefault(key, number)
    return found


def _value(reading: Reading, lines: dict[str, int], told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    line = lines.get(name, lines.get(SECTION, 1))
    allowed = ""
    if not isinstance(value, str) or not value:
        allowed = "ska stå som text inom citattecken och får inte vara tomt."
    elif name == "org_number" and not _ORG_NUMBER.fullmatch(value):
        allowed = "skriv organisationsnumret så här: 222000-0000."
    elif name == "legal_form" and value not in LegalForm.values:
        allowed = f"ska vara {' eller '.join(LegalForm.values)}."
    elif len(value) > 200 or not value.isprintable():
        allowed = "högst 200 tecken på en rad är tillåtna."
    if allowed:
        reading.fault(line, name, str(value), allowed)
    return str(value)


def _undo_home(payloads: Sequence[Payload]) -> None:
    for payload in reversed(payloads):
        if payload["before"] is None:
            HomeOrganisation.objects.all().delete()
        else:
            HomeOrganisation.objects.update(**payload["before"])


OFFERS = (
    FileReader(
        key="parties.home",
        name="package.toml",
        read=_read_home,
        undo=_undo_home,
        is_required=True,
        is_known=HomeOrganisation.objects.exists,
    ),
    csv_reader(
        key="parties.organisations",
        name="organisations.csv",
        file=CsvFile(
            model=Organisation,
            columns=_columns,
            names=("code", "name", "role"),
            key=("code",),
            keeps_order=True,
            declares=DECLARED,
        ),
        is_required=True,
        is_known=Organisation.objects.exists,
    ),
)
