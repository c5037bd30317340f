"""Every finding a chapter can ask for by name."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from samdrift.annualreport.findings import charts, sentences
from samdrift.annualreport.findings.measures import BALANCE, BY_KEY, result_and_budget
from samdrift.annualreport.findings.records import Records, own_rows
from samdrift.annualreport.findings.sentences import Finding
from samdrift.kernel.figures import Figure
from samdrift.kernel.rounding import percent
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.ports import RowKind
from samdrift.reporting.wording import in_words, sentence

type Finder = Callable[[Records], Finding | None]

BALANCE_REQUIREMENT = "ledger.balance-requirement"
DEPARTMENT_OUTCOME = "ledger.department-outcome"
GOALS, CONTROLS = "goals.assessment", "internalcontrol.followup"
LAST_YEAR_OF_KRL = 2018
CHAPTER_OF_LAW = {True: "11 kap. 12 § kommunallagen (2017:725)",
                  False: "8 kap. 5 a § kommunallagen (1991:900)"}  # fmt: skip

SATISFIED = {
    1: "Betyget 4 eller 5 av 5 gavs för {what_1} av {share_1} av dem som svarade.",
    2: "Betyget 4 eller 5 av 5 gavs för {what_1} av {share_1} och för {what_2} av {share_2} av dem "
    "som svarade.",
    3: "Betyget 4 eller 5 av 5 gavs för {what_1} av {share_1}, för {what_2} av {share_2} och för "
    "{what_3} av {share_3} av dem som svarade.",
}
"""What is said of one, two and three things that were asked about."""


def solidity(records: Records) -> Finding | None:
    """Say how large a part of the assets is paid for with equity, with both amounts."""
    equity, assets = (records.cell(BALANCE, row, "year") for row in ("equity", "assets"))
    if equity is None or assets is None:
        return None
    now = _solidity(equity.figure, assets.figure)
    if now is None:
        return None
    told = sentences.told(
        "Eget kapital var {equity} och tillgångarna {assets}.", equity=equity, assets=assets
    )
    return sentences.together((told, _solidity_told(now, records)))


def _solidity_told(now: str, records: Records) -> Finding:
    equity, assets = (records.cell(BALANCE, row, "last-year") for row in ("equity", "assets"))
    then = _solidity(equity.figure, assets.figure) if equity and assets else None
    if not then:
        return sentences.told(
            "Soliditeten, eget kapital i förhållande till tillgångarna, var {now}.", now=now
        )
    return sentences.told(
        "Soliditeten, eget kapital i förhållande till tillgångarna, var {now} "
        "({then} {last_year}).",
        now=now, then=then, last_year=records.last_year,
    )  # fmt: skip


def _solidity(equity: Figure, assets: Figure) -> str | None:
    if equity.value is None or assets.value is None or assets.money.ore <= 0:
        return None
    share = percent(equity.money.ore, assets.money.ore, decimals=0)
    words = str(int(share or 0)).replace("-", "\N{MINUS SIGN}")
    return f"{words}\N{NO-BREAK SPACE}%"


def balance_requirement(records: Records) -> Finding | None:
    """Say what the balance requirement's result came to, and whether it is met."""
    cell = records.cell(BALANCE_REQUIREMENT, "carried", "year")
    cell = cell or records.cell(BALANCE_REQUIREMENT, "balance-result", "year")
    if cell is None or cell.figure.value is None:
        return None
    told = sentences.told("Årets balanskravsresultat är {result}.", result=cell)
    if cell.figure.money.ore >= 0:
        met = "Balanskravet är uppfyllt och det finns inget underskott att återställa."
        return sentences.together((told, sentences.told(met)))
    settled = sentences.told(
        "Underskottet ska regleras under de närmast följande tre åren, senast {year} ({law}).",
        year=records.year + 3, law=in_words(CHAPTER_OF_LAW[records.year >= 2018]),
    )  # fmt: skip
    return sentences.together((told, settled))


