"""What a person wrote, apart from what was quoted: others' fixtures, and Nordic letters of ours."""

# ruff: noqa: E501, ISC004  Letters stand as programs write them.

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.plumbing.mail import html_text, replies

FIXTURES = Path(
    os.environ.get("SAMDRIFT_FIXTURES") or Path(__file__).parents[6] / "shared" / "fixtures"
)
OTHERS = FIXTURES / "mail-replies"
NAMES = sorted(path.stem for path in (OTHERS / "emails").glob("*.txt"))


def nordic():
    """Yield every letter of our own: its name, its text, and the reply and rest that it holds."""
    text = Path(__file__).with_name("nordic_replies.txt").read_text("utf-8")
    for block in text.split("#### ")[1:]:
        name, _, body = block.partition("\n")
        body = body.removesuffix("\n")
        if "\n@@@@\n" in body:
            reply, rest = body.split("\n@@@@\n")
            yield name, f"{reply}\n\n{rest}\n", reply, rest
        elif "\n@@@<\n" in body:
            reply, rest = body.split("\n@@@<\n")
            yield name, f"{rest}\n\n{reply}\n", reply, rest
        else:
            yield name, body, body, ""


CASES = list(nordic())


def plain(text):
    return text.replace("\r\n", "\n").strip("\n").rstrip()


def unwrapped(text):
    """An attribution that a program broke is told whole: line ends count as blanks."""
    return " ".join(text.split())


@pytest.mark.skipif(not NAMES, reason="the fixtures are not beside the checkout")
@pytest.mark.parametrize("name", NAMES)
def test_letters_that_others_collected_are_split_exactly(name):
    text = (OTHERS / "emails" / f"{name}.txt").read_bytes().decode("utf-8")

    split = replies.split(text)

    assert split.reply == plain((OTHERS / "trimmed" / f"{name}.txt").read_text("utf-8"))
    assert split.rest == plain((OTHERS / "elided" / f"{name}.txt").read_text("utf-8"))


def test_there_are_sixty_nordic_letters_of_our_own():
    assert len(CASES) >= 60
    assert len({name for name, *_ in CASES}) == len(CASES)


@pytest.mark.parametrize(("text", "reply", "rest"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_nordic_letters_are_split_exactly(text, reply, rest):
    split = replies.split(text)

    assert split.reply == reply
    assert unwrapped(split.rest) == unwrapped(rest)


@pytest.mark.parametrize(("text", "reply"), [case[1:3] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_windows_line_ends_change_nothing(text, reply):
    assert replies.split(text.replace("\n", "\r\n")).reply == reply


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\n>-: "), max_size=400))
def test_no_word_of_a_text_is_lost(text):
    split = replies.split(text)

    assert sorted((split.reply + " " + split.rest).split()) == sorted(
        text.replace(replies.CUT, " ").split()
    ) or ("|" in text or ">" in text)


LINES = st.sampled_from([line for case in CASES for line in case[1].split("\n")])


@given(st.lists(LINES, max_size=40))
def test_lines_of_letters_in_any_order_lose_no_word(lines):
    text = "\n".join(lines)

    split = replies.split(text)

    assert sorted(f"{split.reply} {split.rest}".split()) == sorted(text.split())


HTML = [
    (
        '<div dir="ltr">Tack, nu går det!</div><br><div class="gmail_quote"><div class="gmail_attr">'
        "Den tors 12 mars 2015 kl 10:20 skrev Helpdesk &lt;<a href='mailto:h@k.se'>h@k.se</a>&gt;:<br>"
        "</div><blockquote class='gmail_quote'><div>Går det?</div></blockquote></div>",
        "Tack, nu går det!",
    ),
    (
        "<div>Klart.</div><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>Från:</b> Helpdesk"
        "<br><b>Skickat:</b> den 12 mars 2015<br><b>Till:</b> Anna<br></div><div>Är det klart?</div>",
        "Klart.",
    ),
    (
        "<p class=MsoNormal>Stäng ärendet.<o:p></o:p></p><div style='border-top:solid #E1E1E1 1.0pt'>"
        "<p class=MsoNormal><b>Från:</b> Helpdesk &lt;h@k.se&gt;<br><b>Skickat:</b> den 12 mars 2015 10:20"
        "<br><b>Till:</b> Anna<br><b>Ämne:</b> Stänga?</p></div><p>Får vi stänga?</p>",
        "Stäng ärendet.",
    ),
    (
        "<p>Nej</p><div class='moz-cite-prefix'>Den 2015-03-12 kl. 10:20, skrev Helpdesk:</div>"
        "<blockquote type='cite' cite='mid:x'><p>Löst?</p></blockquote>",
        "Nej",
    ),
    (
        "<div>Ja<br><br>Skickat från min iPhone</div><div><br><blockquote type='cite'>12 mars 2015 kl."
        " 10:20 skrev Helpdesk &lt;h@k.se&gt;:<br><br>Ok?</blockquote></div>",
        "Ja",
    ),
    (
        "<div class='moz-cite-prefix'>Den 2015-03-12 kl. 10:20, skrev Helpdesk:</div><blockquote>Vilken?"
        "</blockquote><p>PC1</p><blockquote>Var?</blockquote><p>Rum 2</p>",
        "Den 2015-03-12 kl. 10:20, skrev Helpdesk:\n> Vilken?\n\nPC1\n\n> Var?\n\nRum 2",
    ),
]


@pytest.mark.parametrize(("html", "reply"), HTML)
def test_html_is_split_as_its_text_is(html, reply):
    assert replies.split(html_text.text_of(html)).reply == reply
