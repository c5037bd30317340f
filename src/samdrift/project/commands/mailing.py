"""Mailboxes set up, tried, fetched from, and what lies in quarantine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samdrift.plumbing import clock, files
from samdrift.plumbing.mail import fetching, intake, keeping, outbox, queries, reading
from samdrift.plumbing.mail.choices import Security, Standing
from samdrift.plumbing.mail.errors import BadMailbox, CannotReach, NoSuchLetter
from samdrift.plumbing.mail.models import IncomingLetter, Mailbox
from samdrift.project.database import needs_database
from samdrift.servicedesk.letters import rules

_SECURITY = click.Choice(Security.values)


@click.group("mail")
def mail_command() -> None:
    """Ställ in, prova och hämta e-post; se vad som ligger i karantän."""


@mail_command.command("add")
@click.argument("key")
@click.option("--address", required=True, help="Brevlådans adress.")
@click.option("--name", default="", help="Namnet som brev skickas under.")
@click.option("--organisation", default="", help="Organisationens kod, för en medlems brevlåda.")
@click.option("--signature", type=click.Path(exists=True, dir_okay=False), help="Fil med signatur.")
@click.option("--keeper", default="", help="Vem som får veta när något inte kan tas emot.")
@click.option("--user", default="", help="Användare på servern, om den inte är adressen.")
@click.option("--imap", default="", help="Servern att hämta från: värd eller värd:port.")
@click.option("--imap-security", type=_SECURITY, default=Security.TLS.value, show_default=True)
@click.option("--smtp", default="", help="Servern att skicka genom: värd eller värd:port.")
@click.option("--smtp-security", type=_SECURITY, default=Security.STARTTLS.value, show_default=True)
@click.option(
    "--done-folder",
    default="Klart",
    show_default=True,
    help="Dit hämtade brev flyttas; tomt märker dem bara som lästa.",
)
@click.option(
    "--authority",
    default="",
    type=click.Path(exists=True, dir_okay=False),
    help="Certifikat som servrarna ska vara utfärdade av, om systemet inte känner till det.",
)
@needs_database
def add_mailbox(**told: str | None) -> None:
    """Lägg till brevlådan KEY, eller ställ in den på nytt.

    \b
    Exempel:
      samdrift mail add helpdesk --address helpdesk@kommun.se --imap imap.kommun.se
    """
    signature = told["signature"]
    mailbox = keeping.save_mailbox(
        keeping.Settings(
            key=told["key"] or "",
            address=told["address"] or "",
            name=told["name"] or "",
            organisation_code=told["organisation"] or "",
            signature=Path(signature).read_text("utf-8") if signature else "",
            keeper_address=told["keeper"] or "",
            user=told["user"] or "",
            authority_file=told["authority"] or "",
            done_folder=told["done_folder"] or "",
            imap=_server(told["imap"] or "", 993, told["imap_security"]),
            smtp=_server(told["smtp"] or "", 587, told["smtp_security"]),
        )
    )
    click.echo(f"Brevlådan {mailbox.address} är inställd.")
    click.echo(f"Ange lösenordet: samdrift mail password {mailbox.key}")


def _server(told: str, port: int, security: str | None) -> tuple[str, int, Security]:
    host, _, named = told.partition(":")
    if named and not (named.isascii() and named.isdecimal() and 0 < int(named) < 65536):
        raise BadMailbox(f"{told} ska vara en värd, eller en värd och en port: imap.kommun.se:993.")
    return host, int(named) if named else port, Security(security or Security.TLS)


@mail_command.command("password")
@click.argument("key")
@needs_database
def keep_password(*, key: str) -> None:
    """Ange lösenordet till brevlådan KEY. Det sparas i en fil som bara ägaren kan läsa."""
    keeping.keep_password(key=key, password=click.prompt("Lösenord", hide_input=True))
    click.echo("Lösenordet är sparat. Prova: samdrift mail check")


@mail_command.command("list")
@needs_database
def list_mailboxes() -> None:
    """Lista brevlådorna och hur det står till med dem."""
    for mailbox in Mailbox.objects.all():
        counts = queries.counts(mailbox)
        fetched = f"{mailbox.fetched_at:%Y-%m-%d %H:%M}" if mailbox.fetched_at else "aldrig"
        click.echo(f"{mailbox.key:<16} {mailbox.address}  hämtad {fetched}")
        click.echo(
            f"{'':<16} {counts.taken} mottagna, {counts.waiting} väntar, "
            f"{counts.quarantined} i karantän"
        )
        if mailbox.problem:
            click.echo(f"{'':<16} {mailbox.problem}")


@mail_command.command("check")
@needs_database
def check_mailboxes() -> None:
    """Prova alla brevlådors anslutningar, utan att hämta eller skicka något."""
    found = [each for mailbox in Mailbox.objects.all() for each in keeping.checked(mailbox)]
    for each in found:
        click.echo(f"{each.mailbox}  {each.what:<7} {each.problem or 'fungerar'}")
    if not found:
        click.echo("Ingen brevlåda är inställd. Se samdrift mail add --help")
    sys.exit(any(each.problem for each in found))


@mail_command.command("fetch")
@needs_database
def fetch_mail() -> None:
    """Hämta och ta emot brev från alla brevlådor nu, och skicka det som väntar."""
    problems = 0
    for mailbox in Mailbox.objects.filter(is_open=True).exclude(imap_host=""):
        try:
            new = fetching.fetch(mailbox, at=clock.now())
            click.echo(f"{mailbox.address}  {new} nya")
        except CannotReach as problem:
            problems += 1
            click.echo(f"{mailbox.address}  {problem}", err=True)
    handled = intake.handle_waiting(at=clock.now(), limit=100_000)
    sent = outbox.send_waiting(at=clock.now())
    click.echo(f"{handled} hanterade, {sent} skickade, {len(queries.quarantine())} i karantän")
    sys.exit(bool(problems))


@mail_command.command("quarantine")
@needs_database
def list_quarantine() -> None:
    """Lista breven i karantän, nyast först, och varför de ligger där."""
    for each in queries.quarantine():
        click.echo(f"{each.number:>8}  {each.received_at:%Y-%m-%d %H:%M}  {each.sender}")
        click.echo(f"{'':>8}  {each.subject}\n{'':>8}  {each.reason}")


@mail_command.command("show")
@click.argument("number", type=int)
@click.option("--raw", is_flag=True, help="Skriv ut brevet som det kom.")
@needs_database
def show_letter(*, number: int, raw: bool) -> None:
    """Visa brevet NUMBER: varifrån, vad det säger och vad som inte gick att läsa."""
    row = IncomingLetter.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchLetter(f"Det finns inget brev med nummer {number}.")
    try:
        content = files.content(row.digest)
    except files.NoSuchFile:
        raise NoSuchLetter("Brevets original saknas i mappen files. Återställ den.") from None
    if raw:
        sys.stdout.buffer.write(content)
        return
    letter = reading.read(content)
    click.echo(f"Från:    {letter.sender.name} <{letter.sender.address}>")
    click.echo(f"Ämne:    {letter.subject}")
    click.echo(f"Läge:    {Standing(row.standing).label}  {row.reason}")
    for trouble in letter.troubles:
        click.echo(f"Obs:     {trouble}")
    for attachment in letter.attachments:
        click.echo(f"Bilaga:  {attachment.name} ({attachment.size} byte)")
    click.echo(f"\n{letter.text}")


@mail_command.command("retry")
@click.argument("number", type=int)
@needs_database
def retry_letter(*, number: int) -> None:
    """Försök ta emot brevet NUMBER i karantän en gång till."""
    intake.retry(number, at=clock.now())
    row = IncomingLetter.objects.get(pk=number)
    click.echo(f"{Standing(row.standing).label}. {row.reason}".strip())


@mail_command.command("rule")
@click.argument("key")
@click.option("--group", default="", help="Gruppen som får det som kommer; annars första linjen.")
@click.option(
    "--strangers/--no-strangers",
    default=True,
    help="Om också den som inte finns i katalogen får anmäla.",
)
@click.option("--secret", is_flag=True, help="Allt som kommer blir sekretessmarkerat.")
@click.option("--receipts/--no-receipts", default=True, help="Om den som skriver får en kvittens.")
@needs_database
def set_mailbox_rule(
    *, key: str, group: str, strangers: bool, secret: bool, receipts: bool
) -> None:
    """Säg vad som görs med det som kommer till brevlådan KEY."""
    rules.set_rule(
        mailbox_key=key,
        rule=rules.Rule(
            group_key=group,
            is_for_strangers=strangers,
            is_secret=secret,
            has_receipts=receipts,
        ),
    )
    click.echo(f"Regeln för brevlådan {key} är sparad.")
