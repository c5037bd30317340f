"""Which words are found by which, and which are not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.sweden.words import analysis, compounds, tokens
from samdrift.sweden.words.lexicon import lexicon
from samdrift.sweden.words.stems import stem

PARADIGMS = """
lösenord: lösenordet lösenorden lösenords lösenordets
dator: datorn datorer datorerna datorns datorernas
nätverk: nätverket nätverken nätverkets
konto: kontot konton kontona kontots
ärende: ärendet ärenden ärendena ärendets
abonnemang: abonnemanget abonnemangen
platta: plattan plattor plattorna
server: servern servrar servrarna servrars
skrivare: skrivaren skrivarna skrivarnas
användare: användaren användarna användarens
behörighet: behörigheten behörigheter behörigheterna
telefon: telefonen telefoner telefonerna
skärm: skärmen skärmar skärmarna
nyckel: nyckeln nycklar nycklarna
nummer: numret numren
program: programmet programmen
system: systemet systemen
licens: licensen licenser licenserna
faktura: fakturan fakturor fakturorna
bok: boken böcker böckerna
mus: musen möss mössen
tangentbord: tangentbordet tangentborden
laptop: laptoppen laptoppar laptops
router: routern routrar routrarna
switch: switchen switchar switcharna switches
fönster: fönstret fönstren
kabel: kabeln kablar kablarna
skolstart: skolstarten skolstarter skolstarterna
lektion: lektionen lektioner lektionerna
anläggning: anläggningen anläggningar anläggningarna
vikariat: vikariatet vikariaten
möte: mötet möten mötena
kalender: kalendern kalendrar kalendrarna
handläggare: handläggaren handläggarna
kommun: kommunen kommuner kommunerna kommunens
förvaltning: förvaltningen förvaltningar förvaltningarna
förening: föreningen föreningar
ansökan: ansökningar ansökningarna
anmälan: anmälningar anmälningarna
bilaga: bilagan bilagor bilagorna
mapp: mappen mappar mapparna
fil: filen filer filerna
app: appen appar apparna
tekniker: teknikern teknikerna
personal: personalen personalens
elev: eleven elever eleverna
lärare: läraren lärarna lärarnas
förälder: föräldern föräldrar föräldrarna
tjänsteman: tjänstemannen tjänstemän tjänstemännen
händelse: händelsen händelser händelserna
kopia: kopian kopior kopiorna
databas: databasen databaser databaserna
brandvägg: brandväggen brandväggar
uppdatering: uppdateringen uppdateringar uppdateringarna
installera: installerar installerade installerat installerad installeras
beställa: beställer beställde beställt beställd beställda beställs
logga: loggar loggade loggat
skriva: skriver skrev skrivit skrivs
ansluta: ansluter anslöt anslutit ansluten anslutna
byta: byter bytte bytt
låsa: låser låste låst
glömma: glömmer glömde glömt
köpa: köper köpte köpt
fungera: fungerar fungerade fungerat
starta: startar startade startat
uppdatera: uppdaterar uppdaterade uppdaterat
ringa: ringer ringde ringt
trasig: trasigt trasiga
långsam: långsamt långsamma långsammare
ny: nytt nya
stor: stort stora större störst
gammal: gammalt gamla äldre
säker: säkert säkra säkrare
öppen: öppet öppna
tom: tomt tomma
digital: digitalt digitala
trådlös: trådlöst trådlösa
flagga: flaggan flaggor
centrum: centret centrumet
schema: schemat scheman
batteri: batteriet batterier
museum: museet museer
kategori: kategorin kategorier
pc: PC:n PC:ar pcn
"""
"""A word, and what it is found by and finds."""

UNKNOWN = """
zorgel: zorgelen zorgelens
plurkning: plurkningen plurkningar plurkningarna
flump: flumpen flumpar flumparna flumpens flumpars
gnurf: gnurfet gnurfen gnurfets
snorkelit: snorkeliten snorkeliter snorkeliterna
trilla: trillan trillor trillorna
frobbla: frobblar frobblade frobblat frobblas
bliffo: bliffot bliffon bliffona
krumpelig: krumpeligt krumpeliga
skvimare: skvimaren skvimarna skvimarnas
"""
"""Words nobody knows: the rules alone."""

COMPOUNDS = """
fiberanslutning: fiber anslutning fiberanslutningen fiberanslutningar
lösenordsbyte: lösenord byte lösenordet byten
nätverksskrivare: nätverk skrivare skrivaren
skrivarkö: skrivare kö
utskriftskö: utskrift kö
elevdatorerna: elev dator elever datorer elevdator
kommunstyrelsens: kommun styrelse kommunstyrelse
skolplattformen: skola plattform
bibliotekskatalog: bibliotek katalog
arbetsplatsen: arbete plats arbetsplats
förvaltningschefen: förvaltning chef
dockningsstationen: station dockningsstation
mobilabonnemang: mobil abonnemang abonnemanget
mobiltelefonerna: mobil telefon telefonen mobiltelefon
brandväggsregel: brandvägg regel regler
outlookkalendern: outlook kalender kalendrar
teamsmötet: teams möte möten
serverrummet: server rum servrar
webbplatsen: webb plats
epostadress: epost adress adresser
mejllistan: mejl lista listor
supportärendet: support ärende ärenden
bildskärmen: bild skärm skärmar
skrivbordet: bord
trygghetslarmet: trygghet larm
hemtjänstpersonalen: personal
äldreboendets: äldreboende boende
gymnasieskolan: gymnasieskola skola
ekonomisystemet: ekonomi system systemen
personalsystem: personal system
lönesystemet: lön system
ärendehanteringssystem: ärende system ärendehantering
användarkontot: användare konto konton
behörighetsbeställning: behörighet beställning
säkerhetskopian: säkerhet kopia kopior
patchkabeln: kabel kablar patchkabel
nätverkskabeln: nätverk kabel
strömkabel: ström kabel
laddkabeln: kabel
passerkortet: kort passerkort
fakturanumret: faktura nummer
diarienummer: nummer
serienumret: nummer serienummer
telefonnumret: telefon nummer
projektledaren: projekt ledare
systemförvaltaren: system förvaltare
kontorsprogrammet: kontor program
journalsystemet: system
schemaprogram: schema program
konferensrummets: konferens rum
konferenstelefonen: konferens telefon
nattåget: natt tåg
vårdcentralens: vårdcentral
lärplattorna: platta lärplatta
surfplattan: platta surfplatta
accesspunkten: access punkt
domänkontot: domän konto
licensnyckeln: licens nyckel nycklar
felmeddelandet: fel meddelande meddelanden
startsidan: sida startsida
samhällsbyggnadsförvaltningen: förvaltning
räddningstjänstens: räddningstjänst
fastighetsavdelningen: fastighet avdelning
itavdelningen: it avdelning
kommunfullmäktiges: kommun fullmäktige
skanningsmappen: skanning mapp
digitaliseringsstrategi: digitalisering strategi
informationssäkerhet: information säkerhet
systemuppdateringen: system uppdatering
kalenderbokning: kalender bokning
flurpserver: server servrar
fiberflurpen: fiber
videomötet: video möte
hybridmöten: möte
molntjänsten: tjänst
virtualiseringsserver: virtualisering server
personalkort: personal kort
idkortet: id kort
pcpaketet: pc paket
registerutdraget: register utdrag
biståndshandläggaren: handläggare
"""
"""A compound, and what finds it."""

WRITTEN = (
    ("e-post", "epost e-posten Epost E-POST"),
    ("IT-avdelningen", "IT avdelning it-avdelning ITavdelningen IT-avdelningar"),
    ("PC-1234", "pc-1234 PC1234 pc 1234 PC_1234"),
    ("2026-000123", "2026-000123 000123 123 2026 2026000123"),
    ("anna.ek@kinda.se", "anna.ek@kinda.se ANNA.EK@KINDA.SE anna ek kinda kinda.se"),
    ("srv-01.kinda.local", "srv-01.kinda.local SRV01.kinda.local srv kinda"),
    ("10.20.30.40", "10.20.30.40 10.20.30.40"),
    ("00:1A:2B:3C:4D:5E", "001a2b3c4d5e 00-1A-2B-3C-4D-5E 001a.2b3c.4d5e"),
    ("0494-191 23", "0494-19123 +4649419123 0494191 0494"),
    ("+46 70 123 45 67", "070-1234567 0701234567 0046701234567"),
    ("Windows11", "windows 11 Windows11"),
    ("VPN:et", "vpn VPN"),
    ("SD:s", "SD sd"),
    ("wifi-routern", "wifi router routrar wifirouter"),
    ("Anna-Karin", "anna karin Anna-Karin annakarin"),
    ("Müller", "muller müller MÜLLER"),
    ("Grønbæk", "grönbäk Grønbæk"),
    ("idén", "idé ide idéer"),
    ("O'Brien", "obrien o'brien brien"),
    ("rapport_2026.pdf", "rapport_2026.pdf rapport 2026 pdf"),
    ("ﬁl", "fil filen"),
    ("felanmälan", "felanmälningar felanmälan"),
    ("mailadress", "mejladress mailadress mejladressen"),
    ("lösen", "lösenord lösenordet"),
    ("inköps- och", "inköp inköpet"),
    ("kr/mån", "kr mån"),
)

APART = (
    ("fiber anslutning", "fiberanslutning"),
    ("nätverks skrivare", "nätverksskrivare"),
    ("lösenords byte", "lösenordsbyte"),
    ("skol dator", "skoldator"),
    ("it avdelningen", "it-avdelningen"),
    ("server rummet", "serverrum"),
    ("telefon nummer", "telefonnummer"),
    ("mobil abonnemang", "mobilabonnemang"),
    ("projekt ledaren", "projektledare"),
)

NOT_FOUND = """
underlag: lag
mobil: bil
kontor: konto
kontrakt: kontroll
åker: aker
hår: har
för: for
skrivare: skriva
servering: server
tidning: tid
portal: port
anställning: ställa
uppdrag: drag
förslag: slag
inlägg: lägg
semester: mester
avtal: tal
lösenord: lösning
kassera: kassa
datum: dator
mejl: mil
tangent: tant
bordell: bord
telefon: tele
utbildning: bild
avbild: bild
återkoppling: koppar
ekonom: eko
politisk: polis
kommunal: komma
pc1234: pc12
1234: 123
kinda.se: kin
systematisk: tisk
formell: form
personlig: person
adressera: dress
station: stat
plattform: matta
besked: sked
kopiera: pier
minister: minne
möblera: möte
räkning: kning
användbar: bar
hälsning: hals
produktiv: tiv
notera: tera
barnslig: slig
"""
"""A word, and what must not find it."""


def pairs(table):
    return [
        (word, other)
        for line in table.strip().splitlines()
        for word, _, others in [line.partition(": ")]
        for other in others.split()
    ]


def is_found(question, text):
    """Whether each run of a question is found in a text, as the index would find it."""
    terms = analysis.terms(text)
    there = {*terms.stream, *terms.parts}
    phones = list(tokens.phones(tokens.normal(question)))
    if phones:
        return all(phone.text in there for phone in phones)
    wanted = [analysis.alternatives(run.text) for run in tokens.runs(tokens.normal(question))]
    return all(any(there.issuperset(each) for each in any_of) for any_of in wanted)


@pytest.mark.parametrize(("word", "other"), [*pairs(PARADIGMS), *pairs(UNKNOWN)])
def test_each_form_of_a_word_finds_every_other(word, other):
    assert is_found(word, other)
    assert is_found(other, word)


@pytest.mark.parametrize(("compound", "part"), pairs(COMPOUNDS))
def test_a_compound_is_found_by_its_parts(compound, part):
    assert is_found(part, f"Det gäller {compound} i dag.")


@pytest.mark.parametrize(
    ("written", "asked"), [(text, one) for text, many in WRITTEN for one in many.split()]
)
def test_it_is_found_however_it_is_written(written, asked):
    assert is_found(asked, f"Hej, {written} hos oss!")


@pytest.mark.parametrize(("apart", "together"), APART)
def test_a_compound_finds_itself_written_apart(apart, together):
    assert is_found(together, f"Hej, {apart} hos oss!")


@pytest.mark.parametrize(("word", "other"), pairs(NOT_FOUND))
def test_what_only_looks_alike_is_not_found(word, other):
    assert not is_found(other, word)


def test_there_are_several_hundred_pairs():
    found = pairs(PARADIGMS) + pairs(UNKNOWN) + pairs(COMPOUNDS)
    found += [(text, one) for text, many in WRITTEN for one in many.split()]

    assert len(found) > 500


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("lösenorde", "lösenord"),
        ("nyckl", "nyckel"),
        ("servra", "server"),
        ("flumparn", "flump"),
        ("fiberanslutninge", "fiberanslutning"),
        ("böck", "bok"),
    ],
)
def test_a_word_half_typed_has_the_terms_it_may_become(typed, term):
    assert term in analysis.completions(typed)


def test_what_may_become_too_many_words_has_none():
    assert len(analysis.completions("s")) == 0
    assert analysis.completions("pc-12") == ()
    assert analysis.completions("ööö") == ()


def test_a_letter_that_is_only_a_mark_is_no_word():
    assert analysis.terms("ﾞ").stream == ()
    assert analysis.alternatives("ﾞ") == ()


@given(st.text())
def test_every_word_of_any_text_finds_the_text(text):
    for word in text.split():
        assert is_found(word, text), word


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs", "M", "S")), max_size=40))
def test_a_term_has_only_what_every_index_takes(text):
    terms = analysis.terms(text)
    for term in (*terms.stream, *terms.parts):
        assert term
        assert all(sign.isalnum() or sign in ".@" for sign in term), term
        assert term == term.lower() or not term.isascii()


@given(st.text(alphabet="aåbdeéiklmnorstuvyäö-.@:1 0+4", max_size=40))
@settings(max_examples=500)
def test_what_is_found_does_not_depend_on_case_or_on_how_letters_are_stored(text):
    def terms(said):
        return analysis.terms(said)

    assert terms(text.upper()) == terms(text)
    assert terms(unicodedata.normalize("NFD", text)) == terms(text)


@given(st.text(alphabet="abdefgiklmnoprstuvyåäö", min_size=1, max_size=30))
@settings(max_examples=500)
def test_a_stem_begins_its_word_and_is_not_stemmed_to_nothing(word):
    found = stem(word)

    assert word.startswith(found)
    assert len(found) >= min(len(word), 3)


@given(st.text(alphabet="abdefgiklmnoprstuvyåäö", min_size=1, max_size=20), st.integers(1, 20))
def test_a_word_half_typed_finds_what_is_stemmed_by_rule(word, length):
    typed = word[: min(length, len(word))]
    if word in lexicon().forms or compounds.split(word, lexicon()) or len(typed) < 3:
        return
    found = stem(word)

    assert found.startswith(typed) or found in analysis.completions(typed)


def test_a_very_long_word_is_cut_alike_where_it_is_written_and_where_it_is_looked_for():
    long = "a" * 5000

    assert is_found(long, f"x {long} y")
    assert len(analysis.analysed(long).whole) <= analysis.LONGEST


def test_places_of_runs_and_telephone_numbers_are_those_of_the_text():
    text = tokens.normal("Ring 0494-191 23, säger A\u030asa.")

    assert [run.text_in(text) for run in tokens.runs(text)][-1] == "Åsa"
    assert [phone.text_in(text) for phone in tokens.phones(text)] == ["0494-191 23"]


def test_every_word_of_the_lexicon_finds_itself_in_all_its_forms():
    words = lexicon()
    wrong = [form for form, word in words.forms.items() if not is_found(word, form)]

    assert wrong == []


def test_no_word_of_the_lexicon_is_written_with_a_sign_we_do_not_fold_to():
    wrong = [form for form in lexicon().forms if tokens.fold(form) != form]

    assert wrong == []
