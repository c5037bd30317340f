"""Every table of the contract's section 2, straight from the records: no cleverness."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.oracle import books
from tests.oracle.reading import STOCKHOLM, Records, elapsed, moment, money


@dataclass(frozen=True)
class Missing:
    """A gap covers the value; `reasons` is empty where the text is free."""

    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A key that starts with ~ is free: the row's own key or label holds the text after it."""

    key: str
    values: list
    note: str = ""


@dataclass(frozen=True)
class Table:
    unit: str
    columns: list[str]
    rows: list[Row]


def percent(part: int, whole: int, decimals: int = 0) -> Decimal | None:
    if not whole:
        return None
    scale = 100 * 10**decimals
    return Decimal((2 * part * scale + whole) // (2 * whole)).scaleb(-decimals)


def total(values: Iterable) -> object:
    values = list(values)
    return Missing() if any(isinstance(v, Missing) for v in values) else sum(values)


def with_total(rows: list[Row], width: int) -> list[Row]:
    sums = [total(row.values[place] for row in rows) for place in range(width)]
    return [*rows, Row("total", sums)]


# Assets


def within(kind: str, above: str) -> bool:
    return kind == above or kind.startswith(f"{above}.")


def covers(row: dict[str, str], start: str, end: str, day: str) -> bool:
    return row[start] <= day and (not row[end] or day < row[end])


def gaps_over(records: Records, kind: str, day: str) -> list[dict[str, str]]:
    return [
        gap
        for gap in records["gaps"]
        if covers(gap, "from", "to", day)
        and (within(gap["kind"], kind) or within(kind, gap["kind"]))
    ]


def in_service(records: Records, kind: str, day: str) -> list[dict[str, str]]:
    return [
        asset
        for asset in records["assets"]
        if within(asset["kind"], kind) and covers(asset, "in_service", "out_of_service", day)
    ]


def held(records: Records, kind: str, code: str, year: int) -> int | Missing:
    day = f"{year}-12-31"
    gaps = [gap for gap in gaps_over(records, kind, day) if gap["organisation"] == code]
    if gaps:
        return Missing(frozenset(gap["reason"] for gap in gaps))
    return sum(asset["organisation"] == code for asset in in_service(records, kind, day))


def members(records: Records) -> list[str]:
    return [row["code"] for row in records["organisations"] if row["role"] == "member"]


def members_table(
    records: Records, cell: Callable[[str, str], object], columns: list[str]
) -> Table:
    rows = [Row(code, [cell(code, column) for column in columns]) for code in members(records)]
    return Table("count", columns, with_total(rows, len(columns)))


COMPUTERS = [
    "computer.staff.laptop", "computer.staff.desktop", "computer.staff.thin_client",
    "computer.staff.other", "computer.staff", "computer.pupil", "computer", "tablet",
]  # fmt: skip


def computers(records: Records, year: int) -> Table:
    def at(year: int) -> Table:
        return members_table(records, lambda code, kind: held(records, kind, code, year), COMPUTERS)

    earlier = Row("previous-year", at(year - 1).rows[-1].values)
    return Table("count", COMPUTERS, [*at(year).rows, earlier])


SWEDISH = {letter: chr(ord("z") + place) for place, letter in enumerate("åäö", 1)}


def in_swedish(text: str) -> str:
    return "".join(SWEDISH.get(letter, letter) for letter in text.lower())


def servers(records: Records, year: int) -> Table:
    day, kinds = f"{year}-12-31", ["server.physical", "server.virtual", "server"]
    there = [asset["location"] for asset in in_service(records, "server", day)]
    rows = [
        Row(
            location,
            [sum(a["location"] == location for a in in_service(records, k, day)) for k in kinds],
        )
        for location in sorted(set(there), key=in_swedish)
    ]
    sums = [
        Missing() if gaps_over(records, kind, day) else sum(row.values[place] for row in rows)
        for place, kind in enumerate(kinds)
    ]
    return Table("count", kinds, [*rows, Row("total", sums)])


def two_years(*kinds: str) -> Callable[[Records, int], Table]:
    columns = [column for kind in kinds for column in (kind, f"{kind}:previous-year")]

    def build(records: Records, year: int) -> Table:
        def cell(code: str, column: str) -> object:
            kind, _, earlier = column.partition(":")
            return held(records, kind, code, year - 1 if earlier else year)

        return members_table(records, cell, columns)

    return build


def id_cards(records: Records, year: int) -> Table:
    kinds = ["card.sis", "card.company_photo", "card.company_plain"]

    def cell(code: str, column: str) -> object:
        if column != "total":
            return held(records, column, code, year)
        values = [held(records, kind, code, year) for kind in kinds]
        gaps = [value for value in values if isinstance(value, Missing)]
        return Missing(frozenset().union(*(gap.reasons for gap in gaps))) if gaps else sum(values)

    return members_table(records, cell, [*kinds, "total"])


def connections(records: Records, year: int) -> Table:
    def cell(code: str, column: str) -> int:
        return sum(
            row["organisation"] == code and row["connected_on"][:4] == column
            for row in records["connections"]
        )

    return members_table(records, cell, [str(year), str(year - 1), str(year - 2)])


# Services

LIMITS = {"1h": 1, "2h": 2, "1d": 24, "3d": 72, "1w": 168}


def local(text: str):
    return moment(text).astimezone(STOCKHOLM)


def resolution_times(records: Records, year: int) -> Table:
    closed: dict[int, list[float]] = {}
    for ticket in records["tickets"]:
        if ticket["closed"]:
            times = closed.setdefault(local(ticket["closed"]).year, [])
            times.append(elapsed(ticket["opened"], ticket["closed"]))
    rows = []
    for at in sorted(at for at in closed if at <= year):
        times = closed[at]
        shares = [
            percent(sum(time <= hours * 3600 for time in times), len(times))
            for hours in LIMITS.values()
        ]
        rows.append(Row(str(at), [len(times), *shares]))
    return Table("count", ["tickets", *LIMITS], rows)


def satisfaction(records: Records, year: int) -> Table:
    rows = []
    for question in ("courtesy", "competence", "feedback"):
        scores = [
            int(row["score"])
            for row in records["surveys"]
            if row["question"] == question and row["answered_on"][:4] == str(year)
        ]
        rows.append(Row(question, [len(scores), percent(sum(s >= 4 for s in scores), len(scores))]))
    return Table("count", ["answers", "share"], rows)


def calls(records: Records, keys: list[str], key_of: Callable) -> Table:
    counts = {key: [0, 0, 0] for key in keys}
    for call in records["calls"]:
        key = key_of(local(call["started"]))
        if key in counts:
            counts[key][0] += 1
            counts[key][1 if call["answered"] else 2] += 1
    rows = [Row(key, values) for key, values in counts.items()]
    return Table("count", ["calls", "answered", "lost"], rows)


def calls_per_month(records: Records, year: int) -> Table:
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    return calls(records, months, lambda at: f"{at.year}-{at.month:02}")


def calls_per_week(records: Records, year: int) -> Table:
    def week(at) -> str:
        year, number, _ = at.isocalendar()
        return f"{year}-W{number:02}"

    days = (date(year, 1, 1) + timedelta(days=day) for day in range(366))
    weeks = [week(day) for day in days]
    return calls(records, sorted({w for w in weeks if w[:4] == str(year)}), week)


# People


def spell_days(records: Records) -> dict[tuple[str, str], int]:
    spans: dict[tuple[str, str], list[str]] = {}
    for row in records["absences"]:
        spans.setdefault((row["person"], row["spell"]), []).extend(
            (row["first_day"], row["last_day"])
        )
    return {
        key: (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days + 1
        for key, days in spans.items()
    }


ROWS = ("all", "long-term", "women", "men", "29-or-younger", "30-49", "50-or-older")


def groups_of(sex: str, age: int) -> set[str]:
    by_age = "29-or-younger" if age <= 29 else "30-49" if age <= 49 else "50-or-older"
    return {"all", "long-term", {"K": "women", "M": "men"}[sex], by_age}


def absent_of(records: Records, group: str, year: int) -> tuple[int, int]:
    people = {
        row["person"]: row
        for row in records["staff_days"]
        if int(row["year"]) == year
        and group in groups_of(row["sex"], year - int(row["birth_year"]))
    }
    absences = [
        row
        for row in records["absences"]
        if int(row["first_day"][:4]) == year and row["person"] in people
    ]
    away = sum(int(row["days"]) for row in absences)
    if group == "long-term":
        length = spell_days(records)
        long = [row for row in absences if length[row["person"], row["spell"]] >= 60]
        return sum(int(row["days"]) for row in long), away
    return away, sum(int(row["ordinary_days"]) for row in people.values())


def sick_leave(records: Records, year: int) -> Table:
    rows = []
    for group in ROWS:
        now, before = absent_of(records, group, year), absent_of(records, group, year - 1)
        rows.append(Row(group, [*now, percent(*now, 1), percent(*before, 1)]))
    columns = ["absent-days", "of-days", "percent", "percent:previous-year"]
    return Table("days", columns, rows)


# Plans


def stated(rows: list[dict[str, str]], column: str) -> Decimal | None:
    amounts = [money(row[column]) for row in rows if row[column]]
    return sum(amounts, Decimal(0)) if amounts else None


def amounts(rows: list[dict[str, str]]) -> list[Decimal | None]:
    opening, budget, outcome = (stated(rows, name) for name in ("opening", "budget", "outcome"))
    both = budget is not None and outcome is not None
    return [opening, budget, outcome, budget - outcome if both else None]


def investments(plan: str) -> Callable[[Records, int], Table]:
    def build(records: Records, year: int) -> Table:
        lines = [
            row
            for row in records["investments"]
            if row["plan"] == plan and int(row["year"]) == year
        ]
        grouped = [row for row in lines if row["group"]]
        last = {row["group"]: row["id"] for row in grouped}
        last |= {row["group"]: row["id"] for row in grouped if row["name"]}
        rows = []
        for line in lines:
            if line["name"] or not line["group"]:
                rows.append(Row(line["id"], amounts([line]), line["status"]))
            if last.get(line["group"]) == line["id"]:
                group = [row for row in lines if row["group"] == line["group"]]
                rows.append(Row(f"~{line['group']}", amounts(group)))
        columns = ["opening", "budget", "outcome", "deviation"]
        return Table("SEK", columns, [*rows, Row("total", amounts(lines))])

    return build


def goals(records: Records, year: int) -> Table:
    rows = [
        Row(f"~{row['sub_goal']}", [int(row["grade"]) if row["grade"] else None])
        for row in records["goals"]
        if int(row["year"]) == year
    ]
    return Table("grade", ["grade"], rows)


def controls(records: Records, year: int) -> Table:
    rows = []
    for row in records["controls"]:
        if int(row["year"]) == year:
            chance, harm = int(row["probability"]), int(row["consequence"])
            rows.append(Row(f"~{row['risk']}", [chance, harm, chance * harm]))
    return Table("grade", ["probability", "consequence", "risk"], rows)


TABLES: dict[str, Callable[[Records, int], Table]] = {
    "assets.access-points": two_years("access_point"),
    "assets.computers": computers,
    "assets.fibre-nodes": two_years("fibre.node"),
    "assets.group-accounts": two_years("account.group"),
    "assets.id-cards": id_cards,
    "assets.servers": servers,
    "assets.telephony": two_years("phone.extension", "phone.mobile"),
    "fibre.connections": connections,
    "goals.assessment": goals,
    "internalcontrol.followup": controls,
    "investments.members": investments("members"),
    "investments.own": investments("own"),
    "servicedesk.resolution-times": resolution_times,
    "servicedesk.satisfaction": satisfaction,
    "staff.sick-leave": sick_leave,
    "switchboard.calls-per-month": calls_per_month,
    "switchboard.calls-per-week": calls_per_week,
}


def in_unit(amount: Decimal | None, unit: str) -> Decimal | None:
    """Round from the exact figure, half away from zero."""
    if amount is None:
        return None
    ore, size = int(amount * 100), {"SEK": 1, "tkr": 100_000, "mkr": 100_000_000}[unit]
    rounded = (2 * abs(ore) + size) // (2 * size) * (1 if ore >= 0 else -1)
    return Decimal(rounded).scaleb(-2) if unit == "SEK" else Decimal(rounded)


def table(
    records: Records, key: str, year: int, *, cost_centre: str = "", unit: str = "SEK"
) -> Table:
    """Build one table, with its money in the unit asked for."""
    if key in TABLES:
        built = TABLES[key](records, year)
    else:
        columns, lines = books.statement(records, key, year, cost_centre)
        built = Table("SEK", columns, [Row(name, values) for name, values in lines])
    if built.unit != "SEK":
        return built
    rows = [Row(r.key, [in_unit(value, unit) for value in r.values], r.note) for r in built.rows]
    return Table(unit, built.columns, rows)
