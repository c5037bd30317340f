"""Whether what the product stands on is well: database, disk, clock, copies, certificate, keys."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import files
from samdrift.plumbing.health import Examination, Finding, fault, good, warning
from samdrift.plumbing.jobs.models import Job
from samdrift.project import database

LITTLE_SPACE, TOO_LITTLE_SPACE = 10, 3
"""Percent of the disk that is free; SQLite needs as much again as it is to be copied or rebuilt."""
OLD_COPY, TOO_OLD_COPY = timedelta(days=2), timedelta(days=7)
WRONG_CLOCK = timedelta(seconds=5)
ENDS_SOON = timedelta(days=21)
PATIENCE_SECONDS = 3.0


def look_at_database(_at: datetime) -> Iterator[Finding]:
    """Tell which database it is, and whether it is as new as the program."""
    try:
        waiting = database.waiting()
    except DatabaseError as error:
        first = str(error).strip().partition("\n")[0]
        yield fault(f"Databasen svarar inte ({first}). Se SAMDRIFT_DATABASE_URL.")
        return
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    if waiting:
        yield fault(
            f"{len(waiting)} ändringar av databasen väntar. De görs av vilket kommando som helst, "
            "till exempel samdrift tables."
        )
    else:
        yield good(f"{kind} svarar, och är lika ny som programmet.")


def look_at_disk(_at: datetime) -> Iterator[Finding]:
    """Tell how much of the disk of the home is free."""
    usage = shutil.disk_usage(settings.HOME)
    share = usage.free * 100 // usage.total
    told = f"{usage.free // 2**20} MB ({share} %) är ledigt där filerna ligger."
    if share < TOO_LITTLE_SPACE:
        yield fault(f"{told} Gör plats genast, annars kan ingenting sparas.")
    elif share < LITTLE_SPACE:
        yield warning(f"{told} Gör plats.")
    else:
        yield good(told)


def look_at_files(_at: datetime) -> Iterator[Finding]:
    """Tell where files are kept, and whether one can be put there, read and taken away."""
    if not files.is_in_bucket():
        yield good("Filerna ligger i mappen.")
        return
    try:
        files.try_out()
    except files.StoreAway as error:
        yield fault(str(error))
        return
    if files.any_left_behind():
        yield warning("Filer ligger kvar i mappen. Kör samdrift to-bucket.")
    else:
        yield good("Hinken tar emot filer och lämnar ut dem.")


def look_at_clock(at: datetime) -> Iterator[Finding]:
    """Tell whether this machine's clock goes with the database's, and has not been set back."""
    newest = Job.objects.order_by("-id").values_list("asked_at", flat=True).first()
    is_back = newest is not None and newest - at > WRONG_CLOCK
    difference = abs(_database_now(at) - at)
    if is_back:
        yield fault("Klockan har gått bakåt: det finns arbeten begärda efter nu. Ställ den.")
    if difference > WRONG_CLOCK:
        yield fault(
            f"Klockan skiljer {difference.total_seconds():.0f} sekunder från databasens. "
            "Ställ båda efter samma tidsserver."
        )
    if not is_back and difference <= WRONG_CLOCK:
        yield good("Klockan går rätt.")


def _database_now(at: datetime) -> datetime:
    """Return the database's own moment; SQLite has the clock of this machine."""
    if connection.vendor != "postgresql":
        return at
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime), "PostgreSQL tells the time"
    return moment


def look_at_copies(at: datetime) -> Iterator[Finding]:
    """Tell how old the latest copy is that this program has made."""
    if settings.BACKUPS_ELSEWHERE:
        yield good("Säkerhetskopior tas på annat sätt, enligt SAMDRIFT_BACKUPS.")
        return
    try:
        told = json.loads((settings.HOME / "last-backup.json").read_text())
        made_at = datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        yield warning(
            "Ingen säkerhetskopia har tagits härifrån. Kör samdrift backup varje natt, eller säg "
            "SAMDRIFT_BACKUPS=elsewhere om kopior tas på annat sätt."
        )
        return
    age = at - (made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC))
    words = f"Den senaste säkerhetskopian är {age.days} dygn och {age.seconds // 3600} timmar."
    if age > TOO_OLD_COPY:
        yield fault(f"{words} Kör samdrift backup nu, och se varför den inte körs av sig själv.")
    elif age > OLD_COPY:
        yield warning(f"{words} Kör samdrift backup varje natt.")
    else:
        yield good(words)


def look_at_certificate(at: datetime) -> Iterator[Finding]:
    """Tell how long the certificate of the product's own address lasts."""
    address = urlsplit(settings.BASE_URL)
    host, port = address.hostname or "", address.port or 443
    if address.scheme != "https":
        is_local = host in ("localhost", "127.0.0.1", "::1")
        yield (
            good("Adressen gäller bara den här datorn, så inget certifikat behövs.")
            if is_local
            else fault(f"{settings.BASE_URL} är okrypterad. Ställ en proxy med TLS framför.")
        )
        return
    try:
        ends_at = _certificate_ends_at(host, port)
    except ssl.SSLError as error:
        yield fault(f"Certifikatet för {host} godtas inte: {error.reason or error}.")
    except OSError:
        yield warning(f"{host} port {port} gick inte att nå härifrån, så certifikatet är oprövat.")
    else:
        words = f"Certifikatet för {host} gäller till {ends_at:%Y-%m-%d}."
        yield warning(f"{words} Förnya det.") if ends_at - at < ENDS_SOON else good(words)


def _certificate_ends_at(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        certificate = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def look_at_safety(_at: datetime) -> Iterator[Finding]:
    """Tell of what lets others in, or shows too much."""
    wrong = [found for found in run_checks() if found.is_serious()]
    for found in wrong:
        yield fault(str(found.msg))
    if settings.DEBUG:
        yield fault("SAMDRIFT_DEBUG visar tekniska fel för alla. Ta bort den.")
    open_to_others = [
        path.name
        for path in (settings.HOME, settings.HOME / "secret-key")
        if path.exists() and path.stat().st_mode & 0o077
    ]
    for name in open_to_others:
        yield fault(f"{name} kan läsas av andra på datorn. Kör chmod go= på den.")
    if database.may_do_everything():
        yield warning(
            "Kontot i PostgreSQL får göra allt på servern. Ge Samdrift ett eget, som äger sin "
            "databas och inget mer."
        )
    if not (wrong or settings.DEBUG or open_to_others):
        yield good("Nyckeln och filerna kan bara läsas av den som kör Samdrift.")


OFFERS = (
    Examination("project.database", _("Databasen"), look_at_database),
    Examination("project.disk", _("Disken"), look_at_disk),
    Examination("project.files", _("Filerna"), look_at_files),
    Examination("project.clock", _("Klockan"), look_at_clock),
    Examination("project.copies", _("Säkerhetskopior"), look_at_copies),
    Examination("project.certificate", _("Certifikatet"), look_at_certificate),
    Examination("project.safety", _("Skyddet"), look_at_safety),
)
