"""What the columns of the register may say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FieldSort(TextChoices):
    """What a field of a kind holds."""

    TEXT = "text", _("fri text")
    NUMBER = "number", _("heltal")
    MONEY = "money", _("belopp")
    DATE = "date", _("datum")
    CHOICE = "choice", _("val ur lista")
    YES_NO = "yes-no", _("ja eller nej")
    PERSON = "person", _("en person")
    ORGANISATION = "organisation", _("en organisation")
    DEVICE = "device", _("annan inventarie")


class Need(TextChoices):
    """What must be told with a step."""

    HOLDER = "holder", _("vem som får den")
    ORGANISATION = "organisation", _("vilken organisation")
    PLACE = "place", _("vilken lagerplats")
    NOTE = "note", _("varför, eller intygets nummer")


class Tone(TextChoices):
    """How a state is shown: the words of the status piece."""

    OK = "ok", _("klart")
    NOW = "now", _("pågår")
    WARN = "warn", _("på väg")
    BAD = "bad", _("fel")
    QUIET = "quiet", _("stilla")


class PaperSort(TextChoices):
    """What a file that goes with what was done is."""

    CERTIFICATE = "certificate", _("Intyg")
    DELIVERY_NOTE = "delivery", _("Följesedel")
    RECEIPT = "receipt", _("Kvitto")
    OTHER = "other", _("Annat")


class RelationKind(TextChoices):
    """How a thing leans on another."""

    RUNS_ON = "runs-on", _("körs på")
    NEEDS = "needs", _("behöver")
    CONNECTED = "connected", _("är kopplad till")


class OrderState(TextChoices):
    """How far an order has come."""

    ASKED = "asked", _("Väntar på godkännande")
    APPROVED = "approved", _("Godkänd, ska beställas")
    DENIED = "denied", _("Inte godkänd")
    ORDERED = "ordered", _("Beställd")
    RECEIVED = "received", _("Levererad")
    CANCELLED = "cancelled", _("Återtagen")


class OrderAct(TextChoices):
    """What is done with an order."""

    ASK = "ask", _("Begärd")
    APPROVE = "approve", _("Godkänd")
    DENY = "deny", _("Inte godkänd")
    ORDER = "order", _("Beställd hos leverantören")
    RECEIVE = "receive", _("Leverans mottagen")
    CANCEL = "cancel", _("Återtagen")
