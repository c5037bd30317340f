"""Mailboxes set up, and whoever keeps them told when something cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.plumbing.mail import choices, fetching, outbox, passwords, servers
from samdrift.plumbing.mail.choices import Standing
from samdrift.plumbing.mail.errors import BadMailbox, CannotReach
from samdrift.plumbing.mail.headers import addresses
from samdrift.plumbing.mail.models import IncomingLetter, Mailbox

TELL_AGAIN = timedelta(hours=4)
PROBLEM_IS_TOLD_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a mailbox is to be."""

    key: str
    address: str
    name: str = ""
    organisation_code: str = ""
    signature: str = ""
    keeper_address: str = ""
    user: str = ""
    authority_file: str = ""
    done_folder: str = "Klart"
    imap: tuple[str, int, choices.Security] = field(default=("", 993, choices.Security.TLS))
    smtp: tuple[str, int, choices.Security] = field(default=("", 587, choices.Security.STARTTLS))


@dataclass(frozen=True, slots=True)
class Found:
    """What a test of one connection showed."""

    mailbox: str
    what: str
    problem: str


def settings_of(key: str) -> Settings | None:
    """Return how a mailbox is, None where there is none."""
    row = Mailbox.objects.filter(key=key).first()
    return _settings(row) if row else None


def every_settings() -> dict[str, Settings]:
    """Return how every mailbox is, by key."""
    return {row.key: _settings(row) for row in Mailbox.objects.all()}


@transaction.atomic
def save_mailbox(told: Settings) -> Mailbox:
    """Set a mailbox up, or set it anew. Raises BadMailbox where its addresses are none."""
    for address in filter(None, (told.address, told.keeper_address)):
        found = addresses([address])
        if len(found) != 1 or found[0].address != address or not address.isascii():
            raise BadMailbox(f"{address!r} är ingen e-postadress.")
    if Mailbox.objects.filter(address=told.address).exclude(key=told.key).exists():
        raise BadMailbox(f"{told.address} finns redan under ett annat namn.")
    mailbox, _ = Mailbox.objects.update_or_create(
        key=told.key,
        defaults={
            "address": told.address,
            "name": told.name,
            "organisation_code": told.organisation_code,
            "signature": told.signature,
            "keeper_address": told.keeper_address,
            "user": told.user,
            "authority_file": told.authority_file,
            "done_folder": told.done_folder,
            "imap_host": told.imap[0],
            "imap_port": told.imap[1],
            "imap_security": told.imap[2],
            "smtp_host": told.smtp[0],
            "smtp_port": told.smtp[1],
            "smtp_security": told.smtp[2],
        },
    )
    return mailbox


@transaction.atomic
def set_up(told: Settings, *, password: str, is_new: bool) -> Mailbox:
    """Set a mailbox up with its password, or its servers anew with theirs.

    Raises BadMailbox where it has no server, or a new one has the name of another.
    """
    if not (told.imap[0] or told.smtp[0]):
        raise BadMailbox("Skriv vilken server brev hämtas från, eller skickas genom.")
    if not told.key.strip("-_"):
        raise BadMailbox("Skriv en kort kod med bokstäver, siffror och bindestreck.")
    if is_new and Mailbox.objects.filter(key=told.key).exists():
        raise BadMailbox(f"Det finns redan en brevlåda som heter {told.key}.")
    mailbox = save_mailbox(told)
    passwords.keep(told.key, password)
    return mailbox


@transaction.atomic
def present_mailbox(*, key: str, name: str, signature: str, keeper: str, is_open: bool) -> Mailbox:
    """Say how a mailbox is presented, who keeps it and whether it is used.

    Raises BadMailbox where the keeper's address is none. Its servers are set by save_mailbox.
    """
    mailbox = Mailbox.objects.select_for_update().filter(key=key).first()
    if mailbox is None:
        raise BadMailbox(f"Det finns ingen brevlåda som heter {key}.")
    keeper = keeper.strip()
    found = addresses([keeper]) if keeper else ()
    if keeper and (len(found) != 1 or found[0].address != keeper or not keeper.isascii()):
        raise BadMailbox(f"{keeper!r} är ingen e-postadress.")
    mailbox.name, mailbox.signature = " ".join(name.split())[:200], signature.strip()
    mailbox.keeper_address, mailbox.is_open = keeper, is_open
    mailbox.save(update_fields=["name", "signature", "keeper_address", "is_open"])
    return mailbox


