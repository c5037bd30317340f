"""The roles of organisations and of people."""

from django.db import models


class OrganisationRole(models.TextChoices):
    """What an organisation is to the one that keeps the books."""

    HOST = "host", "Värd"
    MEMBER = "member", "Medlem"
    CUSTOMER = "customer", "Kund"
    SUPPLIER = "supplier", "Leverantör"


class LegalForm(models.TextChoices):
    """How municipalities share an organisation (KL 9:1 and 9:19)."""

    FEDERATION = "kommunalförbund", "Kommunalförbund"
    JOINT_BOARD = "gemensam nämnd", "Gemensam nämnd"


class PersonRole(models.TextChoices):
    """What a person who signs in is here to do, and so what they may open."""

    MANAGER = "manager", "Chef"
    CONTROLLER = "controller", "Controller"
    ECONOMIST = "economist", "Medlemmens ekonom"
    ELECTED = "elected", "Förtroendevald"
