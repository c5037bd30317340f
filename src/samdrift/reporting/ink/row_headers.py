"""The first cell of every row as a row header, in a tagged PDF.

Typst tags column headers, but the release in use cannot be told of row headers. What it writes is
plain objects behind a plain cross-reference table, so the tags are put right in the finished file:
in a row of a table's body the first TD becomes a TH with the scope Row. The cells' own lists of
headers, which know of no rows, give way to the scopes (ISO 14289-1, 7.5). A stream whose last byte
could be read as part of a line break gets an end that cannot be misread.
"""

from __future__ import annotations

import re

_TAIL = re.compile(
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn]\r\n)+)(trailer\n.*?)startxref\n", re.DOTALL
)
_ROW = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/TR/P (\d+) 0 R/K\[([\d R]+)\]")
_BODY = re.compile(rb"(\d+) 0 obj\n<</Type/StructElem/S/TBody/")
_OWN_HEADERS = re.compile(rb"<</O/Table/Headers\[[^\]]*\]>>")
_STREAM_END = re.compile(rb"\r\nendstream\s+endobj\s*\Z")
_ROW_SCOPE = b"<</O/Table/Scope/Row>>"


def marked(pdf: bytes) -> bytes:
    """Return the PDF with row headers; nothing that is seen, and nothing else, is changed."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    tail = _TAIL.match(pdf, start)
    assert tail is not None, "the printer writes a plain cross-reference table"
    lines = tail[2].splitlines()
    offsets = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}
    objects = _objects(pdf, offsets, start)
    first_cells, other_cells = _body_cells(objects)
    for number in first_cells:
        objects[number] = _as_row_header(objects[number])
    for number in other_cells:
        objects[number] = _without_own_headers(objects[number])
    for number, text in objects.items():
        if found := _STREAM_END.search(text, max(0, len(text) - 40)):
            objects[number] = text[: found.start()] + b"\r" + found[0]
    return _written(pdf[: min(offsets.values())], objects, tail)


def _objects(pdf: bytes, offsets: dict[int, int], end: int) -> dict[int, bytes]:
    """Return every object by number, in the order they stand in the file."""
    in_order = sorted(offsets, key=lambda number: offsets[number])
    ends = [*(offsets[number] for number in in_order[1:]), end]
    return {
        number: pdf[offsets[number] : until] for number, until in zip(in_order, ends, strict=True)
    }


def _body_cells(objects: dict[int, bytes]) -> tuple[list[int], list[int]]:
    """Return the numbers of the first cells of the rows of all bodies, and of their other cells."""
    bodies = {int(found[1]) for text in objects.values() if (found := _BODY.match(text))}
    rows = [found for text in objects.values() if (found := _ROW.match(text))]
    cells = [[int(kid) for kid in row[2].split()[::3]] for row in rows if int(row[1]) in bodies]
    return [row[0] for row in cells], [number for row in cells for number in row[1:]]


def _as_row_header(cell: bytes) -> bytes:
    head, slash, rest = cell.partition(b"/S/TD/")
    assert slash, "a row of a body begins with a cell"
    if _OWN_HEADERS.search(rest):
        return head + b"/S/TH/" + _OWN_HEADERS.sub(_ROW_SCOPE, rest, count=1)
    if b"/A[" in rest:
        return head + b"/S/TH/" + rest.replace(b"/A[", b"/A[" + _ROW_SCOPE, 1)
    return head + b"/S/TH/A[" + _ROW_SCOPE + b"]/" + rest


def _without_own_headers(cell: bytes) -> bytes:
    return _OWN_HEADERS.sub(b"", cell, count=1).replace(b"/A[]", b"", 1)


def _written(head: bytes, objects: dict[int, bytes], tail: re.Match[bytes]) -> bytes:
    parts, offsets, at = [head], dict[int, int](), len(head)
    for number, text in objects.items():
        offsets[number] = at
        parts.append(text)
        at += len(text)
    lines = [
        b"%010d%s" % (offsets[number], line[10:]) if number in offsets else line
        for number, line in enumerate(tail[2].splitlines(keepends=True))
    ]
    parts += [b"xref\n0 %s\n" % tail[1], *lines, tail[3], b"startxref\n%d\n%%%%EOF" % at]
    return b"".join(parts)
