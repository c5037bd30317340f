"""Words for how much a case disturbs, how urgent it is, and what happens to its clock."""

from django.db import models

from samdrift.servicelevels.reckoning.events import EventKind, State


class Impact(models.IntegerChoices):
    """How much of the work a case disturbs."""

    HIGH = 1, "Hög påverkan"
    MEDIUM = 2, "Medelhög påverkan"
    LOW = 3, "Låg påverkan"


class Urgency(models.IntegerChoices):
    """How soon it is needed."""

    HIGH = 1, "Hög brådska"
    MEDIUM = 2, "Medelhög brådska"
    LOW = 3, "Låg brådska"


class Priority(models.IntegerChoices):
    """What goes first: P1 before P5."""

    P1 = 1, "P1"
    P2 = 2, "P2"
    P3 = 3, "P3"
    P4 = 4, "P4"
    P5 = 5, "P5"


class PauseReason(models.TextChoices):
    """What is waited for while a clock is paused."""

    ANSWER = "answer", "i väntan på svar"
    SUPPLIER = "supplier", "i väntan på leverantör"
    DELIVERY = "delivery", "i väntan på leverans"
    AGREED_TIME = "agreed-time", "till avtalad tid"


EVENT_LABELS = [
    (EventKind.STARTED.value, "Startad"),
    (EventKind.PAUSED.value, "Pausad"),
    (EventKind.RESUMED.value, "Återupptagen"),
    (EventKind.RESPONDED.value, "Besvarad"),
    (EventKind.SOLVED.value, "Löst"),
    (EventKind.REOPENED.value, "Öppnad igen"),
    (EventKind.LEVEL_CHANGED.value, "Ändrad servicenivå"),
    (EventKind.CALENDAR_CHANGED.value, "Ändrad kalender"),
    (EventKind.CLOSED.value, "Stängd"),
]

STATE_LABELS = [
    (State.RUNNING.value, "Går"),
    (State.PAUSED.value, "Pausad"),
    (State.SOLVED.value, "Löst"),
    (State.CLOSED.value, "Stängd"),
]
