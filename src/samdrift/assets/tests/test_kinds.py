"""Kinds with their own fields and steps: what may be told, and what cannot be taken away."""

import pytest
from hypothesis import given as gave
from hypothesis import strategies as st

from samdrift.assets.choices import FieldSort
from samdrift.assets.errors import CannotKeep
from samdrift.assets.kinds import queries, services, values
from samdrift.assets.kinds.queries import Field
from samdrift.assets.kinds.services import WantedField, WantedStep
from samdrift.assets.kinds.values import BadValue, Known
from samdrift.assets.life import queries as life
from samdrift.assets.models import KindField, LifeStep
from samdrift.assets.tests import given
from samdrift.assets.tests.given import LAPTOP

pytestmark = pytest.mark.django_db
KNOWN = Known({"karin@x.se": 7}.get, {"kin": "KIN", "kinda": "KIN"}, {"KIN-1"}.__contains__)


def field(sort, *, choices=(), is_required=False):
    return Field(
        id=1,
        key="f",
        label="Fält",
        sort=sort,
        choices=choices,
        is_required=is_required,
        is_listed=False,
        kind="tablet",
    )


def labels(kind):
    return [each.label for each in queries.fields_of(kind)]


def test_a_field_is_told_of_the_kinds_below_too_and_of_no_other():
    services.add_field(
        kind="computer.staff", wanted=WantedField("Dockningsstation", is_listed=True)
    )

    assert labels(LAPTOP) == ["Används av", "Operativsystem", "Dockningsstation"]
    assert labels("computer.pupil") == ["Används av", "Operativsystem"]
    assert [each.label for each in queries.listed_fields(LAPTOP)] == [
        "Används av",
        "Dockningsstation",
    ]
    assert queries.listed_fields("") == ()


def test_two_fields_that_are_called_the_same_are_kept_apart():
    for _ in range(2):
        services.add_field(kind="vehicle", wanted=WantedField("Ålder på däck"))

    assert [each.key for each in queries.fields_of("vehicle")][-2:] == [
        "alder_pa_dack", "alder_pa_dack_2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "wanted", "why"),
    [
        ("x", WantedField("A"), "Slaget finns inte"),
        ("tablet", WantedField(" "), "ett namn"),
        ("tablet", WantedField("A", "colour"), "vad fältet innehåller"),
        ("tablet", WantedField("A", "choice", ("en",)), "minst två val"),
    ],
)
def test_a_field_that_cannot_be_is_refused(kind, wanted, why):
    before = KindField.objects.count()

    with pytest.raises(CannotKeep, match=why):
        services.add_field(kind=kind, wanted=wanted)

    assert KindField.objects.count() == before


def test_what_things_say_cannot_be_taken_away():
    given.thing(values={"use": "Elever"})
    row = KindField.objects.get(kind__key="computer", key="use")

    with pytest.raises(CannotKeep, match="Inventarier säger Elever"):
        services.change_field(
            field_id=row.pk, wanted=WantedField("Åt", choices=("Personal", "Ingen"))
        )
    with pytest.raises(CannotKeep, match="har uppgifter i Används av"):
        services.remove_field(field_id=row.pk)
    services.change_field(field_id=row.pk, wanted=WantedField("Åt", choices=("Personal", "Elever")))

    row.refresh_from_db()
    assert (row.label, row.choices, row.is_listed) == ("Åt", ["Personal", "Elever"], False)
    services.remove_field(field_id=KindField.objects.get(key="queue").pk)
    assert "Skrivarkö" not in labels("printer")
    with pytest.raises(CannotKeep, match="finns inte längre"):
        services.remove_field(field_id=0)


def test_how_long_things_last_is_said_by_the_nearest_kind():
    services.set_lasting(key="computer.staff", label="Personal", life_months=60, price_ore=None)

    told = queries.kind(LAPTOP)
    assert (told.own.life_months, told.lasting.life_months, told.lasting.price_ore) == (
        None,
        60,
        950_000,
    )
    assert queries.lastings()["computer.pupil"].life_months == 36
    for wanted, why in (({"life_months": 0}, "1 till 600"), ({"price_ore": -1}, "mindre än noll")):
        with pytest.raises(CannotKeep, match=why):
            services.set_lasting(
                **({"key": "tablet", "label": "x", "life_months": None, "price_ore": None} | wanted)
            )
    assert queries.kind("x") is None


