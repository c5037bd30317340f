"""The words by which mail programs of many languages mark what they quote."""

from __future__ import annotations

import re

WRITES = re.compile(
    r"(?<!\w)(?:wrote|writes|skrev|skriver|schrieb|schreef|geschreven|a écrit|escribió|ha scritto"
    r"|escreveu|kirjoitti|skrifaði|kirjutas|rakstīja|rašė|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?"
    r"|написал(?:\(а\)|а)?|писал(?:\(а\)|а)?|пишет|пише|написав|yazdı|írta|a scris|escrigué"
    r"|写道|寫道|のメール)(?!\w)"
)
"""That somebody wrote: the word in the line above a quote."""

WRITER_IS_NEAR = re.compile(
    r"^[\s,]*(?:jag|vi|du|ni|han|hon|jeg|eg|de|I|we|you|he|she|ich|wir|je|nous|att|at|that|dass)\b",
    re.IGNORECASE,
)
"""Who follows the word where a person tells of a letter, instead of a program marking one."""

OPENS_QUOTE = re.compile(
    r"^(?:[-–—]{1,5}\s*)?(?:On|Den|Am|Le|El|Il|Op|Em|På|Dne|Dnia|W dniu|Pe|Från|Vid|Kl\.?|Í|Þann"
    r"|(?:mån|tis|ons|tors?|fre|lör|sön|man|tir|tor|fre|lør|søn|mon|tue|wed|thu|fri|sat|sun"
    r"|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|ma|ti|ke|to|pe|la|su"
    r"|mo|di|mi|do|fr|sa|so)[a-zäöåøü]*\.?,?\s+(?:den\s+)?\d|\d|在|于)",
    re.IGNORECASE,
)
"""How the line above a quote begins, where it does not begin with whoever wrote."""

_ROLES = {
    "from": "From|Från|Fra|Frá|Von|Van|De|Da|Lähettäjä|Od|От|Sender|Avsändare|Afsender|Avsender"
    "|Absender|Saatja|发件人",
    "date": "Sent|Date|Skickat|Datum|Sendt|Dato|Dags|Sent at|Gesendet|Gesendet am|Lähetetty"
    "|Päivämäärä|Päiväys|Pvm|Envoyé|Inviato|Data|Enviado|Enviada em|Fecha|Verzonden|Verzonden op"
    "|Wysłano|Отправлено|Дата|Saadetud|Kuupäev|发送时间|Date de envío|Mottaget|Datum och tid",
    "to": "To|Till|Til|Til|An|Vastaanottaja|Kenelle|À|Pour|A|Para|Aan|Do|Кому|Saaja|收件人",
    "copy": "Cc|CC|Kopia|Kopia till|Kopi|Kopio|Kopie|Bcc|Hemlig kopia|Копия",
    "subject": "Subject|Ämne|Rubrik|Emne|Aihe|Efni|Betreff|Objet|Oggetto|Asunto|Assunto|Onderwerp"
    "|Temat|Тема|Teema|主题",
    "other": "Reply-To|Svara till|Svar til|Risposta|Répondre à|Antwort an|Importance|Prioritet"
    "|Priority|Betydelse|Viktighet|Attachments|Bilagor|Bifogade filer|Vedlegg|Anlagen|Liitteet",
}
HEADERS = {
    role: re.compile(rf"^[*_\s]*(?:{names})[*_]*\s*[:：]\**(?:\s|$|[<\"'“”\w])", re.IGNORECASE)
    for role, names in _ROLES.items()
}
"""A header of a quoted letter, as a program writes it in the text: bold or not."""

