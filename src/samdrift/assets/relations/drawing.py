"""A net of things as a drawing: the one that falls at the left, what falls with it step by step."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.assets.relations.queries import Impact

WIDTH, HEIGHT = 168, 40
_ACROSS, _DOWN = 224, 56
MOST_DRAWN = 60
"""More than this is read as a list; a drawing of it would say nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in the drawing, and where it stands."""

    tag: str
    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line from what leans to what it leans on."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines, and how large the drawing is."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawing(impact: Impact, words: str) -> Drawing | None:
    """Return a net as a drawing; None where there is nothing to draw, or too much."""
    if not 0 < len(impact.hits) <= MOST_DRAWN:
        return None
    rows: dict[int, int] = {}
    boxes = {impact.tag: Box(impact.tag, words, 0, 0)}
    for hit in impact.hits:
        at = rows.get(hit.depth, 0)
        rows[hit.depth] = at + 1
        told = hit.model or hit.organisation
        boxes[hit.tag] = Box(hit.tag, told[:24], hit.depth * _ACROSS, at * _DOWN)
    lines = tuple(
        Line(
            boxes[hit.by].x + WIDTH,
            boxes[hit.by].y + HEIGHT // 2,
            boxes[hit.tag].x,
            boxes[hit.tag].y + HEIGHT // 2,
        )
        for hit in impact.hits
        if hit.by in boxes
    )
    width = max(box.x for box in boxes.values()) + WIDTH
    height = max(box.y for box in boxes.values()) + HEIGHT
    return Drawing(width, height, tuple(boxes.values()), lines)