def test_a_kind_with_steps_of_its_own_has_only_those():
    assert services.take_own_steps(kind="tablet") == len(life.steps_of(LAPTOP))
    with pytest.raises(CannotKeep, match="redan egna"):
        services.take_own_steps(kind="tablet")
    wanted = WantedStep("tablet", "Skänk bort", "returned", "sold", roles=frozenset(("agent",)))
    services.add_step(wanted)
    step = LifeStep.objects.get(kind="tablet", act="skank_bort")

    assert "Skänk bort" in [each.label for each in life.steps_of("tablet")]
    assert "Skänk bort" not in [each.label for each in life.steps_of(LAPTOP)]
    services.shut_step(step_id=step.pk)
    assert "Skänk bort" not in [each.label for each in life.steps_of("tablet")]
    with pytest.raises(CannotKeep, match="finns inte längre"):
        services.shut_step(step_id=step.pk)
    assert services.add_step(wanted).pk == step.pk


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"before": "x"}, "lägen som finns"),
        ({"roles": frozenset()}, "minst en roll"),
        ({"needs": frozenset(("x",))}, "behöva anges"),
        ({"kind": "x"}, "Slaget finns inte"),
    ],
)
def test_a_step_that_cannot_be_is_refused(told, why):
    plain = {
        "kind": "",
        "label": "A",
        "before": "stock",
        "after": "held",
        "roles": frozenset(("agent",)),
    }
    before = LifeStep.objects.count()

    with pytest.raises(CannotKeep, match=why):
        services.add_step(WantedStep(**(plain | told)))

    assert LifeStep.objects.count() == before


@pytest.mark.parametrize(
    ("sort", "written", "kept", "shown"),
    [
        (FieldSort.TEXT, " a ", "a", "a"),
        (FieldSort.NUMBER, "1 200", 1200, "1200"),
        (FieldSort.MONEY, "1 234,50 kr", 123_450, "1234.50"),
        (FieldSort.DATE, "2026-03-31", "2026-03-31", "2026-03-31"),
        (FieldSort.CHOICE, "röd", "Röd", "Röd"),
        (FieldSort.YES_NO, "Ja", True, "ja"),
        (FieldSort.YES_NO, "0", False, "nej"),
        (FieldSort.PERSON, "karin@x.se", 7, "Karin"),
        (FieldSort.ORGANISATION, "Kinda", "KIN", "KIN"),
        (FieldSort.DEVICE, "kin-1", "KIN-1", "KIN-1"),
        (FieldSort.TEXT, " ", None, ""),
    ],
)
def test_what_is_written_is_kept_and_shown(sort, written, kept, shown):
    told = field(sort, choices=("Röd", "Blå"))

    assert values.read(told, written, KNOWN) == kept
    assert values.shown(told, kept, {7: "Karin"}) == shown


@pytest.mark.parametrize(
    ("sort", "written", "why"),
    [
        (FieldSort.TEXT, "x" * 501, "längre än"),
        (FieldSort.NUMBER, "1,5", "heltal"),
        (FieldSort.MONEY, "många", "belopp"),
        (FieldSort.MONEY, "9" * 15, "för stort"),
        (FieldSort.DATE, "31/3", "datum"),
        (FieldSort.CHOICE, "grön", "något av: Röd, Blå"),
        (FieldSort.YES_NO, "kanske", "ja eller nej"),
        (FieldSort.PERSON, "per", "e-postadress"),
        (FieldSort.ORGANISATION, "X", "organisations kod"),
        (FieldSort.DEVICE, "x", "märkningen på en inventarie"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(sort, written, why):
    with pytest.raises(BadValue, match=why):
        values.read(field(sort, choices=("Röd", "Blå")), written, KNOWN)


def test_what_must_be_told_is_asked_for():
    with pytest.raises(BadValue, match="måste fyllas i"):
        values.read(field(FieldSort.TEXT, is_required=True), " ", KNOWN)


def test_a_person_is_known_by_their_address_or_a_name_only_they_have():
    karin = given.person()

    assert values.known().people("karin@kinda.example") == karin.pk
    assert values.known().people("Karin") == karin.pk
    assert values.known().people("ingen") is None
    told = [each for each in queries.fields_of("card") if each.sort == FieldSort.PERSON]
    assert values.people_in(told, [{"issued_by": karin.pk}]) == {karin.pk: "Karin"}


@gave(st.integers(-(10**15), 10**15))
def test_an_amount_that_is_shown_is_read_as_the_same(ore):
    told = field(FieldSort.MONEY)

    assert values.read(told, values.shown(told, ore, {}), KNOWN) == ore
