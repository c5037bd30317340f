"""Work in the field on a phone: a thing handed over where there is no coverage, and sent later."""

import socket
import threading
from contextlib import closing

import pytest
import segno
from django.test import Client
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from tests.web import showing
from tests.web.test_browser import browser, findings, pytestmark
from tests.web.test_browser_desk import helped, served, sign_in
from tests.web.test_browser_whole import PHONE, as_phone
from tests.web.waiting import found, until

from samdrift.assets.models import Device, DeviceEvent, Receipt
from samdrift.assets.tests.given import place, thing

__all__ = ["as_phone", "browser", "helped", "served", "sign_in"]  # Fixtures.

pytestmark = [*pytestmark, pytest.mark.usefixtures("files_of_its_own")]


class Mast:
    """What stands between a phone and the product: taken down, nothing comes through."""

    def __init__(self, address):
        self._leads_to = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._open = socket.create_server(("127.0.0.1", 0))
        self.port = self._open.getsockname()[1]
        self.is_up = True
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                here, _ = self._open.accept()
            except OSError:
                return
            if not self.is_up:
                here.close()
                continue
            there = socket.create_connection(self._leads_to)
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one, other):
        with closing(one), closing(other):
            try:
                while self.is_up and (told := one.recv(65_536)):
                    other.sendall(told)
                other.shutdown(socket.SHUT_WR)
            except OSError:
                return

    def close(self):
        self.is_up = False
        self._open.close()


@pytest.fixture
def mast(served):
    """Return the mast by which the phone reaches the product."""
    built = Mast(served)
    yield built
    built.close()


def is_ready(page):
    return found(page, "[data-field]").get_attribute("data-ready") == "yes"


def says(page, words):
    until(page, lambda opened: words in found(opened, "[data-say]").text, words)


def sign(page):
    """Draw a name with the finger."""
    pad = found(page, ".pen canvas")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", pad)
    ActionChains(page).move_to_element(pad).click_and_hold().move_by_offset(40, 10).move_by_offset(
        -20, 15
    ).release().perform()


def take_along(page, mast, screen):
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    page.get(f"http://127.0.0.1:{mast.port}/inventarier/falt/")
    until(page, is_ready)
    assert findings(page) == []
    Select(found(page, "#field-organisation")).select_by_value("KIN")
    found(page, "[data-take] [type=submit]").click()
    says(page, "Klart att arbeta utan täckning.")


def hand_over(page):
    """Have the thing signed for, from what the phone has with it."""
    found(page, "#field-tag").send_keys("kin-1")
    found(page, "[data-find] [type=submit]").click()
    until(page, lambda opened: "EliteBook" in found(opened, "[data-about]").text)
    Select(found(page, "#field-act")).select_by_visible_text("Lämna ut")
    found(page, "#field-holder").send_keys("karin@kinda.example")
    found(page, "#field-signed").send_keys("Karin Lindqvist")
    sign(page)
    assert findings(page) == []
    found(page, "[data-do] [type=submit]").click()


def reopen(page):
    page.refresh()
    until(page, is_ready)


def test_a_thing_is_handed_over_without_coverage_and_sent_once_when_it_is_back(
    helped, mast, sign_in, as_phone
):
    place()
    thing("KIN-1", model="EliteBook")
    page = sign_in(helped.agent, "/", width=360)
    take_along(page, mast, as_phone)

    mast.is_up = False
    reopen(page)
    hand_over(page)
    says(page, "Ingen täckning. Det skickas när den är tillbaka.")
    reopen(page)
    assert found(page, "[data-number]").text == "1"
    assert "KIN-1" in found(page, "[data-queue]").text
    assert not Receipt.objects.exists()

    mast.is_up = True
    found(page, "[data-again]").click()
    says(page, "Allt är skickat.")
    assert page.find_elements(By.CSS_SELECTOR, "[data-queue] li") == []
    device, receipt = Device.objects.get(tag="KIN-1"), Receipt.objects.get()
    assert (device.state_id, device.holder) == ("held", helped.karin)
    assert (receipt.signed_name, receipt.signature[0]) == ("Karin Lindqvist", "M")
    assert DeviceEvent.objects.filter(act="hand-over").count() == 1


def film(path, told):
    """Write what a camera sees that is held before a label: the same picture all the time."""
    wide, high, size = 640, 480, 8
    code = [bytes(row) for row in segno.make(told, error="q", micro=False).matrix_iter(border=4)]
    left, top = (wide - size * len(code)) // 2, (high - size * len(code)) // 2
    light = bytearray(b"\xeb" * (wide * high))
    for at, row in enumerate(code):
        painted = b"".join(b"\x10" * size if dark else b"\xeb" * size for dark in row)
        for line in range(size):
            begun = (top + at * size + line) * wide + left
            light[begun : begun + len(painted)] = painted
    picture = b"FRAME\n" + bytes(light) + b"\x80" * (wide * high // 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + picture * 10)


def test_a_label_held_before_the_camera_is_read_without_coverage_too(
    helped, mast, tmp_path_factory
):
    place()
    thing("KIN-7", model="EliteBook")
    filmed = tmp_path_factory.mktemp("film") / "label.y4m"
    film(filmed, "https://samdrift.example/inventarier/sak/KIN-7/")
    flags = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={filmed}",
    )
    session = Client()
    session.force_login(helped.agent)
    with showing.chromium(tmp_path_factory.mktemp("camera"), *flags) as page:
        page.get(f"http://127.0.0.1:{mast.port}/logga-in/")
        page.add_cookie({"name": "sessionid", "value": session.cookies["sessionid"].value})
        take_along(page, mast, PHONE)
        assert page.execute_script("return 'BarcodeDetector' in window") is False

        mast.is_up = False
        reopen(page)
        found(page, "[data-scan]").click()
        until(page, lambda opened: "EliteBook" in found(opened, "[data-about]").text)

        assert found(page, "[data-do] h2").text == "KIN-7"
        assert not found(page, "video").is_displayed()
        assert [
            each for each in page.get_log("browser") if "Content Security" in each["message"]
        ] == []
