"""Faults put into a valid package, each at a known place."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.drafts import COLUMNS, Draft
from tests.oracle.faults import ALLOWED, DAYS, MAY_BE_EMPTY, MOMENTS, SPANS, WHOLE, Place
from tests.oracle.packages import Maker, make_with
from tests.oracle.reading import KEYS

BAD = {
    "day": ["2015-02-29", "2015-13-01", "20150101", "15-01-01", "2015-1-1", "igår", "2015-06-31"],
    "moment": ["2015-06-01", "2015-06-01T25:00", "2015-06-01T10:60", "nyss", "2015-02-30T10:00"],
    "whole": ["x", "1.5", "två", "-", "2O15"],
    "money": ["1.234", "1 000", "1,2,3", "kr", "--1", "1.", "1e3", "1,234"],
    "sie": ["10.123", "1,5", "x", "1.", "--2"],
}


@dataclass
class Faulty:
    """A package with faults and where they are."""

    package: dict[str, bytes]
    places: set[Place]
    kinds: list[str]


class Breaker:
    """Breaks a draft; places are told by row until the files are written."""

    def __init__(self, maker: Maker) -> None:
        self.rng, self.draft = maker.rng, maker.draft
        self.at: list[tuple[str, int, str]] = []  # File, index of the row, column.
        self.fixed: set[Place] = set()
        self.touched: set[tuple[str, int]] = set()
        self.whole: set[str] = set()

    def row(self, name: str = "") -> tuple[str, int] | None:
        """Choose a row nothing else is wrong with."""
        free = [
            (file, place)
            for file, sheet in self.draft.sheets.items()
            if file not in self.whole and (not name or file == name)
            for place in range(len(sheet.rows))
            if (file, place) not in self.touched and file != "organisations.csv"
        ]
        if not free:
            return None
        chosen = self.rng.choice(free)
        self.touched.add(chosen)
        return chosen

    def put(self, columns: Callable[[str], bool], value: str | list[str], name: str = "") -> bool:
        """Put a value in a column of some row that has one that fits."""
        chosen = self.row(name)
        if not chosen:
            return False
        file, place = chosen
        fitting = [c for c in COLUMNS[file].split() if columns(c)]
        if not fitting:
            return False
        column = self.rng.choice(fitting)
        self.draft.sheets[file].rows[place][column] = (
            value if isinstance(value, str) else self.rng.choice(value)
        )
        self.at.append((file, place, column))
        return True

    def file(self) -> str | None:
        free = {file for file, _ in self.touched} | self.whole | {"organisations.csv"}
        names = sorted(set(self.draft.sheets) - free - {"staff_days.csv"})
        if not names:
            return None
        name = self.rng.choice(names)
        self.whole.add(name)
        return name


def bad_day(b: Breaker) -> bool:
    return b.put(lambda c: c in DAYS and c != "first_day", BAD["day"])


def bad_moment(b: Breaker) -> bool:
    return b.put(lambda c: c in MOMENTS, BAD["moment"], b.rng.choice(("tickets.csv", "calls.csv")))


def bad_choice(b: Breaker) -> bool:
    return b.put(lambda c: c in ALLOWED and c not in {"measure", "kind"}, ["hst", "7", "Å", "0"])


def bad_kind(b: Breaker) -> bool:
    name = b.rng.choice(("assets.csv", "gaps.csv"))
    return b.put(lambda c: c == "kind", ["computer.stafff", "Tablet", "dator", "server."], name)


def bad_measure(b: Breaker) -> bool:
    return b.put(lambda c: c == "measure", ["closings", "Sum", "x"], "layout.csv")


def bad_whole(b: Breaker) -> bool:
    name = b.rng.choice(("investments.csv", "goals.csv", "controls.csv", "absences.csv"))
    return b.put(lambda c: c in WHOLE, BAD["whole"], name)


def bad_money(b: Breaker) -> bool:
    return b.put(lambda c: c in {"opening", "budget", "outcome"}, BAD["money"], "investments.csv")


def empty_cell(b: Breaker) -> bool:
    chosen = b.row()
    if not chosen or chosen[0] in {"staff_days.csv", "layout.csv"}:
        return False
    file, place = chosen
    stated = [c for c in COLUMNS[file].split() if c not in MAY_BE_EMPTY]
    if file == "investments.csv":
        stated = ["id", "plan", "year"]
    if file == "calls.csv":
        stated = ["id", "started", "ended"]
    column = b.rng.choice([c for c in stated if c != "first_day"])
    b.draft.sheets[file].rows[place][column] = ""
    b.at.append((file, place, column))
    return True


def unknown_organisation(b: Breaker) -> bool:
    names = ("assets.csv", "gaps.csv", "tickets.csv", "connections.csv", "investments.csv")
    return b.put(lambda c: c == "organisation", ["XXX", "kin", "Å Å"], b.rng.choice(names))


def end_before_start(b: Breaker) -> bool:
    chosen = b.row(b.rng.choice(list(SPANS)))
    if not chosen:
        return False
    file, place = chosen
    _, end = b.rng.choice(SPANS[file][:2] if file != "calls.csv" else SPANS[file][2:])
    early = "1999-12-31" if end in DAYS else "1999-12-31T23:59:59"
    row = b.draft.sheets[file].rows[place]
    row[end] = early
    b.at.append((file, place, end))
    return True


def key_twice(b: Breaker) -> bool:
    chosen = b.row()
    if not chosen or chosen[0] == "layout.csv":
        return False
    file, place = chosen
    sheet = b.draft.sheets[file]
    sheet.rows.append(dict(sheet.rows[place]))
    b.touched.add((file, len(sheet.rows) - 1))
    b.at.append((file, len(sheet.rows) - 1, ""))
    assert set(KEYS[file]) <= set(sheet.columns)
    return True


def cells_too_many(b: Breaker) -> bool:
    chosen = b.row()
    if not chosen or chosen[0] in {"staff_days.csv", "layout.csv"}:
        return False
    file, place = chosen
    b.draft.sheets[file].rows[place]["+"] = "för många"
    b.at.append((file, place, ""))
    return True


def absent_stranger(b: Breaker) -> bool:
    return b.put(lambda c: c == "person", ["Nemo"], "absences.csv") and blank_last_column(b)


def blank_last_column(b: Breaker) -> bool:
    """The contract names no column for this fault."""
    file, place, _ = b.at.pop()
    b.at.append((file, place, ""))
    return True


def unknown_column(b: Breaker) -> bool:
    name = b.file()
    if name:
        sheet = b.draft.sheets[name]
        sheet.columns = [*sheet.columns, "färg"]
        for row in sheet.rows:
            row["färg"] = "x"
        b.fixed.add((name, 1, "färg"))
    return bool(name)


def column_gone(b: Breaker) -> bool:
    name = b.file()
    if name:
        sheet = b.draft.sheets[name]
        gone = b.rng.choice(sheet.columns)
        sheet.columns = [column for column in sheet.columns if column != gone]
        b.fixed.add((name, 1, gone))
    return bool(name)


def empty_file(b: Breaker) -> bool:
    name = b.file()
    if name:
        b.draft.raw[name] = b.rng.choice((b"", b"\xef\xbb\xbf"))
        b.fixed.add((name, 0, ""))
    return bool(name)


def raw_byte(byte: bytes) -> Callable[[Breaker], bool]:
    def put(b: Breaker) -> bool:
        name = b.file()
        if name:
            data = b.draft.sheets[name].written()[0]
            b.draft.raw[name] = data + byte
            b.fixed.add((name, data.count(b"\n") + 1, ""))
        return bool(name)

    return put


def unknown_file(b: Breaker) -> bool:
    name = b.rng.choice(("foo.csv", "README.txt", "ledger/2015.txt", "sub/assets.csv"))
    b.draft.raw[name] = b"x\n"
    b.fixed.add((name, 0, ""))
    return True


def no_organisations(b: Breaker) -> bool:
    if set(b.draft.sheets) - {"organisations.csv", "surveys.csv", "goals.csv", "calls.csv"}:
        return False
    del b.draft.sheets["organisations.csv"]
    b.fixed.add(("organisations.csv", 0, ""))
    return True


def bad_toml(b: Breaker) -> bool:
    old, new = b.rng.choice(
        (("exchange/1", "exchange/2"), ("[org", "[[org"), ("legal_form", "form"))
    )
    b.draft.toml = b.draft.toml.replace(old, new)
    b.fixed.add(("package.toml", 0, ""))
    return True


def unknown_sum_row(b: Breaker) -> bool:
    return layout_accounts(b, {"sum"}, ["row-99", "row-98 row-77"])


def own_sum_row(b: Breaker) -> bool:
    chosen = layout_row(b, {"sum"})
    if chosen is None:
        return False
    row = b.draft.sheets["layout.csv"].rows[chosen]
    row["accounts"] = row["row"]
    b.at.append(("layout.csv", chosen, "accounts"))
    return True


def bad_accounts(b: Breaker) -> bool:
    return layout_accounts(
        b, {"closing", "movement", "opening"}, ["30x", "3010-", "-", "a-b", "1,2"]
    )


def bad_constant(b: Breaker) -> bool:
    return layout_accounts(b, {"constant"}, ["mycket", "1.234", "1 2"])


def layout_row(b: Breaker, measures: set[str]) -> int | None:
    sheet = b.draft.sheets.get("layout.csv")
    if not sheet or "layout.csv" in b.whole:
        return None
    places = [n for n, row in enumerate(sheet.rows) if row["measure"] in measures]
    free = [place for place in places if ("layout.csv", place) not in b.touched]
    chosen = b.rng.choice(free) if free else None
    if chosen is not None:
        b.touched.add(("layout.csv", chosen))
    return chosen


def layout_accounts(b: Breaker, measures: set[str], values: list[str]) -> bool:
    chosen = layout_row(b, measures)
    if chosen is not None:
        b.draft.sheets["layout.csv"].rows[chosen]["accounts"] = b.rng.choice(values)
        b.at.append(("layout.csv", chosen, "accounts"))
    return chosen is not None


def sie_lines(b: Breaker, build: Callable[[str, str], tuple[list[str], int, str]]) -> bool:
    """Add lines at the end of a ledger; `build` tells which of them is at fault."""
    if not b.draft.books:
        return False
    name = b.rng.choice(sorted(b.draft.books))
    book = b.draft.books[name]
    account = next(line.replace('"', "").split()[1] for line in book.lines if line[:6] == "#KONTO")
    lines, place, label = build(account, name[-7:-3])
    b.fixed.add((name, len(book.lines) + place + 1 if label else 0, label))
    book.lines += lines
    return True


def sie_amount(b: Breaker) -> bool:
    amount = b.rng.choice(BAD["sie"])
    return sie_lines(b, lambda account, _: ([f"#RES 0 {account} {amount}"], 0, "#RES"))


def sie_account(b: Breaker) -> bool:
    def build(account: str, year: str):
        head = [f"#VER Z 7 {year}0505", "{", "#TRANS 9999 {} 1"]
        return [*head, f"#TRANS {account} {{}} -1", "}"], 2, "#TRANS"

    return sie_lines(b, build)


def sie_unbalanced(b: Breaker) -> bool:
    return sie_lines(
        b,
        lambda account, year: (
            [f"#VER Q 77 {year}0505", "{", f"#TRANS {account} {{}} 0.01", "}"],
            0,
            "#VER",
        ),
    )


def sie_budgets(b: Breaker) -> bool:
    return sie_lines(
        b,
        lambda account, year: (
            [f"#PBUDGET 0 {year}05 {account} {{}} 1", f"#PBUDGET 0 {year}06 {account} {{1 X}} 1"],
            0,
            "",
        ),
    )


def sie_no_year(b: Breaker) -> bool:
    if not b.draft.books:
        return False
    name = b.rng.choice(sorted(b.draft.books))
    lines = b.draft.books[name].lines
    place = next(
        (n for n, line in enumerate(lines) if line.replace('"', "").split()[:2] == ["#RAR", "0"]),
        None,
    )
    if place is None:
        return False
    lines[place] = "#PROSA utan"
    b.fixed.add((name, 0, ""))
    return True


def sie_year_twice(b: Breaker) -> bool:
    if not b.draft.books:
        return False
    name = min(b.draft.books)
    year = name[-7:-3]
    b.draft.raw["ledger/z.se"] = f"#FLAGGA 0\n#SIETYP 4\n#RAR 0 {year}0101 {year}1231\n".encode()
    b.fixed.add(("ledger/z.se", 0, ""))
    return True


ALL = (
    bad_day, bad_moment, bad_choice, bad_kind, bad_measure, bad_whole, bad_money, empty_cell,
    unknown_organisation, end_before_start, key_twice, cells_too_many, absent_stranger,
    unknown_column, column_gone, empty_file, raw_byte(b"\0"), raw_byte(b"\xff"), unknown_file,
    no_organisations, bad_toml, unknown_sum_row, own_sum_row, bad_accounts, bad_constant,
    sie_amount, sie_account, sie_unbalanced, sie_budgets, sie_no_year, sie_year_twice,
)  # fmt: skip

# After these the rest of the package or of the file has no certain meaning.
ALONE = (bad_toml, sie_no_year)


def make_faulty(seed: int) -> Faulty:
    """Make the seed's package, then break it in one or more ways."""
    maker = make_with(Maker(seed))
    breaker = Breaker(maker)
    kinds: list[str] = []
    for way in maker.rng.sample(ALL, len(ALL)):
        if len(kinds) < 1 + seed % 4 and not (kinds and way in ALONE) and way(breaker):
            kinds.append(way.__qualname__.split(".")[0])
            if way in ALONE:
                break
    draft: Draft = maker.draft
    lines = {name: sheet.written()[1] for name, sheet in draft.sheets.items()}
    places = {(name, lines[name][place], column) for name, place, column in breaker.at}
    return Faulty(draft.written(), places | breaker.fixed, kinds)