_QUOTED_MESSAGE = (
    r"original(?:\s+(?:message|meldung|besked|melding|meddelelse|meddelande|viesti|e-?mail|mail"
    r"|appointment))|originalmeddelande|original-?nachricht|ursprungligt\s+(?:meddelande|brev"
    r"|mail|e-postmeddelande)|ursprüngliche\s+nachricht|oprindelig\s+(?:meddelelse|besked|mail)"
    r"|opprinnelig\s+(?:melding|e-post)|alkuperäinen\s+viesti|upprunaleg\s+skilaboð"
    r"|mensaje\s+original|mensagem\s+original|message\s+(?:d['’]origine|original)"
    r"|messaggio\s+originale|oorspronkelijk\s+bericht|исходное\s+сообщение"
    r"|wiadomość\s+oryginalna|forwarded\s+(?:message|mail|by\b.*)|original\s+mail"
    r"|vidarebefordra[td]e?\s+(?:meddelande|brev|mail)|vidarebefordrat\s+e-postmeddelande"
    r"|videresendt\s+(?:melding|meddelelse|besked|e-post|mail)|välitetty\s+viesti"
    r"|edelleen\s*lähetetty\s+viesti|weitergeleitete\s+(?:nachricht|mail)|message\s+transféré"
    r"|mensaje\s+reenviado|messaggio\s+inoltrato|doorgestuurd\s+bericht"
    r"|пересылаемое\s+сообщение|svarat\s+meddelande|reply\s+message|svarsmeddelande"
)
BEGINS_QUOTED_MESSAGE = re.compile(
    rf"^(?:[-–—_=*]{{2,}}\s*(?:{_QUOTED_MESSAGE})\s*(?:[-–—_=*]{{2,}}|:)?"
    r"|(?:Begin\s+forwarded\s+message|Vidarebefordrat\s+(?:brev|meddelande)"
    r"|Påbörja[rd]?\s+vidarebefordrat\s+(?:brev|meddelande)|Början\s+på\s+vidarebefordrat\s+brev"
    r"|Start\s+på\s+videresendt\s+(?:besked|meddelelse|e-mail)"
    r"|Starten\s+på\s+videresendt\s+melding|Videresendt\s+(?:melding|besked)"
    r"|Välitetty\s+viesti\s+alkaa|Anfang\s+der\s+weitergeleiteten\s+(?:Nachricht|E-Mail)):)\s*$",
    re.IGNORECASE,
)
"""The line that begins a quoted or forwarded letter."""

ABOVE_THE_LINE = re.compile(
    r"(?:skriv|svara)\s+(?:ditt\s+svar\s+)?(?:ovanför|över)\s+(?:den\s+här|denna)\s+(?:linje|rad)"
    r"|(?:please\s+)?(?:type|write|reply)\s+(?:your\s+reply\s+)?above\s+this\s+line"
    r"|skriv\s+over\s+denne\s+linje|svar\s+over\s+denne\s+linje",
    re.IGNORECASE,
)
"""What a service desk puts at the top of its letters, so that answers are written above it."""

_THING = (
    r"(?:i?phone|i?pad|ipod|mobil\w*|android\w*|galaxy|samsung\w*|huawei\w*|nokia|xperia|htc|sony"
    r"|telefon\w*|tele?fon|smartphone|handy|puhelime\w*|outlook|mail(?:box)?|e-?post\w*|windows|gmail"
    r"|yahoo|airmail|thunderbird|spark|blackberry|k-9|cell|surface|lumia|läsplatta|surfplatta|tablet"
    r"|proton|ipaden|device|enhet\w*|alcatel|phone|ti-\d+)"
)
MOBILE_SIGNATURES = re.compile(
    r"^(?:"
    rf"[<(\[*_\s]*(?:skickat|skickades|skickad|sänt|sänd|sent|sendt|send)\s+(?:från|via|med|genom|av|fra|from"
    rf"|with|by|using|på)\b.{{0,60}}?\b{_THING}\b.{{0,120}}"
    r"|sent\s+from\s+\[.{0,120}"
    r"|(?:hämta|skaffa|få|get|hent|download|lataa)\s+outlook\s+(?:för|for|til|till|f).{0,160}"
    r"|get\s+\[outlook.{0,160}"
    r"|(?:lähetetty|lähetin)\b.{0,80}"
    r"|(?:[\w-]+\s+)?from\s+(?:my\s+)?(?:mobile|iphone|ipad|phone)\b.{0,30}"
    r"|(?:envoyé\s+(?:depuis|de)|enviado\s+(?:desde|do|de)|inviato\s+da(?:l)?"
    r"|verzonden\s+(?:met|vanaf|via)|verstuurd\s+vanaf|wysłane\s+z|отправлено\s+(?:с|из))\b.{0,80}"
    r"|(?:von\s+meine[mr]\b.{0,60}|gesendet\s+(?:von|mit)\b.{0,60}"
    r"|diese\s+nachricht\s+wurde\s+von\s+meinem\b.{0,80})\s*(?:gesendet)?\.?"
    r"|從我的.{0,40}傳送"
    r"|发自我的.{0,40}"
    r"|(?:detta\s+(?:mail|meddelande|brev)\s+(?:är\s+)?skicka(?:t|des)\s+från"
    r"|dette\s+er\s+sendt\s+fra)\b.{0,80}"
    r")$",
    re.IGNORECASE,
)
"""What a telephone puts under a letter."""

