"""A package in the making: rows and lines that remember where they will stand in their file."""

import csv
import io
import random
from dataclasses import dataclass, field

COLUMNS = {
    "organisations.csv": "code name role",
    "assets.csv": "id kind organisation location in_service out_of_service",
    "gaps.csv": "kind organisation from to reason",
    "connections.csv": "id organisation project connected_on",
    "tickets.csv": "number organisation channel line category opened closed",
    "surveys.csv": "id answered_on question score",
    "calls.csv": "id started answered ended",
    "staff_days.csv": "person sex birth_year year ordinary_days",
    "absences.csv": "person spell first_day last_day days",
    "investments.csv": (
        "id plan group name organisation year opening budget outcome status decision"
    ),
    "goals.csv": "year main_goal sub_goal grade comment",
    "controls.csv": (
        "year area risk control probability consequence control_role report_role result"
    ),
    "layout.csv": "table row label accounts measure sign",
}


@dataclass
class Sheet:
    """A CSV file: its rows by column, and how it will be written."""

    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    delimiter: str = ","
    newline: str = "\n"
    bom: bool = False
    quote_all: bool = False

    def add(self, *cells: object) -> None:
        """Add a row; the cells stand in the contract's order of columns."""
        self.rows.append(dict(zip(self.names, map(str, cells), strict=True)))

    names: list[str] = field(default_factory=list)

    def written(self) -> tuple[bytes, list[int]]:
        """The bytes, and the physical line each row starts at."""
        out = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL
        writer = csv.writer(
            out, delimiter=self.delimiter, lineterminator=self.newline, quoting=quoting
        )
        writer.writerow(self.columns)
        lines = []
        for row in self.rows:
            lines.append(len(physical_lines(out.getvalue())))
            writer.writerow([row[column] for column in self.columns] + row.get("+", "").split())
        return ("\ufeff" * self.bom + out.getvalue()).encode(), lines


def physical_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass
class Book:
    """An SIE file: its lines, and how they will be written."""

    lines: list[str] = field(default_factory=list)
    encoding: str = "cp437"
    newline: str = "\r\n"

    def written(self) -> bytes:
        return (self.newline.join(self.lines) + self.newline).encode(self.encoding)


@dataclass
class Draft:
    """A whole package before it is written."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    toml: str = ""
    raw: dict[str, bytes] = field(default_factory=dict)

    def sheet(self, stem: str, rng: random.Random) -> Sheet:
        """Return the file, begun in some way of writing if it is new."""
        name = f"{stem}.csv"
        if name not in self.sheets:
            names = COLUMNS[name].split()
            self.sheets[name] = Sheet(
                columns=rng.sample(names, len(names)) if rng.random() < 0.5 else names,
                delimiter=rng.choice(",;"),
                newline=rng.choice(("\n", "\r\n")),
                bom=rng.random() < 0.3,
                quote_all=rng.random() < 0.2,
                names=names,
            )
        return self.sheets[name]

    def written(self) -> dict[str, bytes]:
        files = {"package.toml": self.toml.encode()}
        files |= {name: sheet.written()[0] for name, sheet in self.sheets.items()}
        files |= {name: book.written() for name, book in self.books.items()}
        return files | self.raw
