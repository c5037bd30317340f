"""Waiting for what a page shows, while the page may turn under whoever looks."""

from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

TURNED = "does not belong to the document"
"""What Chromium says of an element whose page was taken away while it was asked."""


def until(page, there, message="", *, seconds=40):
    """Wait for something; what is looked at may be taken away meanwhile by a page that turns."""

    def seen(opened):
        try:
            return there(opened)
        except (NoSuchElementException, StaleElementReferenceException):
            return None
        except WebDriverException as wrong:
            if TURNED not in (wrong.msg or ""):
                raise
            return None

    return WebDriverWait(page, seconds).until(seen, message)


def until_turned(page, press):
    """Press something and wait for the page that comes; the one before it is asked nothing more."""
    before = page.find_element(By.TAG_NAME, "html")
    press()
    until(page, lambda opened: opened.find_element(By.TAG_NAME, "html") != before)


def found(page, selector):
    """Wait for what a page shows; without scripts a press returns before the page has come."""
    return until(page, lambda opened: opened.find_elements(By.CSS_SELECTOR, selector))[0]


def says(page, words):
    """Wait until a page says something."""
    return until(page, lambda opened: words in opened.page_source)


def keys(page, *pressed):
    ActionChains(page).send_keys(*pressed).perform()