def cash(records: Records) -> Finding | None:
    """Say what the year's cash flow was, and what was left at its end."""
    flow, closing = (records.cell("ledger.cash-flow", row, "year") for row in ("year", "closing"))
    if not (_known(flow) and _known(closing)) or flow is None or closing is None:
        return None
    return sentences.told(
        "Årets kassaflöde blev {flow}, och vid årets slut fanns {closing} i likvida medel.",
        flow=flow, closing=closing,
    )  # fmt: skip


def debts(records: Records) -> Finding | None:
    """Say what the long-term debts were."""
    return sentences.against(
        sentences.Compared(
            "De långfristiga skulderna",
            records.year,
            _worth(records.cell(BALANCE, "long-term", "year")),
            records.cell(BALANCE, "long-term", "last-year"),
            records.last_year,
        ),
        verb="var",
    )


def own_investments(records: Records) -> Finding | None:
    """Say how the own investments stand to their budget."""
    return _outcome_and_budget(records, "investments.own")


def member_investments(records: Records) -> Finding | None:
    """Say how the investments made for members stand to their budget."""
    return _outcome_and_budget(records, "investments.members")


def _outcome_and_budget(records: Records, table: str) -> Finding | None:
    outcome, budget = (records.cell(table, "total", column) for column in ("outcome", "budget"))
    if not _known(outcome) or outcome is None:
        return None
    if not _known(budget) or budget is None:
        return sentences.told("Utfallet är {outcome}.", outcome=outcome)
    return sentences.told(
        "Utfallet är {outcome} av en budget på {budget}.", outcome=outcome, budget=budget
    )


def sick_leave_by_sex(records: Records) -> Finding | None:
    """Say how sick leave differs between women and men."""
    women, men = (records.cell("staff.sick-leave", row, "percent") for row in ("women", "men"))
    if not (_known(women) and _known(men)) or women is None or men is None:
        return None
    return sentences.told(
        "Bland kvinnor var den {women} och bland män {men}.", women=women, men=men
    )


def long_term_sick_leave(records: Records) -> Finding | None:
    """Say how much of all sick leave is in spells of sixty days or more."""
    share = records.cell("staff.sick-leave", "long-term", "percent")
    if not _known(share) or share is None:
        return None
    if not share.figure.value:
        return sentences.told("Ingen sjukfrånvaro varade 60 dagar eller mer.")
    return sentences.told(
        "Av all sjukfrånvaro hörde {share} till fall på 60 dagar eller mer.", share=share
    )


def satisfied(records: Records) -> Finding | None:
    """Say how many were satisfied with each thing they were asked about."""
    asked = (("courtesy", "bemötandet"), ("competence", "kompetensen"),
             ("feedback", "återkopplingen"))  # fmt: skip
    told = [
        (in_words(words), cell)
        for row, words in asked
        if (cell := records.cell("servicedesk.satisfaction", row, "share")) is not None
        and _known(cell)
    ]
    if not told:
        return None
    gaps: dict[str, sentences.Part] = {}
    for at, (words, cell) in enumerate(told, start=1):
        gaps |= {f"what_{at}": words, f"share_{at}": cell}
    return sentences.told(SATISFIED[len(told)], **gaps)


def soonest_and_latest(records: Records) -> Finding | None:
    """Say how large a share was solved within a day and within a week."""
    day, week = (records.cell("servicedesk.resolution-times", "year", key) for key in ("1d", "1w"))
    if not (_known(day) and _known(week)) or day is None or week is None:
        return None
    return sentences.told(
        "Inom ett dygn löstes {day} av ärendena och inom en vecka {week}.", day=day, week=week
    )


def goals(records: Records) -> Finding | None:
    """Say how many sub-goals got a high, a middling and a low grade, and how many none."""
    table = records.told(GOALS)
    if table is None:
        return None
    rows = [row for row in own_rows(table) if row.kind is RowKind.ITEM]
    grades = [_grade(row.figures[0]) for row in rows]
    groups = (
        (sum(1 for grade in grades if grade is not None and grade >= 4), "betyg 4 eller 5"),
        (sum(1 for grade in grades if grade == 3), "betyg 3"),
        (sum(1 for grade in grades if grade is not None and grade <= 2), "betyg 1 eller 2"),
        (sum(1 for grade in grades if grade is None), "inget betyg"),
    )
    told = [
        sentence("{count} har fått {grade}", count=count, grade=in_words(words))
        for count, words in groups
        if count
    ]
    return sentences.told(
        "Av {goals}: {grades}.",
        goals=sentences.counted(len(rows), "delmål", "delmål"),
        grades=sentences.listed(told),
    )


