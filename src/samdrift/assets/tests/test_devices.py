"""Devices: found by what stands on them, handed out, taken back, and kept as a list tells."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.assets.devices import listing, queries, services
from samdrift.assets.models import Device
from samdrift.assets.ports import Actor
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=SWEDEN)
APRIL = datetime(2026, 4, 1, 9, tzinfo=SWEDEN)
CHEF = Actor("Chef")
LIST = (
    "Märkning;Kommun;Datornamn;Serienummer;Modell;Slag;Användare\n"
    "kin-30277;KIN;kin-pc-277;5cg901;HP EliteBook 840;computer.staff.laptop;Karin@kinda.example\n"
    ";;;;;;\n"
    "KIN-51190;KIN;;;iPhone SE;phone.mobile;\n"
).encode()


@pytest.fixture
def karin(db):
    return somebody("karin")


def somebody(key):
    kinda, _ = Organisation.objects.get_or_create(
        code="KIN", defaults={"name": "Kinda", "role": OrganisationRole.MEMBER, "position": 1}
    )
    return Person.objects.create(
        key=key,
        name=key.title(),
        words=key,
        kind=PersonKind.EMPLOYEE,
        organisation=kinda,
        email=f"{key}@kinda.example",
    )


def kept(content=LIST):
    return services.keep_list(listing.read(content), at=AT)


def test_a_list_is_kept_and_the_same_list_again_changes_nothing(karin):
    assert kept() == services.Kept(new=2, changed=0, unchanged=0)

    (card,) = queries.devices_of(karin.pk)
    assert (card.tag, card.name, card.serial) == ("KIN-30277", "KIN-PC-277", "5CG901")
    assert (card.kind, card.held_since) == ("", DAY)
    assert card.words == "HP EliteBook 840, KIN-PC-277, 5CG901"
    assert kept() == services.Kept(new=0, changed=0, unchanged=2)


def test_a_device_without_a_model_is_told_of_by_its_kind(karin):
    kept(LIST.replace(b"HP EliteBook 840", b""))

    (card,) = queries.devices_of(karin.pk)

    assert card.words == "Bärbar dator, personal, KIN-PC-277, 5CG901"


def test_a_device_that_a_later_list_gives_to_nobody_is_nobodys(karin):
    kept()

    told = kept(LIST.replace(b"Karin@kinda.example", b""))

    assert told == services.Kept(new=0, changed=1, unchanged=1)
    assert queries.devices_of(karin.pk) == ()
    assert Device.objects.get(tag="KIN-30277").held_since is None


@pytest.mark.parametrize("typed", ["KIN-30277", "kin-302", "kin-pc", "5cg9", " KIN-30277 "])
def test_a_device_is_found_by_tag_name_and_serial_number(karin, typed):
    kept()

    assert [card.tag for card in queries.devices_found(typed, limit=5)] == ["KIN-30277"]


@pytest.mark.parametrize("typed", ["", "KI", "30277", "karin lind", "KIN-9"])
def test_what_no_device_begins_with_finds_none(karin, typed):
    kept()

    assert queries.devices_found(typed, limit=5) == ()


def test_who_is_handed_a_device_has_it_instead_of_who_had_it(karin):
    kept()
    per = somebody("per")

    card = services.hand_out(tag="kin-30277", person_id=per.pk, actor=CHEF, at=APRIL)

    assert (card.holder_id, card.held_since) == (per.pk, date(2026, 4, 1))
    assert queries.devices_of(karin.pk) == ()
    with pytest.raises(services.BadDevice, match="står inte längre på den personen"):
        services.take_back(tag="KIN-30277", person_id=karin.pk, actor=CHEF, at=APRIL)
    assert Device.objects.get(tag="KIN-30277").holder == per
    assert (
        services.take_back(tag="KIN-30277", person_id=per.pk, actor=CHEF, at=APRIL).holder_id
        is None
    )


def test_a_tag_that_nothing_has_is_refused(karin):
    with pytest.raises(services.BadDevice, match="ingen utrustning märkt KIN-1"):
        services.hand_out(tag="kin-1", person_id=karin.pk, actor=CHEF, at=AT)


def test_a_list_with_somebody_nobody_knows_is_kept_not_at_all(karin):
    wrong = LIST.replace(b"Karin@", b"karl@").replace(b"KIN-51190;KIN", b"KIN-51190;XXX")

    with pytest.raises(services.BadDevice) as refusal:
        kept(wrong)

    assert str(refusal.value).splitlines() == [
        "Inget är inläst.",
        "Rad 4: organisationen XXX finns inte.",
        "Rad 2: ingen i katalogen har adressen karl@kinda.example.",
    ]
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen är tom"),
        (b"modell;namn\n", "Kolumner saknas: märkning, kommun"),
        ("märkning;kommun\nÅ".encode("latin-1"), "UTF-8"),
        (b"tag,organisation\n,KIN\n", "Rad 2: märkningen saknas"),
        (b"tag,organisation\na,KIN\nA,KIN\n", "Rad 3: A står två gånger"),
        (b"tag,organisation\n%b,KIN\n" % (b"a" * 101), "Rad 2: en uppgift är längre än 100"),
        (b"tag,organisation,model\na,KIN,%b\n" % (b"m" * 201), "Rad 2: modellen är längre"),
    ],
)  # fmt: skip
def test_a_list_that_is_wrong_says_where(content, told):
    with pytest.raises(listing.BadList, match=told):
        listing.read(content)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content):
    try:
        rows = listing.read(content)
    except listing.BadList:
        return
    assert all(row.tag for row in rows)
