"""Writes an electronic invoice as UBL, by Peppol BIS Billing 3."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from samdrift.kernel.money import Money
from samdrift.sweden.bankgiro import bankgiro_digits
from samdrift.sweden.identity import OrganisationNumber
from samdrift.sweden.peppol.records import EInvoice, Line, Party

CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE_TYPE, CREDIT_TYPE = "380", "381"
BY_ORGANISATION_NUMBER, BY_GLN = "0007", "0088"
CREDIT_TRANSFER = "30"
DAY = "DAY"
CURRENCY = "SEK"
NO_VAT = "Undantaget från moms"

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def write(invoice: EInvoice) -> bytes:
    """Return an invoice that has no faults as a file."""
    kind = "CreditNote" if invoice.is_credit else "Invoice"
    root = ET.Element(kind, {
        "xmlns": f"{_UBL}{kind}-2",
        "xmlns:cac": f"{_UBL}CommonAggregateComponents-2",
        "xmlns:cbc": f"{_UBL}CommonBasicComponents-2",
    })  # fmt: skip
    sign = -1 if invoice.is_credit else 1
    _head(root, invoice)
    _party(_group(root, "AccountingSupplierParty", "Party"), invoice.seller, is_taxed=True)
    _party(_group(root, "AccountingCustomerParty", "Party"), invoice.buyer, is_taxed=False)
    _payment(root, invoice)
    _sums(root, invoice, sign)
    for place, line in enumerate(invoice.lines, 1):
        _line(root, place, line, sign)
    ET.indent(root)
    told: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return told


def _head(root: ET.Element, invoice: EInvoice) -> None:
    _text(root, "CustomizationID", CUSTOMISATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", invoice.number)
    _text(root, "IssueDate", invoice.issued_on.isoformat())
    if invoice.is_credit:
        _text(root, "CreditNoteTypeCode", CREDIT_TYPE)
    else:
        _text(root, "DueDate", invoice.due_on.isoformat())
        _text(root, "InvoiceTypeCode", INVOICE_TYPE)
    _text(root, "Note", invoice.note)
    _text(root, "DocumentCurrencyCode", CURRENCY)
    _text(root, "BuyerReference", invoice.buyer_reference)
    if invoice.credited:
        _text(_group(root, "BillingReference", "InvoiceDocumentReference"), "ID", invoice.credited)


def _party(parent: ET.Element, party: Party, *, is_taxed: bool) -> None:
    number = OrganisationNumber.parse(party.org_number)
    scheme = BY_GLN if party.gln else BY_ORGANISATION_NUMBER
    _text(parent, "EndpointID", party.gln or number.digits, schemeID=scheme)
    address = _group(parent, "PostalAddress")
    _text(address, "StreetName", party.street)
    _text(address, "CityName", party.town)
    _text(address, "PostalZone", party.postcode)
    _text(_group(address, "Country"), "IdentificationCode", "SE")
    if is_taxed:
        tax = _group(parent, "PartyTaxScheme")
        _text(tax, "CompanyID", number.vat_number)
        _text(_group(tax, "TaxScheme"), "ID", "VAT")
    legal = _group(parent, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    _text(legal, "CompanyID", number.digits, schemeID=BY_ORGANISATION_NUMBER)


def _payment(root: ET.Element, invoice: EInvoice) -> None:
    means = _group(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", CREDIT_TRANSFER)
    if invoice.is_credit:
        _text(means, "PaymentDueDate", invoice.due_on.isoformat())
    _text(means, "PaymentID", invoice.ocr)
    account = _group(means, "PayeeFinancialAccount")
    _text(account, "ID", bankgiro_digits(invoice.bankgiro))
    _text(_group(account, "FinancialInstitutionBranch"), "ID", "SE:BANKGIRO")


def _sums(root: ET.Element, invoice: EInvoice, sign: int) -> None:
    taxes = _group(root, "TaxTotal")
    _amount(taxes, "TaxAmount", invoice.vat, sign)
    for each in invoice.subtotals():
        subtotal = _group(taxes, "TaxSubtotal")
        _amount(subtotal, "TaxableAmount", each.net, sign)
        _amount(subtotal, "TaxAmount", each.vat, sign)
        _category(_group(subtotal, "TaxCategory"), each.vat_percent, reason=NO_VAT)
    sums = _group(root, "LegalMonetaryTotal")
    _amount(sums, "LineExtensionAmount", invoice.net, sign)
    _amount(sums, "TaxExclusiveAmount", invoice.net, sign)
    _amount(sums, "TaxInclusiveAmount", invoice.amount, sign)
    if invoice.rounding:
        _amount(sums, "PayableRoundingAmount", invoice.rounding, sign)
    _amount(sums, "PayableAmount", invoice.payable, sign)


def _line(root: ET.Element, place: int, line: Line, sign: int) -> None:
    kind = "CreditNote" if sign < 0 else "Invoice"
    told = _group(root, f"{kind}Line")
    _text(told, "ID", str(place))
    _text(told, "Note", line.note)
    counted = "CreditedQuantity" if sign < 0 else "InvoicedQuantity"
    _text(told, counted, str(sign * line.days), unitCode=DAY)
    _amount(told, "LineExtensionAmount", line.amount, sign)
    period = _group(told, "InvoicePeriod")
    _text(period, "StartDate", line.first.isoformat())
    _text(period, "EndDate", line.last.isoformat())
    if line.allowance:
        allowance = _group(told, "AllowanceCharge")
        _text(allowance, "ChargeIndicator", "false")
        _text(allowance, "AllowanceChargeReason", line.allowed_for)
        _amount(allowance, "Amount", line.allowance, sign)
    item = _group(told, "Item")
    _text(item, "Name", line.text)
    _category(_group(item, "ClassifiedTaxCategory"), line.vat_percent)
    price = _group(told, "Price")
    _amount(price, "PriceAmount", line.price)
    _text(price, "BaseQuantity", str(line.month_days), unitCode=DAY)


def _category(parent: ET.Element, percent: int, *, reason: str = "") -> None:
    """Tell the rate: standard, or exempt and why."""
    _text(parent, "ID", "S" if percent else "E")
    _text(parent, "Percent", str(percent))
    _text(parent, "TaxExemptionReason", "" if percent else reason)
    _text(_group(parent, "TaxScheme"), "ID", "VAT")


def _amount(parent: ET.Element, name: str, amount: Money, sign: int = 1) -> None:
    _text(parent, name, Money(sign * amount.ore).kronor(), currencyID=CURRENCY)


def _group(parent: ET.Element, *names: str) -> ET.Element:
    """Return a new group within groups."""
    for name in names:
        parent = ET.SubElement(parent, f"cac:{name}")
    return parent


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """Add an element with a text; none where there is nothing to say, for none may be empty."""
    if text.strip():
        ET.SubElement(parent, f"cbc:{name}", attributes).text = text
