"""How a connection is kept secret, and how it stands with letters."""

from django.db import models


class Security(models.TextChoices):
    """How a connection to a mail server is kept secret."""

    TLS = "tls", "TLS från början"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", "Okrypterat"


class Standing(models.TextChoices):
    """How it stands with a letter that came."""

    WAITING = "waiting", "Väntar"
    TAKEN = "taken", "Mottaget"
    SET_ASIDE = "set-aside", "Lagt åt sidan"
    QUARANTINED = "quarantined", "I karantän"


class DeliveryState(models.TextChoices):
    """How it stands with a letter on its way to one address."""

    WAITING = "waiting", "Väntar"
    SENDING = "sending", "Skickas"
    SENT = "sent", "Skickat"
    FAILED = "failed", "Gick inte"
    BOUNCED = "bounced", "Studsade"
