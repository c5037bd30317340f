"""How it stands with telling another system of something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    """From written down to answered."""

    WAITING = "waiting", _("Väntar")
    SENDING = "sending", _("Skickas")
    DELIVERED = "delivered", _("Levererad")
    GIVEN_UP = "given_up", _("Uppgiven")
    WITHHELD = "withheld", _("Ej för mottagaren")


UNDER_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)
