"""The standard chapters: their order, what they are called by law and legal form, their prose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from samdrift.annualreport.ports import ChapterText
from samdrift.parties.choices import LegalForm

FIRST_YEAR_OF_LKBR = 2019


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides which chapters there are: the year's law, and the legal form."""

    year: int
    organisation: str
    legal_form: str

    @property
    def is_lkbr(self) -> bool:
        """Whether LKBR (2018:597) governs the year; before it KRL (1997:614)."""
        return self.year >= FIRST_YEAR_OF_LKBR

    @property
    def is_joint_board(self) -> bool:
        """Whether it is a joint board: a part of one municipality, and no body of its own."""
        return self.legal_form == LegalForm.JOINT_BOARD

    @property
    def title(self) -> str:
        """What the whole document is called."""
        kind = "Verksamhetsberättelse" if self.is_joint_board else "Årsredovisning"
        return f"{kind} {self.year}"

    @property
    def words(self) -> dict[str, str]:
        """The words a text can ask for: `{{year}}`, `{{members}}`."""
        is_joint = self.is_joint_board
        law = "lagen (2018:597) om kommunal bokföring och redovisning"
        return {
            "year": str(self.year),
            "last-year": str(self.year - 1),
            "next-year": str(self.year + 1),
            "organisation": self.organisation or "organisationen",
            "members": "kommunerna" if is_joint else "medlemskommunerna",
            "law": law if self.is_lkbr else "lagen (1997:614) om kommunal redovisning",
        }

    @property
    def conditions(self) -> dict[str, bool]:
        """What a text can ask about: `{{if joint-board}}`."""
        return {
            "lkbr": self.is_lkbr,
            "krl": not self.is_lkbr,
            "joint-board": self.is_joint_board,
            "federation": not self.is_joint_board,
        }


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard chapter or section; the other titles stand where law or form give it another."""

    key: str
    position: int
    title: str
    lkbr_title: str = ""
    joint_board_title: str = ""
    is_for_joint_board: bool = True

    def title_in(self, setting: Setting) -> str:
        """Return what it is called."""
        if setting.is_joint_board and self.joint_board_title:
            return self.joint_board_title
        return self.lkbr_title if setting.is_lkbr and self.lkbr_title else self.title


PLAN = (
    Standard("summary", 100, "Året i korthet"),
    Standard("management", 200, "Förvaltningsberättelse", joint_board_title="Årets verksamhet"),
    Standard("management.overview", 210, "Översikt",
             "Översikt över verksamhetens utveckling"),
    Standard("management.conditions", 220, "Resultat och ekonomisk ställning",
             "Viktiga förhållanden för resultat och ekonomisk ställning"),
    Standard("management.events", 230, "Viktiga händelser", "Händelser av väsentlig betydelse"),
    Standard("management.goals", 240, "Måluppfyllelse",
             "Styrning och uppföljning: måluppfyllelse"),
    Standard("management.control", 250, "Internkontroll",
             "Styrning och uppföljning: internkontroll"),
    Standard("management.stewardship", 260, "God ekonomisk hushållning",
             "God ekonomisk hushållning och ekonomisk ställning"),
    Standard("management.balance", 270, "Balanskrav", "Balanskravsresultat",
             is_for_joint_board=False),
    Standard("management.staff", 280, "Personal", "Väsentliga personalförhållanden"),
    Standard("management.outlook", 290, "Förväntad utveckling"),
    Standard("operations", 300, "Verksamheten"),
    Standard("operations.servicedesk", 310, "Servicedesk"),
    Standard("operations.switchboard", 320, "Växel"),
    Standard("operations.computers", 330, "Datorer och surfplattor"),
    Standard("operations.servers", 340, "Servrar"),
    Standard("operations.telephony", 350, "Telefoni"),
    Standard("operations.network", 360, "Trådlösa nät"),
    Standard("operations.security", 370, "Tjänstekort och konton"),
    Standard("operations.fibre", 380, "Bredband"),
    Standard("investments", 400, "Investeringar", "Investeringsredovisning"),
    Standard("accounts", 500, "Räkenskaper"),
    Standard("accounts.income", 510, "Resultaträkning"),
    Standard("accounts.balance", 520, "Balansräkning"),
    Standard("accounts.cash", 530, "Kassaflödesanalys"),
    Standard("accounts.notes", 540, "Noter"),
    Standard("departments", 600, "Driftredovisning"),
    Standard("principles", 700, "Redovisningsprinciper"),
    Standard("figures", 800, "Om siffrorna"),
)  # fmt: skip
STANDARD_KEYS = frozenset(standard.key for standard in PLAN)
POSITIONS = {standard.key: standard.position for standard in PLAN}


def standard_chapters(setting: Setting) -> tuple[ChapterText, ...]:
    """Return the standard chapters for a year's law and a legal form, in order."""
    return tuple(
        ChapterText(
            key=standard.key,
            title=standard.title_in(setting),
            position=standard.position,
            body=prose(standard.key),
            is_own=False,
        )
        for standard in PLAN
        if standard.is_for_joint_board or not setting.is_joint_board
    )


@cache
def prose(key: str) -> str:
    """Return the standard prose of a chapter; empty where it has none but its sections."""
    assert key in STANDARD_KEYS, "only the chapters of the plan have standard prose"
    file = resources.files("samdrift.annualreport").joinpath("prose", f"{key}.md")
    return file.read_text(encoding="utf-8") if file.is_file() else ""
