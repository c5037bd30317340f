"""A CSV file whose rows are rows of a model: checked, compared, written and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import models

from samdrift.plumbing import bulk
from samdrift.plumbing.exchange.columns import BadValue, Column
from samdrift.plumbing.exchange.csv_rows import RawRow, read_rows
from samdrift.plumbing.exchange.keys import KeysSeen
from samdrift.plumbing.exchange.ports import (
    ChangedCell,
    ChangedRow,
    FileReader,
    Payload,
    Reading,
    is_never_known,
)

BATCH = 2_000

type Values = dict[str, Any]
"""The values of a row, by model field."""

type Problem = tuple[str, str]
"""The column whose cell is wrong, and what is allowed there."""


def no_problems(_values: Values) -> Iterator[Problem]:
    """Find nothing wrong between the cells of a row."""
    return iter(())


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file whose every row becomes a row of `model`.

    `columns` is asked once per file, so that it may look up which codes there are. `key` are the
    model fields that tell rows apart. `problems` looks at the cells of a row together; `derived`
    adds what the row implies. With `keeps_order` the model's `position` follows the file.
    """

    model: type[models.Model]
    columns: Callable[[Reading], tuple[Column, ...]]
    names: tuple[str, ...]
    key: tuple[str, ...]
    problems: Callable[[Reading], Callable[[Values], Iterable[Problem]]] = lambda _: no_problems
    derived: Callable[[Values], Values] = lambda _: {}
    keeps_order: bool = False
    stored_key: tuple[str, ...] = ()
    """Unique model fields, where they are others than `key`: a digest of a key with blanks."""
    declares: str = ""
    """What other files of the package look its keys up as; a faulty row declares its key too."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The unique model fields."""
        return self.stored_key or self.key


def ends_before_it_starts(
    values: Values, start: tuple[str, str], end: tuple[str, str]
) -> Iterator[Problem]:
    """Find an end that lies before its start; each is named by column and by model field."""
    start_column, start_field = start
    end_column, end_field = end
    began, ended = values[start_field], values[end_field]
    if began is not None and ended is not None and ended < began:
        yield end_column, f"slutet ligger före början i {start_column}."


def csv_reader(
    *,
    key: str,
    name: str,
    file: CsvFile,
    is_required: bool = False,
    is_known: Callable[[], bool] = is_never_known,
) -> FileReader:
    """Return the offer that takes in such a file and can undo it."""
    return FileReader(
        key=key,
        name=name,
        read=lambda reading: _read(file, reading),
        undo=lambda payloads: _undo(file, payloads),
        is_required=is_required,
        is_known=is_known,
    )


def _read(file: CsvFile, reading: Reading) -> None:
    columns = file.columns(reading)
    assert tuple(column.name for column in columns) == file.names, f"{reading.file}: its columns"
    is_first = not file.model._default_manager.exists()
    with KeysSeen() as seen:
        rows = _checked(file, reading, columns, seen)
        for batch in batched(rows, BATCH, strict=False):
            _take(file, reading, list(batch), columns=None if is_first else columns)


def _checked(
    file: CsvFile, reading: Reading, columns: tuple[Column, ...], seen: KeysSeen
) -> Iterator[Values]:
    """Yield the values of every row that is right; tell what is wrong with the others."""
    problems_of = file.problems(reading)
    key_columns = {column.target: column.name for column in columns}
    declared = reading.declared.setdefault(file.declares, set())
    key_at = [file.names.index(key_columns[field]) for field in file.key]
    for position, raw in enumerate(read_rows(reading, file.names)):
        told = reading.faults.count
        if file.declares:
            declared.add(" ".join(raw.cells[index] for index in key_at))
        values = _values(reading, columns, raw)
        is_right = len(values) == len(columns)
        before = _line_of_key(file, values, raw, seen)
        if before is not None:
            column, cell = file.names[key_at[-1]], raw.cells[key_at[-1]]
            reading.fault(raw.line, column, cell, f"nyckeln finns redan på rad {before}.")
            is_right = False
        for column, allowed in _problems(problems_of, values, is_whole=len(values) == len(columns)):
            reading.fault(raw.line, column, raw.cells[file.names.index(column)], allowed)
            is_right = False
        if raw.spoiled or reading.faults.count > told:
            reading.summary.wrong += 1
            reading.faults.listener.row(reading.file, raw.line, file.names, raw.cells)
        if is_right:
            values |= file.derived(values)
            if file.keeps_order:
                values["position"] = position
            yield values


def _values(reading: Reading, columns: tuple[Column, ...], raw: RawRow) -> Values:
    """Return the values of the cells that can be read; tell why the others cannot."""
    values: Values = {}
    for column, cell in zip(columns, raw.cells, strict=True):
        if column.name in raw.spoiled:
            continue
        try:
            values[column.target] = column.read(cell)
        except BadValue as bad:
            reading.fault(raw.line, column.name, cell, str(bad))
    return values


