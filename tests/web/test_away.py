"""The pages of who is away, of forms that two have changed, and of suppliers' numbers."""

from tests.web.test_pages import words

from samdrift.servicedesk.casework import handing_over
from samdrift.servicedesk.models import Away, Handover, SupplierTerms, Ticket
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting

AWAY = {"valid_from": "2026-03-02", "back_on": "2026-03-09"}


def test_somebody_away_is_told_where_an_assignee_is_chosen(agent, desk):
    assert "Ingen är borta." in words(agent.get("/arenden/borta/"))

    said = agent.post("/arenden/borta/", AWAY | {"user": desk.jonas.pk}, follow=True)
    assert "Jonas Berg från 2026-03-02, åter 2026-03-09 Borta nu" in words(said)
    ticket = desk.ticket()
    assert "Jonas Berg (borta, åter 2026-03-09)" in words(agent.get(f"/arenden/{ticket.number}/"))

    fields = {"assignee_id": desk.jonas.pk, "had-assignee_id": ""}
    given = agent.post(f"/arenden/{ticket.number}/andra/", fields, follow=True)
    assert "Ändringen är sparad. Handläggaren är borta, åter 2026-03-09." in words(given)

    agent.post(f"/arenden/borta/{Away.objects.get().pk}/ta-bort/")
    assert not Away.objects.exists()


def test_a_form_that_cannot_be_understood_is_told_and_nothing_is_saved(agent, desk):
    told = {"user": desk.jonas.pk, "valid_from": "2026-03-02", "back_on": "2026-03-02"}

    page = agent.post("/arenden/borta/", told)

    assert page.status_code == 422
    assert "Välj en dag då personen är tillbaka" in words(page)
    assert not Away.objects.exists()


def form_of(ticket, **changed):
    """Return what the form beside a ticket sends, as its page had it, but for what is changed."""
    row = Ticket.objects.get(pk=ticket.pk)
    fields = ("assignee_id", "group_id", "kind", "impact", "urgency", "category")
    had = {name: "" if (told := getattr(row, name)) is None else told for name in fields}
    return had | changed | {f"had-{name}": told for name, told in had.items()}


def test_two_who_change_different_fields_are_both_heeded(agent, desk):
    ticket = desk.ticket()
    first, second = form_of(ticket, urgency=1), form_of(ticket, category="Skrivare")

    agent.post(f"/arenden/{ticket.number}/andra/", first)
    said = agent.post(f"/arenden/{ticket.number}/andra/", second, follow=True)

    assert "Ändringen är sparad." in words(said)
    row = Ticket.objects.get(pk=ticket.pk)
    assert (row.urgency, row.category) == (1, "Skrivare")


def test_two_who_change_the_same_field_are_told_both_values(agent, desk):
    ticket = desk.ticket()
    first = form_of(ticket, assignee_id=desk.jonas.pk)
    second = form_of(ticket, assignee_id=desk.anna.pk, category="Skrivare")

    agent.post(f"/arenden/{ticket.number}/andra/", first)
    said = agent.post(f"/arenden/{ticket.number}/andra/", second, follow=True)

    assert (
        "Handläggare: agent har ändrat till Jonas Berg, du ville ha Anna Ek. "
        "Inget är sparat. Välj på nytt om det ska ändras." in words(said)
    )
    row = Ticket.objects.get(pk=ticket.pk)
    assert (row.assignee, row.category) == (desk.jonas, "")


def test_a_suppliers_number_is_written_beside_the_ticket_and_checked(agent, desk):
    ticket = desk.ticket()
    SupplierTerms.objects.create(supplier=desk.supplier, reference_form="INC123456")
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="",
        promised_by=None,
        actor=acting(desk.jonas),
        at=MONDAY,
    )
    route = f"/arenden/{ticket.number}/leverantorens-nummer/"

    wrong = agent.post(route, {"reference": "77"}, follow=True)
    assert "Leverantörens nummer ser ut så här: INC123456. 77 gör inte det." in words(wrong)
    assert Handover.objects.get().reference == ""

    agent.post(route, {"reference": "INC000077", "promised": "2026-03-04"})
    told = Handover.objects.get()
    assert (told.reference, told.promised_by.isoformat()) == (
        "INC000077",
        "2026-03-04T16:00:00+00:00",
    )
