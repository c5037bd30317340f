"""What was done in the field is taken in once, and never over what somebody else did meanwhile."""

import pytest

from samdrift.assets.errors import CannotKeep
from samdrift.assets.fieldwork import queries, services
from samdrift.assets.fieldwork.services import Done
from samdrift.assets.models import Device, DeviceEvent, Receipt
from samdrift.assets.ports import Told
from samdrift.assets.register.door import Reader
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AGENT, AT, LAPTOP, day
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef" * 2


def handed_over(key=KEY, **told):
    holder = given.person().pk
    return Done(key, "KIN-1", "hand-over", Told(day(2, 2), holder_id=holder), **told)


def take_in(done):
    return services.take_in(done, actor=AGENT, at=AT)


def test_what_is_sent_twice_is_done_once_with_its_signature():
    given.thing("KIN-1")
    done = handed_over(signed_name="Karin", signature="M10 10 L20 20")

    assert (take_in(done), take_in(done)) == (True, False)

    assert DeviceEvent.objects.filter(act="hand-over").count() == 1
    receipt = Receipt.objects.get()
    assert (receipt.signed_name, receipt.signature) == ("Karin", "M10 10 L20 20")


def test_what_was_changed_since_it_was_seen_is_told_of_and_nothing_is_written():
    given.thing("KIN-1")
    seen = Device.objects.get().version
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person("per").pk)

    with pytest.raises(CannotKeep, match="har ändrats sedan du såg den: Utlämnad, Per"):
        take_in(handed_over(seen_version=seen))

    assert Device.objects.get().holder.name == "Per"
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(("key", "tag"), [("x", "KIN-1"), (KEY, "KIN-9")])
def test_what_has_no_number_or_is_of_nothing_is_refused(key, tag):
    given.thing("KIN-1")

    with pytest.raises(CannotKeep):
        take_in(Done(key, tag, "hand-over", Told(day(2, 2))))

    assert not DeviceEvent.objects.filter(act="hand-over").exists()


def test_a_signature_that_cannot_be_read_takes_the_hand_over_back_with_it():
    given.thing("KIN-1")

    with pytest.raises(CannotKeep, match="Namnteckningen"):
        take_in(handed_over(signed_name="Karin", signature="<svg>"))

    assert Device.objects.get().state_id == "stock"


def test_a_phone_takes_along_what_is_in_use_and_the_steps_that_lead_on():
    given.thing("KIN-1", "held", holder=given.person().pk, model="EliteBook")
    given.thing("KIN-2", "recycled")
    given.thing("VIM-1", code="VIM")
    reader = Reader("", sees_people=True, keeps=True, roles=frozenset((Role.AGENT,)))

    found = queries.pocket(reader, "KIN")

    assert [(each.tag, each.words, each.holder) for each in found.things] == [
        ("KIN-1", "EliteBook", "Karin")
    ]
    assert found.is_whole
    acts = [way.act for way in found.ways[f"{LAPTOP} held"]]
    assert acts == ["move", "repair", "take-back", "lose"]
