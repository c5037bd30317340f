"""The words of a year's close."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactKind(models.TextChoices):
    """What no account tells of the balance requirement."""

    GAINS_EXEMPT = "gains-exempt", _("Realisationsvinster enligt undantag")
    LOSSES_EXEMPT = "losses-exempt", _("Realisationsförluster enligt undantag")
    UNREALISED = "unrealised", _("Orealiserade vinster och förluster i värdepapper")
    UNREALISED_BACK = "unrealised-reversed", _("Återföring av orealiserade vinster och förluster")
    RESERVE_TO = "reserve-to", _("Reserverat till resultatreserven")
    RESERVE_FROM = "reserve-from", _("Använt ur resultatreserven")
    EXCEPTIONAL = "exceptional", _("Synnerliga skäl att inte återställa")
    DEFICIT = "deficit", _("Underskott från ett år utan bokföring här")


class EntryKind(models.TextChoices):
    """What is booked when a year is closed."""

    HOLIDAY = "holiday", _("Semesterlöneskuld")
    PENSION = "pension", _("Pensionsavsättning")
    PROVISION = "provision", _("Annan avsättning")
    RESULT = "result", _("Årets resultat till eget kapital")


class State(models.TextChoices):
    """How a point of the close stands."""

    DONE = "ok", _("Klart")
    SIGNED = "signed", _("Signerat")
    LEFT = "warn", _("Återstår")
    WRONG = "bad", _("Stämmer inte")


JUDGED = (
    ("accruals", _("Periodiseringar är bokförda"),
     _("Det som hör till året men betalas ett annat, och tvärtom.")),
    ("stock", _("Lager och inventarier är räknade"),
     _("Det som finns är det som står i registret.")),
    ("receivables", _("Fordringarna är värderade"),
     _("Osäkra fordringar är nedskrivna, efter en genomgång av var och en.")),
    ("commitments", _("Ansvarsförbindelser och panter är genomgångna"),
     _("Borgen, löften och tvister som ska stå inom linjen.")),
    ("later", _("Händelser efter årets slut är bedömda"),
     _("Det som har hänt sedan dess och ändrar bilden av året.")),
    ("principles", _("Redovisningsprinciperna är genomgångna"),
     _("Det som är ändrat sedan året före, och varför, står i noten.")),
)  # fmt: skip
"""What only a person can judge: its key, what is to hold, and what is meant by it."""
