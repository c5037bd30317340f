"""Valid packages by seed: small, and full of edges."""

import random
from datetime import UTC, date, datetime, timedelta, timezone

from tests.oracle.drafts import Draft
from tests.oracle.ledgers import add_ledgers
from tests.oracle.reading import STOCKHOLM

KINDS = [
    "computer.staff.laptop",
    "computer.staff.desktop",
    "computer.staff.thin_client",
    "computer.staff.other",
    "computer.pupil",
    "tablet",
    "server.physical",
    "server.virtual",
    "phone.extension",
    "phone.mobile",
    "account.group",
    "access_point",
    "card.sis",
    "card.company_photo",
    "card.company_plain",
    "fibre.node",
]
ABOVE = ["computer", "computer.staff", "server", "phone", "card"]
NAMES = [
    "Åtvidaberg",
    "Ödeshög",
    "ydre",
    "Älvkarleby",
    "Kinda",
    "Boxholm",
    "Vimmerby",
    "åmål",
    "Herrljunga",
    "Zinkgruvan",
    "Örebro",
]
PLACES = ["Bexhuset", "Åhuset", "ängen", "Österport", "Ö", "abborren", "Zenit", "Vimmerby", "Ä 2"]
REASONS = ["uppgift saknas", 'sa "nej"', "rad ett\nrad två", "a;b,c", "é–☃"]
EDGES = ("12-31", "01-01", "12-30", "01-02", "02-28", "06-15")