def _line_of_key(file: CsvFile, values: Values, raw: RawRow, seen: KeysSeen) -> int | None:
    """Return the line on which the row's key stood before; a key that is not whole is no key."""
    if not all(field in values for field in file.key):
        return None
    return seen.first_line(tuple(values[field] for field in file.key), raw.line)


def _problems(
    problems_of: Callable[[Values], Iterable[Problem]], values: Values, *, is_whole: bool
) -> Iterator[Problem]:
    """Find what is wrong between cells; a row that lacks a value is asked what it can answer."""
    if is_whole:
        yield from problems_of(values)
        return
    with suppress(KeyError):
        yield from problems_of(values)


def _take(
    file: CsvFile, reading: Reading, rows: list[Values], *, columns: tuple[Column, ...] | None
) -> None:
    """Insert what is new, update what is changed, and note down how to undo both.

    `columns` is None where nothing was there before the file, so that nothing can be changed. After
    a fault nothing is written any more; rows are still compared, so that it is told what is right.
    """
    fields = tuple(rows[0])
    before = {} if columns is None else _present(file, fields, rows)
    new: list[Values] = []
    changed: list[Values] = []
    moved: list[Values] = []
    for row in rows:
        present = before.get(tuple(row[field] for field in file.identity))
        if present is None:
            new.append(row)
        elif _told(present) != _told(row):
            changed.append(row)
            reading.show_change(_change(file, columns or (), present, row))
        elif present != row:
            moved.append(row)
    reading.summary.new += len(new)
    reading.summary.changed += len(changed)
    reading.summary.unchanged += len(rows) - len(new) - len(changed)
    if not reading.faults:
        replaced = [before[tuple(row[field] for field in file.identity)] for row in changed + moved]
        _write(file, reading, new, changed + moved, replaced)


def _write(
    file: CsvFile, reading: Reading, new: list[Values], rows: list[Values], replaced: list[Values]
) -> None:
    if new:
        bulk.insert(file.model, tuple(new[0]), (tuple(row.values()) for row in new))
    _update(file, rows)
    if new or replaced:
        reading.payloads.append(
            {"new": [[row[field] for field in file.identity] for row in new], "replaced": replaced}
        )


def _change(
    file: CsvFile, columns: tuple[Column, ...], before: Values, after: Values
) -> ChangedRow:
    """Return what a row said and says, in the words of its file."""
    key = " ".join(
        column.shown(after[column.target]) for column in columns if column.target in file.key
    )
    cells = (
        ChangedCell(
            column.name, column.shown(before[column.target]), column.shown(after[column.target])
        )
        for column in columns
        if before[column.target] != after[column.target]
    )
    return ChangedRow(key, tuple(cells))


def _told(row: Values) -> Values:
    """Return what the row tells, apart from where in the file it stands."""
    return {field: value for field, value in row.items() if field != "position"}


def _present(
    file: CsvFile, fields: tuple[str, ...], rows: Sequence[Values]
) -> dict[tuple[object, ...], Values]:
    """Return the rows that are already there, by key."""
    first = file.identity[0]
    wanted = {row[first] for row in rows}
    found = file.model._default_manager.filter(**{f"{first}__in": wanted}).values(*fields)
    return {tuple(row[field] for field in file.identity): row for row in found}


def _update(file: CsvFile, rows: Sequence[Values]) -> None:
    if not rows:
        return
    fields = [field for field in rows[0] if field not in file.identity]
    file.model._default_manager.bulk_create(
        [file.model(**row) for row in rows],
        update_conflicts=True,
        unique_fields=file.identity,
        update_fields=fields or file.identity,
        batch_size=BATCH,
    )


def _undo(file: CsvFile, payloads: Sequence[Payload]) -> None:
    """Put back what was replaced and take away what was new, the latest piece first."""
    for payload in reversed(payloads):
        for row in payload["replaced"]:
            own = {field: _python(file, field, value) for field, value in row.items()}
            where = {field: own[field] for field in file.identity}
            file.model._default_manager.filter(**where).update(**own)
        for keys in batched(payload["new"], 500, strict=False):
            wanted = {tuple(key) for key in keys}
            _delete(file, wanted)


def _delete(file: CsvFile, keys: set[tuple[Any, ...]]) -> None:
    first = file.identity[0]
    present = file.model._default_manager.filter(**{f"{first}__in": {key[0] for key in keys}})
    wanted = {
        tuple(_python(file, f, v) for f, v in zip(file.identity, key, strict=True)) for key in keys
    }
    gone = [row[0] for row in present.values_list("pk", *file.identity) if tuple(row[1:]) in wanted]
    file.model._default_manager.filter(pk__in=gone).delete()


def _python(file: CsvFile, name: str, value: Any) -> Any:  # noqa: ANN401  JSON gives back any type.
    field = file.model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
    if isinstance(field, models.ForeignKey):
        return value
    assert isinstance(field, models.Field), f"{name} is a column"
    return field.to_python(value)
