"""Every forecast that was made of a cost centre at a tertial."""

from __future__ import annotations

from samdrift.followup import queries
from samdrift.followup.ports import Expected
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.ledger import queries as ledger
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.listed import Line, Listed
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.wording import in_words, sentence

_COLUMNS = (
    RecordColumn("made_at", "När", Kind.MOMENT),
    RecordColumn("amount", "Väntat resultat"),
    RecordColumn("because", "Varför"),
    RecordColumn("made_by", "Av"),
)


def _told(origin: Origin) -> tuple[Expected, ...]:
    scope = dict(origin.scope)
    key = int(scope["tertial"]), scope["cost-centre"]
    return queries.forecasts(origin.span.start.year).get(key, ())


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    centre = scope["cost-centre"]
    name = dict(ledger.cost_centres(origin.span.start.year)).get(centre, centre)
    whole = in_words("hela organisationen")
    return sentence(
        "prognoser från tertial {tertial} för {centre}",
        tertial=scope["tertial"],
        centre=name or whole,
    )


def _amount(origin: Origin) -> Figure | None:
    told = _told(origin)
    return Figure(told[-1].amount, Unit.MONEY, (origin,)) if told else None


def _words(told: Expected, origin: Origin) -> str:
    """Return an amount as words: what was expected before is no part of a sum."""
    return swedish_figure_with_unit(Figure(told.amount, Unit.MONEY, (origin,)), Scale.TKR)


def _list(origin: Origin) -> Listed:
    return Listed(
        _COLUMNS,
        tuple(
            Line(number, (each.at, _words(each, origin), each.because, each.by))
            for number, each in enumerate(_told(origin))
        ),
    )


OFFERS = (
    RecordSource(
        key=queries.FORECASTS,
        title="Prognoser",
        columns=_COLUMNS,
        describe=_describe,
        select=_list,
        readd=_amount,
    ),
)
