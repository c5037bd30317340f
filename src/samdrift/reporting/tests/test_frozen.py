"""A document that is frozen and thawed is the same document, whatever stands in it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.reporting import frozen
from samdrift.reporting.documents import (
    Chart,
    ChartKind,
    Document,
    Emphasis,
    FigureTable,
    Heading,
    ItemList,
    LineBreak,
    Link,
    LiveFigure,
    Paragraph,
    Quote,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, Column, FigureAddress, Row, RowKind, Table

TEXTS = st.text(st.characters(), max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@st.composite
def spans(draw):
    start = draw(DAYS)
    return Span(start, draw(st.none() | st.just(start + timedelta(days=draw(st.integers(0, 99))))))


@st.composite
def figures(draw):
    scope = tuple(draw(st.dictionaries(TEXTS, TEXTS, max_size=2)).items())
    origin = Origin("tests.records", draw(spans()), scope, draw(st.integers(0, 10**9)))
    unit = draw(st.sampled_from(Unit))
    reason = draw(TEXTS)
    value = draw(st.builds(Money, st.integers()) if unit is Unit.MONEY else NUMBERS)
    if reason:
        return Figure(None, unit, (origin,), reason)
    return Figure(draw(st.none() | st.just(value)), unit, (origin, origin))


ASKS = st.builds(Ask, st.integers(1990, 2090), TEXTS, st.none() | DAYS)
ADDRESSES = st.builds(FigureAddress, TEXTS, ASKS, TEXTS, TEXTS)


@st.composite
def tables(draw):
    columns = tuple(
        Column(draw(TEXTS), draw(TEXTS), draw(st.sampled_from(Unit)))
        for _ in range(draw(st.integers(0, 2)))
    )
    rows = tuple(
        Row(
            draw(TEXTS),
            draw(TEXTS),
            tuple(draw(figures()) for _ in columns),
            draw(st.sampled_from(RowKind)),
            draw(TEXTS),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    unit = draw(st.sampled_from(Unit))
    return Table(draw(TEXTS), draw(TEXTS), draw(ASKS), unit, columns, rows, draw(TEXTS))


PLAIN = st.one_of(
    st.builds(Text, TEXTS),
    st.just(LineBreak()),
    st.builds(LiveFigure, figures(), ADDRESSES),
)
INLINES = st.lists(
    st.one_of(
        PLAIN,
        st.builds(Strong, st.tuples(PLAIN)),
        st.builds(Emphasis, st.tuples(PLAIN)),
        st.builds(Link, st.tuples(PLAIN), TEXTS),
    ),
    max_size=3,
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, INLINES, TEXTS)
BLOCKS = st.one_of(
    PARAGRAPHS,
    st.builds(Heading, st.integers(1, 4), INLINES, TEXTS),
    st.builds(ItemList, st.tuples(st.tuples(PARAGRAPHS)), st.booleans()),
    st.builds(Quote, st.tuples(PARAGRAPHS)),
    st.builds(TextTable, TEXTS, st.tuples(TEXTS), st.tuples(st.tuples(TEXTS)), TEXTS),
    st.builds(FigureTable, tables(), TEXTS, st.booleans(), TEXTS, st.just((("a", "b", "c"),))),
    st.builds(
        Chart, st.sampled_from(ChartKind), TEXTS, tables(), st.tuples(TEXTS), st.just(()), TEXTS
    ),
)
IN_SUMMER = st.just(timezone(timedelta(hours=2)))
MOMENTS = st.datetimes(timezones=IN_SUMMER).map(lambda moment: moment.replace(fold=0))
DOCUMENTS = st.builds(
    Document,
    *(TEXTS, TEXTS, TEXTS, st.integers(1990, 2090), TEXTS, MOMENTS),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    scale=st.sampled_from(Scale),
)


def small():
    origin = Origin("ledger.lines", Span.year(2015), (("accounts", "3010"),), 12)
    live = LiveFigure(
        Figure(Money(-1), Unit.MONEY, (origin,)), FigureAddress("t", Ask(2015), "r", "c")
    )
    at = datetime(2016, 3, 21, 12, tzinfo=UTC)
    return Document("Årsredovisning", "", "ITSAM", 2015, "Utkast", at, (Paragraph((live,)),))


@given(DOCUMENTS)
def test_every_value_comes_back_as_it_was(document):
    text = frozen.text_of(document)

    thawed = frozen.thaw(text)

    assert thawed == document
    assert repr(thawed) == repr(document)
    assert frozen.text_of(thawed) == text
    assert text.isascii()


def test_a_decimal_keeps_its_decimals_and_money_its_ore():
    figure = Figure(Decimal("9.10"), Unit.PERCENT, (Origin("a.b", Span.year(2015)),))
    live = LiveFigure(figure, FigureAddress("t", Ask(2015), "r", "c"))
    document = replace(small(), blocks=(*small().blocks, Paragraph((live,))))

    money, percent = (block.children[0] for block in frozen.thaw(frozen.text_of(document)).blocks)

    assert money.figure.money == Money(-1)
    assert str(percent.figure.number) == "9.10"


def test_the_same_document_has_the_same_digest_and_another_has_another():
    text = frozen.text_of(small())

    assert frozen.digest(text) == frozen.digest(frozen.text_of(small()))
    assert len(frozen.digest(text)) == 64
    assert frozen.digest(text) != frozen.digest(frozen.text_of(replace(small(), year=2014)))


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told | {"format": "samdrift-document/9"},
        lambda told: {"document": told["document"]},
        lambda told: told | {"document": ["no document"]},
        lambda told: told | {"document": told["document"] | {"is": "Oddity"}},
        lambda told: told | {"document": told["document"] | {"scale": {"is": "Scale"}}},
        lambda told: told | {"document": {"is": "Money", "ore": "many"}},
        lambda told: told | {"document": told["document"] | {"more": 1}},
    ],
)
def test_what_was_not_frozen_here_is_not_thawed(change):
    told = json.loads(frozen.text_of(small()))

    with pytest.raises(frozen.CannotThaw):
        frozen.thaw(json.dumps(change(told)))


def test_what_is_no_json_is_not_thawed():
    with pytest.raises(ValueError, match="Expecting value"):
        frozen.thaw("nothing")
