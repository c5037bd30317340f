"""A passkey in a real Chromium: added by its form, and signed in with and no password."""

from django.contrib.auth.models import User
from selenium.webdriver.common.by import By
from tests.web.conftest import PASSWORD
from tests.web.test_browser import browser, pytestmark
from tests.web.test_browser_desk import served
from tests.web.waiting import found, says, until_turned

from samdrift.secondstep.models import Passkey

__all__ = ["browser", "pytestmark", "served"]  # Fixtures and marks.

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def press(page, selector):
    until_turned(page, found(page, selector).click)


def test_a_key_is_added_and_signs_in_without_a_password(browser, served, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    here = served.replace("127.0.0.1", "localhost")
    User.objects.create_user("eva", password=PASSWORD)
    browser.execute_cdp_cmd("WebAuthn.enable", {})
    browser.execute_cdp_cmd("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    browser.get(f"{here}/logga-in/?next=/min-inloggning/nyckel/")
    browser.delete_all_cookies()
    browser.get(f"{here}/logga-in/?next=/min-inloggning/nyckel/")
    found(browser, "#id_name").send_keys("eva")
    browser.find_element(By.ID, "id_password").send_keys(PASSWORD)
    press(browser, "form .btn-main")

    found(browser, "#key-name").send_keys("Min telefon")
    press(browser, "form[data-passkey] .btn-main")
    says(browser, "Nyckeln är tillagd.")
    browser.delete_all_cookies()
    browser.get(f"{here}/logga-in/nyckel/?next=/min-inloggning/")
    press(browser, "form[data-passkey] .btn-main")

    says(browser, "Min inloggning")
    assert "Min telefon" in browser.page_source
    assert Passkey.objects.get().used_at is not None
    browser.execute_cdp_cmd("WebAuthn.disable", {})
