"""What statements and notes are called."""

TITLES = {
    "ledger.income-statement": "Resultaträkning",
    "ledger.balance-sheet": "Balansräkning",
    "ledger.cash-flow": "Kassaflödesanalys",
    "ledger.balance-requirement": "Balanskravsutredning",
    "ledger.department-outcome": "Utfall mot budget per kostnadsställe",
    "ledger.carry-forward": "Över- och underskott att föra vidare",
    "ledger.note-revenue": "Verksamhetens intäkter",
    "ledger.note-operating-costs": "Verksamhetens kostnader",
    "ledger.note-leasing": "Leasing",
    "ledger.note-depreciation": "Av- och nedskrivningar",
    "ledger.note-financial-income": "Finansiella intäkter",
    "ledger.note-financial-costs": "Finansiella kostnader",
    "ledger.note-overdraft": "Checkräkningskredit",
    "ledger.note-technical-plant": "Mark, byggnader och tekniska anläggningar",
    "ledger.note-equipment": "Maskiner och inventarier",
    "ledger.note-intangible": "Immateriella anläggningstillgångar",
    "ledger.note-other-tangible": "Övriga materiella anläggningstillgångar",
    "ledger.note-financial-assets": "Finansiella anläggningstillgångar",
    "ledger.note-projects-in-progress": "Pågående projekt",
    "ledger.note-leasehold-improvements": "Förbättringsåtgärder i annans fastighet",
    "ledger.note-receivables": "Kundfordringar",
    "ledger.note-prepaid": "Förutbetalda kostnader och upplupna intäkter",
    "ledger.note-other-receivables": "Övriga kortfristiga fordringar",
    "ledger.note-cash": "Kassa och bank",
    "ledger.note-equity": "Eget kapital",
    "ledger.note-pensions": "Pensioner och liknande förpliktelser",
    "ledger.note-provisions": "Avsättningar",
    "ledger.note-loans": "Långfristiga lån",
    "ledger.note-current-liabilities": "Kortfristiga skulder",
    "ledger.note-audit-cost": "Kostnad för räkenskapsrevision",
}


def title_of(table_id: str) -> str:
    """Return a table's title; one of the organisation's own making is called by its id."""
    own = table_id.removeprefix("ledger.").removeprefix("note-").replace("-", " ")
    return TITLES.get(table_id, own.capitalize())