class Maker:
    """What one package is made from: dice, years, and the draft so far."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  Not for secrets.
        first = self.rng.choice((2013, 2014, 2015, 2016, 2018, 2019, 2020))
        self.years = list(range(first, first + self.rng.randint(1, 3)))
        self.draft = Draft()
        self.codes: list[str] = []

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> str:
        """A day in or beside the years, mostly at an edge."""
        year = self.rng.randint(self.years[0] - 2, self.years[-1] + 1)
        if self.chance(0.7):
            return f"{year}-{self.rng.choice(EDGES)}"
        return str(date(year, 1, 1) + timedelta(days=self.rng.randrange(365)))

    def span(self, *, may_go_on: float = 0.4) -> tuple[str, str]:
        start, end = sorted((self.day(), self.day()))
        if self.chance(0.1):
            end = start
        return start, "" if self.chance(may_go_on) else end

    def edge_moment(self) -> datetime:
        """A moment near new year, a change of clocks, a month's or a week's end, or anywhere."""
        year = self.rng.choice([*self.years, self.years[0] - 1])
        days = [f"{year}-01-01", f"{year}-12-31", f"{year}-03-25", f"{year}-10-25"]
        days += [f"{year}-02-28", f"{year}-{self.rng.randint(1, 12):02}-01", self.day()]
        at = datetime.fromisoformat(f"{self.rng.choice(days)}T00:00:00+00:00")
        at += timedelta(days=self.rng.randint(0, 6) if self.chance(0.6) else 0)
        hour = self.rng.choice((0, 0, 0, 1, 22, 23, -1, -2, self.rng.randint(0, 23)))
        return at + timedelta(hours=hour, seconds=self.rng.choice((0, 0, -1, 1, 1800, 59)))

    def written(self, at: datetime) -> str:
        """One of the ways to write the moment."""
        local = at.astimezone(STOCKHOLM)
        zone = timezone(timedelta(minutes=self.rng.choice((0, 60, 120, -210, 345))))
        plain = not local.fold and self.chance(0.7)
        told = local.replace(tzinfo=None) if plain else at.astimezone(zone)
        if not told.second and self.chance(0.7):
            return told.isoformat(timespec="minutes")
        return told.isoformat(timespec="seconds")


def make(seed: int) -> Draft:
    """Make the package of the seed."""
    return make_with(Maker(seed)).draft


def make_with(maker: Maker) -> Maker:
    """Let the maker throw its dice."""
    maker.draft.toml = (
        'format = "samdrift-exchange/1"\n[organisation]\nname = "Förbundet Å"\n'
        'org_number = "222000-0000"\nlegal_form = "{}"\n'
    ).format(maker.rng.choice(("kommunalförbund", "gemensam nämnd")))
    add_organisations(maker)
    parts = (
        add_assets, add_gaps, add_connections, add_tickets, add_surveys, add_calls,
        add_staff, add_investments, add_goals, add_controls, add_ledgers,
    )  # fmt: skip
    for part in parts:
        if maker.chance(0.75):
            part(maker)
    return maker


def add_organisations(maker: Maker) -> None:
    sheet = maker.draft.sheet("organisations", maker.rng)
    names = maker.rng.sample(NAMES, len(NAMES))
    roles = ["member"] * maker.rng.choice((0, 1, 2, 3, 8))
    roles += maker.rng.choices(("host", "customer", "supplier"), k=maker.rng.randint(1, 3))
    maker.rng.shuffle(roles)
    for name, role in zip(names, roles, strict=False):
        code = name[:3].upper() if maker.chance(0.8) else name[:2] + "-1"
        if code not in maker.codes:
            maker.codes.append(code)
            sheet.add(code, name, role)


def add_assets(maker: Maker) -> None:
    sheet = maker.draft.sheet("assets", maker.rng)
    some = maker.rng.sample(KINDS, maker.rng.randint(1, len(KINDS)))
    for number in range(maker.rng.choice((0, 5, 40, 80))):
        kind = maker.rng.choice(some)
        location = maker.rng.choice(PLACES)
        if not kind.startswith("server") and maker.chance(0.5):
            location = ""
        sheet.add(f"Å{number}", kind, maker.rng.choice(maker.codes), location, *maker.span())


def add_gaps(maker: Maker) -> None:
    sheet = maker.draft.sheet("gaps", maker.rng)
    seen = set()
    for _ in range(maker.rng.randint(0, 5)):
        kind = maker.rng.choice(ABOVE if maker.chance(0.3) else KINDS)
        cells = (kind, maker.rng.choice(maker.codes), *maker.span(), maker.rng.choice(REASONS))
        if cells not in seen:
            seen.add(cells)
            sheet.add(*cells)


def add_connections(maker: Maker) -> None:
    sheet = maker.draft.sheet("connections", maker.rng)
    for number in range(maker.rng.randint(0, 20)):
        sheet.add(number, maker.rng.choice(maker.codes), f"P {number}", maker.day())


def add_tickets(maker: Maker) -> None:
    sheet = maker.draft.sheet("tickets", maker.rng)
    limits = (0, 3600, 7200, 86400, 3 * 86400, 7 * 86400, 30 * 86400)
    for number in range(maker.rng.randint(0, 25)):
        start = maker.edge_moment().astimezone(UTC)
        end = start + timedelta(
            seconds=max(0, maker.rng.choice(limits) + maker.rng.choice((0, 0, 1, -1)))
        )
        sheet.add(
            f"INC{number}",
            maker.rng.choice(maker.codes),
            maker.rng.choice(("phone", "email", "portal")),
            maker.rng.choice((1, 2)),
            "Dator",
            maker.written(start),
            "" if maker.chance(0.1) else maker.written(end),
        )


def add_surveys(maker: Maker) -> None:
    sheet = maker.draft.sheet("surveys", maker.rng)
    for number in range(maker.rng.randint(0, 20)):
        question = maker.rng.choice(("courtesy", "competence", "feedback"))
        sheet.add(number, maker.day(), question, maker.rng.randint(1, 5))


def add_calls(maker: Maker) -> None:
    sheet = maker.draft.sheet("calls", maker.rng)
    for number in range(maker.rng.randint(0, 30)):
        start = maker.edge_moment()
        answered = start + timedelta(seconds=maker.rng.choice((0, 5, 61)))
        end = answered + timedelta(seconds=maker.rng.choice((0, 1, 7200)))
        told = "" if maker.chance(0.4) else maker.written(answered)
        sheet.add(number, maker.written(start), told, maker.written(end))


def add_staff(maker: Maker) -> None:
    """People at the edges of the ages, with spells at the edges of long, also over new year."""
    days = maker.draft.sheet("staff_days", maker.rng)
    absences = maker.draft.sheet("absences", maker.rng)
    for number in range(maker.rng.randint(0, 6)):
        person = f"P{number}"
        born = maker.years[-1] - maker.rng.choice((20, 29, 30, 31, 49, 50, 51, 64))
        sex = maker.rng.choice("KM")
        years = [year for year in maker.years if maker.chance(0.9)]
        for year in years:
            days.add(person, sex, born, year, maker.rng.choice((0, 1, 125, 250)))
        for year in years:
            if maker.chance(0.7):
                spread_spell(maker, absences, person, year, goes_over=year + 1 in years)


def spread_spell(maker: Maker, absences, person: str, year: int, *, goes_over: bool) -> None:
    """A spell of 59, 60 or 61 days or another length, in one or more rows."""
    length = maker.rng.choice((1, 10, 59, 60, 61))
    start = date(year, 12, 31) - timedelta(days=length - 1)
    if goes_over:
        start += timedelta(days=maker.rng.randint(0, length - 1))
    else:
        start -= timedelta(days=maker.rng.randint(0, 200))
    end = start + timedelta(days=length - 1)
    cuts = {date(year, 12, 31)} | {
        start + timedelta(days=maker.rng.randrange(length)) for _ in range(maker.rng.randint(0, 2))
    }
    first, rows = start, []
    for last in [*sorted(cut for cut in cuts if start <= cut < end), end]:
        rows.append(
            (person, f"S{year}", first, last, maker.rng.randint(0, (last - first).days + 1))
        )
        first = last + timedelta(days=1)
    if len(rows) > 2 and maker.chance(0.3):
        del rows[1]
    for row in maker.rng.sample(rows, len(rows)):
        absences.add(*row)


def add_investments(maker: Maker) -> None:
    sheet = maker.draft.sheet("investments", maker.rng)
    groups = ["", "Mobil hemtjänst", "Växel", "Nät, ort"]

    def amount() -> str:
        point = "," if sheet.delimiter == ";" or maker.chance(0.3) else "."
        whole = maker.rng.choice((0, 1, 499, 500, 1500, 500000, 1499999, 2500000, 123456))
        part = maker.rng.choice(("", f"{point}5", f"{point}00", f"{point}49", f"{point}50"))
        return "" if maker.chance(0.3) else f"{'-' * maker.chance(0.2)}{whole}{part}"

    for plan in ("own", "members"):
        for number in range(maker.rng.randint(0, 9)):
            group = maker.rng.choice(groups)
            name = "" if group and maker.chance(0.15) else f"Sak {number}"
            owner = maker.rng.choice(["", *maker.codes])
            status = maker.rng.choice(("", "Genomförd", "Pågående"))
            cells = (amount(), amount(), amount(), status, maker.rng.choice(("", "§ 12\n§ 13")))
            year = maker.rng.choice(maker.years)
            sheet.add(f"{plan}{number}", plan, group, name, owner, year, *cells)
    maker.rng.shuffle(sheet.rows)


def add_goals(maker: Maker) -> None:
    sheet = maker.draft.sheet("goals", maker.rng)
    for number in range(maker.rng.randint(0, 6)):
        grade = maker.rng.choice(("", 1, 2, 3, 4, 5))
        comment = "x" * 3000 if maker.chance(0.1) else maker.rng.choice(("", *REASONS))
        main = maker.rng.choice(("God it", "Ekonomi", "Å"))
        sheet.add(maker.rng.choice(maker.years), main, f"Mål {number} {main}", grade, comment)


def add_controls(maker: Maker) -> None:
    sheet = maker.draft.sheet("controls", maker.rng)
    for number in range(maker.rng.randint(0, 6)):
        grades = maker.rng.randint(1, 4), maker.rng.randint(1, 4)
        year = maker.rng.choice(maker.years)
        end = ("Controller", "IT-chef", maker.rng.choice(("", "Klart\noch bra")))
        sheet.add(year, "Ekonomi", f"Risk {number}", "Kontroll", *grades, *end)
