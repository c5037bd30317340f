"""What became of a log, what is told of a live call, what citizens are asked, what is done."""

from django.db import models


class CameBy(models.TextChoices):
    """The way a log came."""

    PAGE = "page", "Sidan"
    FOLDER = "folder", "Mappen"
    COMMAND = "command", "Kommandot"


class LogState(models.TextChoices):
    """What became of a log that came."""

    WAITING = "waiting", "Väntar"
    TAKEN_IN = "taken-in", "Inläst"
    FAULTY = "faulty", "Felaktig"


class CallEvent(models.TextChoices):
    """What an exchange tells of a call while it goes on."""

    RINGING = "ringing", "Ringer"
    ANSWERED = "answered", "Besvarat"
    LOST = "lost", "Tappat"
    ENDED = "ended", "Slut"


class Measure(models.TextChoices):
    """What citizens are asked of the telephone, or found when somebody calls as one of them."""

    DIRECT_ANSWER = "direct-answer", "Direkt svar på en enkel fråga"
    COURTESY = "courtesy", "Gott bemötande, andel av maxpoäng"
    COURTESY_INDEX = "courtesy-index", "Bemötande, index"
    EASE_INDEX = "ease-index", "Enkelhet, index"


class Work(models.TextChoices):
    """What receptionists and telephonists do for a municipality, and what it is counted in."""

    VISITS = "visits", "Besök i receptionen"
    TASKS = "tasks", "Uppdrag i receptionen"
    RECEPTION_HOURS = "reception-hours", "Receptionisttimmar"
    TELEPHONIST_HOURS = "telephonist-hours", "Telefonisttimmar"