GREETS_AT_END = re.compile(
    r"^[\s*_]*(?:med\s+)?(?:(?:många\s+)?vänlig(?:a|t)?|bästa|varma|hjärtliga|soliga|glada|trevlig"
    r"|best|kind(?:est)?|warm|venlig(?:e)?|vennlig(?:e)?|hyvä\w*|ystävällisi\w*|freundlichen?|beste)?"
    r"[\s,]*(?:hälsning(?:ar)?|hälsn|regards|hilsen|hilsner|helsing|terveis\w+|yhteistyöterveisin"
    r"|grüße(?:n)?|mvh|m\.v\.h\.?|vh|bh|cheers|thanks|tack\s+på\s+förhand)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
"""The greeting at the end of a letter."""

CONTACT = re.compile(
    r"(?:\b(?:tel(?:efon|efax)?|tfn|tlf|mobil(?:e|telefon|nr)?|direkt(?:nr|nummer|tel)?|växel|puh(?:elin)?"
    r"|phone|fax|cell|e-?post|e-?mail|mail|epost|besöksadress|postadress|besök|adress|org\.?\s?nr"
    r"|webb?(?:plats)?|hemsida)\b\s*\.?\s*[:：]?\s*[+(\d\w])"
    r"|\+\d{2}[\s\d()-]{6,}|\b0\d{1,3}\s?[-–/]\s?\d[\d\s]{4,}|https?://|\bwww\.|[\w.+-]+@[\w-]+\.\w|\b\d{3}\s?\d{2}\s+[A-ZÅÄÖ]",
    re.IGNORECASE,
)
"""A line that says how somebody is reached."""

DISCLAIMER = re.compile(
    r"^[\s*_]*(?:(?:detta|det\s+här)\s+(?:e-post\w*|mail\w*|mejl\w*|meddelande\w*|brev)\b.{0,120}"
    r"(?:konfidentiel|sekretess|avsett|avsedd|enbart|endast|innehåll)"
    r"|(?:när|då)\s+du\s+(?:skickar|mejlar|e-postar|kontaktar|skriver).{0,120}"
    r"(?:personuppgift|allmän\s+handling)"
    r"|(?:så\s+(?:här\s+)?(?:behandlar|hanterar)|information\s+om\s+(?:hur|personuppgift)).{0,80}personuppgift"
    r"|.{0,80}behandlar\s+(?:vi\s+)?(?:dina\s+)?personuppgifter"
    r"|(?:e-post|mail)\w*\s+till\s+(?:kommunen|oss).{0,60}allmän\s+handling"
    r"|tänk\s+på\s+miljön|spara\s+på\s+miljön|please\s+consider\s+the\s+environment"
    r"|(?:varning|observera|obs|caution|external|externt?)\s*[:!]?.{0,60}(?:utanför|extern|outside|external)"
    r"|this\s+(?:e-?mail|message|communication)\b.{0,120}(?:confidential|intended|privileged|may\s+contain)"
    r"|(?:the\s+)?information\s+(?:contained\s+)?in\s+this\s+(?:e-?mail|message).{0,80}"
    r"|den(?:ne|na)\s+(?:e-?mail|e-?post|mail|melding)\b.{0,120}(?:fortrolig|konfidensiel|konfidentiel|bestemt|beregnet)"
    r"|tämä\s+(?:viesti|sähköposti)\b.{0,120}(?:luottamuksel|tarkoitettu|salassa)"
    r"|diese\s+e-?mail\b.{0,120}vertraulich)",
    re.IGNORECASE,
)
"""The first line of what a mail system puts under every letter."""