def keep_password(*, key: str, password: str) -> None:
    """Keep a mailbox's password. Raises BadMailbox where there is no such mailbox."""
    if not Mailbox.objects.filter(key=key).exists():
        raise BadMailbox(f"Det finns ingen brevlåda som heter {key}.")
    passwords.keep(key, password)


def tried(key: str) -> tuple[Found, ...]:
    """Try the connections of a mailbox that there is."""
    return checked(Mailbox.objects.get(key=key))


def checked(mailbox: Mailbox) -> tuple[Found, ...]:
    """Try a mailbox's connections, without fetching or sending anything."""
    found = []
    if mailbox.imap_host:
        problem = ""
        try:
            with servers.imap(mailbox) as session:
                if not session.folder_exists(mailbox.folder):
                    problem = f"Mappen {mailbox.folder} finns inte på servern."
        except CannotReach as refusal:
            problem = str(refusal)
        found.append(Found(mailbox.address, "hämta", problem))
    if mailbox.smtp_host:
        problem = ""
        try:
            with servers.smtp(mailbox):
                pass
        except CannotReach as refusal:
            problem = str(refusal)
        found.append(Found(mailbox.address, "skicka", problem))
    return tuple(found)


def fetch_all(at: datetime) -> int:
    """Fetch the letters of every open mailbox; one that cannot be reached stops no other."""
    new = 0
    for mailbox in Mailbox.objects.filter(is_open=True).exclude(imap_host=""):
        try:
            new += fetching.fetch(mailbox, at=at)
        except CannotReach:
            continue  # It is noted on the mailbox, and told to its keeper.
    return new


def tell_keepers(at: datetime) -> None:
    """Tell whoever keeps a mailbox of letters nobody could take; not oftener than they can read."""
    for mailbox in Mailbox.objects.filter(is_open=True).exclude(keeper_address=""):
        if mailbox.told_at is not None and at - mailbox.told_at < TELL_AGAIN:
            continue
        lines = _news(mailbox, at=at)
        if lines:
            _tell(mailbox, lines, at=at)


def _news(mailbox: Mailbox, *, at: datetime) -> list[str]:
    lines = []
    if mailbox.problem_since is not None and at - mailbox.problem_since >= PROBLEM_IS_TOLD_AFTER:
        lines.append(f"Brevlådan kan inte hämtas sedan {mailbox.problem_since:%Y-%m-%d %H:%M}:")
        lines += [mailbox.problem, ""]
    stuck = IncomingLetter.objects.filter(mailbox=mailbox, standing=Standing.QUARANTINED)
    if mailbox.told_at is not None:
        stuck = stuck.filter(handled_at__gt=mailbox.told_at)
    count = stuck.count()
    if count:
        lines.append(f"{count} brev kunde inte tas emot och ligger i karantän:")
        lines += [f"  {each.pk}  {each.sender}  {each.subject[:80]}" for each in stuck[:20]]
        lines += [
            "",
            "Visa ett: samdrift mail show NUMMER. Försök igen: samdrift mail retry NUMMER.",
        ]
    return lines


@transaction.atomic
def _tell(mailbox: Mailbox, lines: list[str], *, at: datetime) -> None:
    draft = outbox.Draft(
        to=(mailbox.keeper_address,),
        subject=f"Samdrift: {mailbox.address} behöver ses över",
        text="\n".join(lines),
        reference=f"keeper-{mailbox.key}",
        is_automatic=True,
    )
    sender = Mailbox.objects.filter(is_open=True).exclude(smtp_host="").order_by("-key")
    usable = next(iter(sender.filter(pk=mailbox.pk)), None) or sender.first()
    if usable is not None:
        outbox.post(draft, mailbox_key=usable.key, at=at)
        Mailbox.objects.filter(pk=mailbox.pk).update(told_at=at)


def _settings(row: Mailbox) -> Settings:
    return Settings(
        key=row.key,
        address=row.address,
        name=row.name,
        organisation_code=row.organisation_code,
        signature=row.signature,
        keeper_address=row.keeper_address,
        user=row.user,
        authority_file=row.authority_file,
        done_folder=row.done_folder,
        imap=(row.imap_host, row.imap_port, choices.Security(row.imap_security)),
        smtp=(row.smtp_host, row.smtp_port, choices.Security(row.smtp_security)),
    )
