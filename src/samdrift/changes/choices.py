"""What kinds of changes there are, how they stand, and what is done with them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How a change is decided on (ITIL 4): beforehand once and for all, each by itself, or fast."""

    STANDARD = "standard", _("Standard")
    NORMAL = "normal", _("Normal")
    EMERGENCY = "emergency", _("Akut")


class State(models.TextChoices):
    """How a change stands."""

    DRAFT = "draft", _("Utkast")
    PROPOSED = "proposed", _("Föreslagen")
    ASSESSED = "assessed", _("Bedömd")
    APPROVED = "approved", _("Godkänd")
    REJECTED = "rejected", _("Avslagen")
    SCHEDULED = "scheduled", _("Inplanerad")
    ONGOING = "ongoing", _("Pågår")
    DONE = "done", _("Genomförd")
    FAILED = "failed", _("Misslyckad")
    BACKED_OUT = "backed_out", _("Återställd")
    REVIEWED = "reviewed", _("Uppföljd")
    CLOSED = "closed", _("Avslutad")


class Act(models.TextChoices):
    """What brings a change from one state to another."""

    PROPOSE = "propose", _("Föreslå")
    ASSESS = "assess", _("Bedöm risken")
    APPROVE = "approve", _("Godkänn")
    REJECT = "reject", _("Avslå")
    SEND_BACK = "send_back", _("Skicka tillbaka")
    SCHEDULE = "schedule", _("Planera in")
    START = "start", _("Påbörja")
    FINISH = "finish", _("Genomförd")
    FAIL = "fail", _("Misslyckades")
    BACK_OUT = "back_out", _("Återställd")
    REVIEW = "review", _("Följ upp")
    CLOSE = "close", _("Avsluta")
    WITHDRAW = "withdraw", _("Dra tillbaka")


class Verdict(models.TextChoices):
    """What those who decide came to."""

    APPROVED = "approved", _("Godkänd")
    REJECTED = "rejected", _("Avslagen")


class RiskClass(models.TextChoices):
    """How much is at stake; which approval that needs is said by the rules."""

    LOW = "low", _("Låg")
    MEDIUM = "medium", _("Medel")
    HIGH = "high", _("Hög")


class LinkKind(models.TextChoices):
    """How a ticket or a problem belongs with a change."""

    REASON = "reason", _("Är skälet till ändringen")
    CAUSED = "caused", _("Beror på ändringen")


class EventKind(models.TextChoices):
    """What has happened to a change."""

    REGISTERED = "registered", _("Registrerad")
    CHANGED = "changed", _("Ändrad")
    MOVED = "moved", _("Nytt läge")
    VOTED = "voted", _("Röst")
    DECIDED = "decided", _("Beslut")
    LINKED = "linked", _("Länkad")
    REMINDED = "reminded", _("Påminnelse")


OVER = (State.REVIEWED, State.CLOSED)
"""Nothing more is to be done but closing."""

ENDED = (State.DONE, State.FAILED, State.BACKED_OUT)
"""It has been carried out, however it went."""

TAKES_PLACE = (State.APPROVED, State.SCHEDULED, State.ONGOING, *ENDED, State.REVIEWED)
"""It is to be done, is being done or has been done."""

COMING = (State.SCHEDULED, State.ONGOING)
"""It has its time, and is not over."""

APPROVAL_AFTERWARDS = timedelta(hours=72)
"""How soon an emergency change is to be approved afterwards, where no rule says otherwise."""
