"""The words of letters about tickets: to reporters in their language, to the rest in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import threads
from samdrift.servicedesk.models import Handover, Message, Ticket
from samdrift.servicedesk.notices import tokens
from samdrift.servicelevels import wording
from samdrift.servicelevels.queries import calendars

MOST_QUOTED_LINES = 40
SCORES = (
    (5, gettext_lazy("Mycket bra")),
    (4, gettext_lazy("Bra")),
    (3, gettext_lazy("Varken eller")),
    (2, gettext_lazy("Dåligt")),
    (1, gettext_lazy("Mycket dåligt")),
)
NOT_SOLVED = "inte-lost"
"""Stands in the link that says that it is not solved."""


def subject(ticket: Ticket) -> str:
    """Return a letter's subject, with the tag that an answer finds its way by."""
    told = _("Ditt ärende hos IT") if ticket.is_secret else ticket.subject
    return f"{threads.subject_tag(ticket.number)} {told}"


def receipt(ticket: Ticket, *, at: datetime) -> str:
    """Return what tells that a report has come in, and when somebody sees to it."""
    number = {"number": ticket.number}
    lines = [_("Hej!"), "", _("Vi har tagit emot din anmälan. Den är ärende %(number)s.") % number]
    if not ticket.is_secret:
        lines += [_("Det gäller: %(subject)s") % {"subject": ticket.subject}]
    lines += [""]
    opens = calendars.next_opening(
        service=ticket.service, organisation=str(ticket.organisation_id), at=at
    )
    if told := wording.opening_words(opens, at=at):
        lines += [told]
    if ticket.respond_by is not None:
        lines += [_("Någon svarar dig senast %(moment)s.") % {"moment": moment(ticket.respond_by)}]
    lines += ["", _("Vill du lägga till något? Svara på det här brevet."), *_page(ticket)]
    return "\n".join(lines)


def reply(ticket: Ticket, message: Message, *, quoted: Message | None) -> str:
    """Return an answer to whoever reported, with what they wrote last under it."""
    if ticket.is_secret:
        told = _("Du har fått ett svar i ärende %(number)s.") % {"number": ticket.number}
        lines = [told, _("Läs det genom att logga in.")]
    else:
        lines = [message.text.strip() or _("Se bilagan.")]
    lines += ["", message.by_name, *_page(ticket), *_asked(ticket)]
    if quoted is not None and not ticket.is_secret:
        lines += ["", *_quoted(quoted)]
    return "\n".join(lines)


def solved(ticket: Ticket, *, by_name: str) -> str:
    """Return what tells that a ticket is solved, how, and where to say what one thinks."""
    lines = [_("Hej! Ärende %(number)s är löst.") % {"number": ticket.number}]
    if not ticket.is_secret:
        lines += ["", ticket.resolution]
    lines += ["", by_name, *_page(ticket), *_asked(ticket)]
    return "\n".join(lines)


def news(ticket: Ticket, message: Message, *, why: str) -> str:
    """Return what tells a colleague of something written in a ticket, and why they are told."""
    lines = [f"{message.by_name} har skrivit i ärende {ticket.number}.", why, ""]
    if ticket.is_secret:
        lines += ["Ärendet är sekretessmarkerat. Logga in för att läsa."]
    else:
        lines += [message.text.strip() or "Se bilagan."]
    return "\n".join([*lines, "", f"{settings.BASE_URL}/arenden/{ticket.number}/"])


def handover(ticket: Ticket, told: Handover, *, reported: str) -> str:
    """Return what asks a supplier to solve a ticket, and what we ask to have back."""
    lines = ["Hej!", "", f"Vi behöver er hjälp med ärende {ticket.number}."]
    if ticket.is_secret:
        lines += ["Ärendet är sekretessmarkerat. Ring oss, så berättar vi vad det gäller."]
    else:
        lines += ["", ticket.subject, "", reported]
        if ticket.place:
            lines += ["", f"Plats: {ticket.place}"]
    if told.promised_by is not None:
        lines += ["", f"Vi räknar med att det är löst senast {moment(told.promised_by)}."]
    lines += ["", "Svara på det här brevet, gärna med ert eget ärendenummer."]
    return "\n".join(lines)


def bounced(addresses: Sequence[str], told: str) -> str:
    """Return what tells that a letter of ours did not arrive."""
    lines = [f"Brevet till {', '.join(addresses)} kom inte fram."]
    return "\n".join([*lines, told.strip()[:2000]]).strip()


def moment(at: datetime) -> str:
    """Return a moment as it is written: `2026-03-02 kl. 09.05`."""
    local = at.astimezone(SWEDEN)
    told = {"day": f"{local:%Y-%m-%d}", "clock": f"{local:%H.%M}"}
    return _("%(day)s kl. %(clock)s") % told


def _page(ticket: Ticket) -> list[str]:
    address = f"{settings.BASE_URL}{settings.PORTAL_URL}arenden/{ticket.number}/"
    return ["", _("Ditt ärende: %(address)s") % {"address": address}]


def _asked(ticket: Ticket) -> list[str]:
    """Return the links that score a solved ticket, nothing for one that is not solved."""
    if ticket.solved_at is None:
        return []
    address = tokens.opinion_address(ticket.number, solved_at=ticket.solved_at)
    lines = ["", _("Blev det bra? Välj ett betyg:")]
    lines += [f"{score} {words}: {address}?betyg={score}" for score, words in SCORES]
    again = {"address": f"{address}?{NOT_SOLVED}=1"}
    return [*lines, "", _("Är det inte löst? %(address)s") % again]


def _quoted(message: Message) -> list[str]:
    lines = message.text.strip().splitlines()
    told = [f"> {line}".rstrip() for line in lines[:MOST_QUOTED_LINES]]
    left = ["> …"] if len(lines) > MOST_QUOTED_LINES else []
    said = {"moment": moment(message.at), "name": message.by_name}
    return [_("%(moment)s skrev %(name)s:") % said, *told, *left]
