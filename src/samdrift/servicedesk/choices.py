"""How a ticket comes in, how it stands, and what its reporter may be asked afterwards."""

from django.db import models


class Channel(models.TextChoices):
    """The way a ticket was reported."""

    PHONE = "phone", "Telefon"
    EMAIL = "email", "E-post"
    PORTAL = "portal", "Portal"


class Kind(models.TextChoices):
    """What is asked for (ITIL 4): that something works again, or something new."""

    INCIDENT = "incident", "Incident"
    REQUEST = "request", "Beställning"


class Status(models.TextChoices):
    """How a ticket stands; a solved one is closed when its reporter has seen that it is."""

    NEW = "new", "Nytt"
    OPEN = "open", "Pågår"
    WAITING = "waiting", "Väntar på svar"
    SUPPLIER = "supplier", "Hos leverantör"
    PLANNED = "planned", "Planerat"
    SOLVED = "solved", "Löst"
    CLOSED = "closed", "Avslutat"
    MERGED = "merged", "Sammanfört"


UNSOLVED = (Status.NEW, Status.OPEN, Status.WAITING, Status.SUPPLIER, Status.PLANNED)
"""Someone still waits for help."""

PAUSED = (Status.WAITING, Status.PLANNED)
"""The clock stands still: the next step is the reporter's, or its day is agreed on."""


class Level(models.IntegerChoices):
    """How far a fault reaches (impact), and how soon it hurts (urgency)."""

    HIGH = 1, "Hög"
    MEDIUM = 2, "Medel"
    LOW = 3, "Låg"


class MessageKind(models.TextChoices):
    """Who may read a message: its reporter too, or only those who help."""

    REPORT = "report", "Anmälan"
    ANSWER = "answer", "Svar från anmälaren"
    REPLY = "reply", "Svar"
    NOTE = "note", "Intern anteckning"


class EventKind(models.TextChoices):
    """What has happened to a ticket."""

    REGISTERED = "registered", "Registrerat"
    CHANGED = "changed", "Ändrat"
    MESSAGE = "message", "Meddelande"
    MERGED = "merged", "Sammanfört"
    SPLIT = "split", "Delat"
    LINKED = "linked", "Länkat"
    UNLINKED = "unlinked", "Länk borttagen"
    HANDED_OVER = "handed_over", "Lämnat över"
    HANDED_BACK = "handed_back", "Lämnat tillbaka"
    RATED = "rated", "Betygsatt"
    WATCHED = "watched", "Följs"
    WIPED = "wiped", "Gallrat"


class LinkKind(models.TextChoices):
    """How two tickets belong together."""

    RELATED = "related", "Hör ihop med"
    DUPLICATE = "duplicate", "Samma som"
    CAUSED_BY = "caused_by", "Beror på"


class Question(models.TextChoices):
    """What a survey asks about, in the order the annual report tells it."""

    COURTESY = "courtesy", "Bemötande"
    COMPETENCE = "competence", "Kompetens"
    FEEDBACK = "feedback", "Återkoppling"
