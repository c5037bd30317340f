"""The roles of organisations and of people, and what is done with a person's way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

    MANAGER = "manager", _("Chef")
    CONTROLLER = "controller", _("Controller")
    AGENT = "agent", _("Handläggare i servicedesk")
    TECHNICIAN = "technician", _("Tekniker")
    ECONOMIST = "economist", _("Medlemmens ekonom")
    ELECTED = "elected", _("Förtroendevald")
    AUDITOR = "auditor", _("Revisor")
    ADMINISTRATOR = "administrator", _("Administratör")
    EMPLOYEE = "employee", _("Anställd")


class ChangeKind(models.TextChoices):
    """What was done with a person's way in."""

    ADDED = "added", _("Tillagd")
    NAMED = "named", _("Namn ändrat")
    ROLES = "roles", _("Roller ändrade")
    ORGANISATION = "organisation", _("Organisation ändrad")
    SHUT_OUT = "shut-out", _("Avstängd")
    LET_IN = "let-in", _("Öppnad igen")
    INVITED = "invited", _("Engångslänk gjord")
    PASSWORD_SET = "password-set", _("Nytt lösenord satt")
    CODE_APP = "code-app", _("Kodapp tillagd")
    CODE_APP_GONE = "code-app-gone", _("Kodapp borttagen")
    RECOVERY_CODES = "recovery-codes", _("Nya reservkoder")
    RECOVERY_USED = "recovery-used", _("Reservkod använd")
    MANDATE = "mandate", _("Tillfällig behörighet")
    MANDATE_ENDED = "mandate-ended", _("Tillfällig behörighet avslutad")
    EMERGENCY = "emergency", _("Nödöppning")
    PASSKEY = "passkey", _("Nyckel tillagd")
    PASSKEY_GONE = "passkey-gone", _("Nyckel borttagen")
    SIGNED_OUT = "signed-out", _("Utloggad av administratör")
    PASSWORD_CHOSEN = "password-chosen", _("Valde lösenord")