def controls(records: Records) -> Finding | None:
    """Say how many controls the plan held, and how high the highest risk was."""
    table = records.told(CONTROLS)
    if table is None:
        return None
    rows = [row for row in own_rows(table) if row.kind is RowKind.ITEM]
    count = sentences.counted(len(rows), "kontroll", "kontroller")
    cells = [records.cell(CONTROLS, row.key, "risk") for row in rows]
    known = [cell for cell in cells if cell is not None and cell.figure.value]
    if not known:
        return sentences.told("Planen för internkontroll innehöll {count}.", count=count)
    highest = max(known, key=lambda cell: Decimal(cell.figure.number))
    return sentences.told(
        "Planen för internkontroll innehöll {count}. Det högsta riskvärdet är {highest} av högst "
        "16.",
        count=count, highest=highest,
    )  # fmt: skip


def cost_centre(records: Records, number: str) -> Finding | None:
    """Say whether a cost centre cost more or less than its budget, and by how much."""
    cell = records.cell(DEPARTMENT_OUTCOME, "net", "deviation", cost_centre=number)
    if cell is None or cell.figure.value is None:
        return None
    if not cell.figure.value:
        return sentences.told("Nettokostnaden följde budgeten.")
    template = (
        "Nettokostnaden blev lägre än budgeten, en avvikelse på {deviation}."
        if cell.figure.money.ore > 0
        else "Nettokostnaden blev högre än budgeten, en avvikelse på {deviation}."
    )
    return sentences.told(template, deviation=cell)


def carried_forward(records: Records) -> Finding | None:
    """Say what the cost centres together take on into the next year."""
    cell = records.cell("ledger.carry-forward", "total", "closing")
    if cell is None or not cell.figure.value:
        return None
    template = (
        "Tillsammans tar kostnadsställena med sig ett överskott till {year}: {closing}."
        if cell.figure.money.ore > 0
        else "Tillsammans tar kostnadsställena med sig ett underskott till {year}: {closing}."
    )
    return sentences.told(template, year=records.year + 1, closing=cell)


def _grade(figure: Figure) -> Decimal | None:
    return None if figure.value is None else Decimal(figure.number)


def _known(cell: LiveFigure | None) -> bool:
    return cell is not None and cell.figure.value is not None


def _worth(cell: LiveFigure | None) -> LiveFigure | None:
    return cell if cell is not None and cell.figure.value else None


def _members(table: str, column: str, what: str, verb: str) -> Finder:
    return lambda records: charts.most_by_member(records, table, column, what, verb=verb)


FINDINGS: dict[str, Finder] = {
    **{key: measure.finding for key, measure in BY_KEY.items()},
    "result-and-budget": result_and_budget,
    "solidity": solidity,
    "balance-requirement": balance_requirement,
    "cash": cash,
    "debts": debts,
    "own-investments-and-budget": own_investments,
    "member-investments-and-budget": member_investments,
    "sick-leave-by-sex": sick_leave_by_sex,
    "long-term-sick-leave": long_term_sick_leave,
    "satisfied": satisfied,
    "within-a-day": soonest_and_latest,
    "goals": goals,
    "controls": controls,
    "carried-forward": carried_forward,
    "busiest-month": charts.busiest_month,
    "most-computers": _members("assets.computers", "computer", "datorer", "finns i"),
    "most-connections": _members("fibre.connections", "year", "nya fiberanslutningar",
                                 "gjordes i"),
    "most-access-points": _members("assets.access-points", "access_point", "accesspunkter",
                                   "finns i"),
    "most-group-accounts": _members("assets.group-accounts", "account.group", "gruppkonton",
                                    "finns i"),
    "most-cards": _members("assets.id-cards", "total", "tjänstekort", "finns i"),
}  # fmt: skip
