"""Where a mail's own words end and its signature begins. It is kept: it holds the contact."""

import re

from comms.danish.pattern import Pattern

_WISH = (
    r"(?:\w{0,14}hils(?:en|ner|ener)|hilsen|(?:best|kind|warm|many|with\s+kind)?\s*(?:regards"
    r"|wishes)|"
    r"(?:mit\s+)?(?:freundlichen?|viele|beste|herzliche)\s+grü(?:ß|ss)en?)"
)
# Words before it: "de bedste", "med venlig", "mange kærlige"; a verb would make it a sentence.
_BEFORE = (
    r"(?:(?!(?:jeg|vi|der|han|hun|det|en|et|send|sender|giv|få|fik|har"
    r"|og\s+en)\b)[a-zæøåA-ZÆØÅ]{1,16}\s+){0,3}"
)
_GREETING = Pattern(
    rf"""^\W{{0,3}}(?:
      {_BEFORE}{_WISH}(?:\s*[,.!:]?\s*|[,]?\s+(?:fra\s+|til\s+jer\s+)?[^.?:]{{1,45}}[.]?)
    | (?:mvh|m\.?\s?v\.?\s?h|vh|v\.h|kh|k\.h|dbh|d\.b\.h|lg|mfg|vg|bh|mange\s?hils|knus|kram|
        (?:kærligst|venligst|hjerteligst|ærbødigst|bedst|varmest|mange\s+tak\s+og)|
        alt\s+godt|hav\s+(?:det|en)\s.{{2,20}}|ha'?\s?det\s.{{2,20}}
          |pas\s+(?:godt\s+)?på\s+(?:jer|dig|hinanden)|
        vi\s+(?:ses|høres|tales\s+ved)|(?:med\s+)?ønsket?\s+om\s.{{2,30}}|
        (?:fortsat|rigtig)\s+god\s+\w{{3,12}}|
        god\s+(?:weekend|jul|sommer|påske|ferie|vind|arbejdslyst)|
        glædelig\s+jul(?:\s+og\s.{{2,20}})?|godt\s+nytår|på\s+gensyn|(?:guds\s+)?fred
          |de\s+(?:bedste|varmeste
          |kærligste)|
        sincerely|cheers|best|(?:many\s+)?thanks(?:\s+(?:a\s+lot|again|so\s+much|in\s+advance))?|yours(?:\s+\w+)?|kind\s+regards|warmly|take\s+care|tschüss|
        (?:p\.?\s?b\.?\s?v|p\.?\s?v\.?\s?a|e\.\s?b|f\.\s?h|i\.\s?a)\.?
          |på\s+(?:(?:[\wæøå-]+\s+){{1,3}})vegne|
        på\s+vegne\s+af(?:\s+[\wæøå.-]+){{1,6}}|(?:således|sådan)\s+hilser)
      \s?[,.!]?(?:\s+(?:fra\s+)?[\wæøåÆØÅ.&-]+){{0,4}}[,.!]?
    )\s*[♥❤☀🌞😊🙂:)-]{{0,4}}$""",
    re.IGNORECASE | re.VERBOSE,
)
_DEVICE = Pattern(
    r"^(?:sendt\s+(?:fra|med|via)\s+(?:min\s+|mit\s+)?[\w-]+(?:\s+[\w-]+){0,5}|"
    r"sent\s+(?:from|via|with)\s+(?:my\s+|the\s+)?[\w-]+(?:\s+[\w-]+){0,5}|hent\s+outlook.{0,40}|"
    r"get\s+(?:outlook|bluemail).{0,40}|skickat\s+från.{0,40}|von\s+meine[mr]\s.{0,40}"
    r"|envoyé\s.{0,40}|"
    r"virusfri\..{0,60}|virus-free\..{0,60})\.?$",
    re.IGNORECASE,
)
_PICTURE = Pattern(
    r"^\s*(?:\[(?:cid|image|billede|logo|foto)[^\]]*\]|<image\d+\.\w+>|\[\s*\])\s*$", re.IGNORECASE
)
_POSTSCRIPT = Pattern(r"^\W?\W?\W?\W?(?:p\.?\s?s\.?|ps)[\s:.]", re.IGNORECASE)
_SHORT_SLASH = Pattern(r"^/{1,2}\s?[A-ZÆØÅa-zæøå][\w .&-]{0,30}$")
_RULE = Pattern(r"^\s*(?:--|—|–{1,3}|_{3,}|-{3,}|\*{3,}|={3,}|~{3,})\s*$")
_WELL = Pattern(
    r"(?:med\s+[a-zæøå]+(?:\s+[a-zæøå]+){1,4}|(?:ses\s+vi|vi\s+ses|vi\s+glæder\s+os"
    r"|kom\s+glad))[!?.,]{0,3}$",
    re.IGNORECASE,
)
_THANKS = Pattern(r"\btak\W{0,3}$", re.IGNORECASE)  # "På forhånd tak", and the name below
_SOMEBODY = Pattern(
    r"(?:en|et|to|din|jeres|deres|hende|ham|dem|den)\s(?:[\wæøå-]+\s){0,3}[\wæøåÆØÅ.-]*[\wæøåÆØÅ]",
    re.IGNORECASE,
)
_LONG = 12  # words: a line with so many is no line of a signature
_MOST_LINES = 40  # of a signature
_FEW = 10  # lines from the end, within which a mere wish is a goodbye
# What the lines of a signature hold.
_CONTACT = Pattern(
    r"\b(?:tlf|telefon|mobil|direkte|mob|tel|phone|fax|hovednr|hovednummer"
    r"|vagttelefon)\b[^a-z]{0,6}\d|"
    r"^\W?\W?\W?\W?[dtm]\s?[:.]?\s?(?:\+45\s?)?(?:\d\s?){8}\W?\W?\W?\W?$"
    r"|^\W?\W?\W?\W?(?:\+45[ -]?)?\d\d[ .]?\d\d[ .]?\d\d[ .]?\d\d\W?\W?\W?\W?$|"
    r"^\W?\W?\W?\W?(?:e-?mail|mail|web)?\W{0,3}(?:https?://\S+|www\.\S+"
    r"|\S+@\S+\.\w+)\W?\W?\W?\W?$|\b(?:cvr|ean"
    r"|p-nr|konto|reg)\b|"
    r"\b\d{4}\s+[A-ZÆØÅ][a-zæøå]+|\b[A-ZÆØÅ]\w*(?:vej|gade|stræde|allé|alle|plads|torv|vænge"
    r"|parken|stien|boulevard)\s+\d",
    re.IGNORECASE,
)
_ROLE = Pattern(
    r"\b\w{0,20}(?:leder|koordinator|konsulent|formand|forkvinde|medarbejder|rådgiver|sekretær"
    r"|direktør|pædagog|"
    r"sygeplejerske|præst|redaktør|reporter|journalist|kasserer|bestyrelse\w*|frivillig"
    r"|næstformand|studerende|"
    r"terapeut|lærer|læge|jurist|chef|administrator|projektmager|assistent|vejleder|ambassadør"
    r"|forstander|sekretariat\w*)\b",
    re.IGNORECASE,
)
_ADVERT = Pattern(
    r"^\W?\W?\W?\W?(?:følg\s+os|find\s+os|besøg\s+os|læs\s+mere\s+(?:på|om|her)|støt\s"
    r"|bliv\s+(?:medlem"
    r"|frivillig|ven)|"
    r"åbent?\b|åbningstid\w*|træffes|telefontid|kontortid|telefonerne\s+er|facebook|instagram"
    r"|linkedin)",
    re.IGNORECASE,
)
_MATTER = Pattern(
    r"^\W?\W?\W?\W?(?:tid|tidspunkt|hvornår|hvor|sted|dato|pris|entré|tilmeld\w*|frist|program"
    r"|adresse"
    r"|info|kontakt|billetter|"
    r"mødested|start|slut|varighed|arrangør|målgruppe|hvem|hvad|kl)\b\W*[:.]?",
    re.IGNORECASE,
)


def split_signature(text: str, *names: str) -> tuple[str, str]:
    """(what was written, signature). names: what the writer is called, from the header."""
    lines = [line for line in text.split("\n") if not _PICTURE.match(line)]
    own = _own_words(names)
    start = _start(lines, own)
    if start is None:
        return "\n".join(lines).strip(), ""
    body, signature = lines[:start], lines[start:]
    kept = _postscript(signature)
    return "\n".join([*body, *kept]).strip(), "\n".join(
        x for x in signature if x not in kept
    ).strip()


def _own_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word.lower() for name in names for word in re.findall(r"[\w-]{2,}", name) if len(word) > 2
    )


def _start(lines: list[str], own: frozenset[str]) -> int | None:
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        if _is_rule(lines, index):
            return _before_delimiter(lines, index, own)
        if len(bare) <= 60 and (_DEVICE.match(bare) or (_SHORT_SLASH.match(bare) and index)):
            return index
        if _wishes_well(lines, index):
            return index
        if _greets(bare) and _reads_as_signature(lines, index, own):
            return index
        if _names_itself(lines, index):
            return index
    return _block(lines, own)


def _wishes_well(lines: list[str], index: int) -> bool:
    """ "Med sang i hjertet", "Ses vi??": a short line over nothing but a name."""
    if index == 0 or len(lines) - index > _FEW or not _WELL.match(lines[index].strip()):
        return False
    rest = [line.strip() for line in lines[index + 1 :] if line.strip()]
    below = 0 < len(rest) <= 3 and all(len(x.split()) <= 4 for x in rest)
    named = below and rest[0][:1].isupper() and rest[0][-1] not in ".!?:"
    return named and not lines[index - 1].strip()


def _names_itself(lines: list[str], index: int) -> bool:
    """ "En glad kone", "Hende fra 2. sal": who signs without a name, alone at the very end."""
    bare = lines[index].strip()
    last = index > 1 and not lines[index - 1].strip() and not "".join(lines[index + 1 :]).strip()
    return last and len(bare.split()) <= 5 and bool(_SOMEBODY.fullmatch(bare))


def _greets(bare: str) -> bool:
    return len(bare) <= 60 and bool(_GREETING.match(bare))


def _is_rule(lines: list[str], index: int) -> bool:
    """ "-- " (RFC 3676, 4.3) near the end; another rule only where a signature stands below."""
    if len(lines) - index > _MOST_LINES or not _RULE.match(lines[index]):
        return False
    if lines[index].strip() == "--":
        return True
    rest = [line.strip() for line in lines[index + 1 :] if line.strip()]
    return 0 < len(rest) <= 12 and _looks_like_contact(rest)


def _looks_like_contact(rest: list[str]) -> bool:
    """Short lines, and most of them of a signature's kinds."""
    if any(len(line.split()) >= _LONG + 4 for line in rest):
        return False
    return 2 * sum(map(_is_signature_line, rest)) >= len(rest)


def _is_signature_line(line: str) -> bool:
    line = line[:200]
    if _MATTER.match(line):
        return False
    parted = len(re.findall(r"\s[|·•]\s", line)) >= 1
    return parted or any(kind.search(line) for kind in (_CONTACT, _ROLE, _ADVERT))


def _before_delimiter(lines: list[str], index: int, own: frozenset[str]) -> int:
    """A greeting may stand above the "-- " line that the mail program set."""
    above = lines[:index]
    for at in range(max(0, index - 8), index):
        bare = lines[at].strip()
        if _greets(bare) and _reads_as_signature(above, at, own):
            return at
    found = _block(above, own)
    return index if found is None else found


def _reads_as_signature(lines: list[str], index: int, own: frozenset[str]) -> bool:
    """A greeting at the end, and no heading such as "Hilsen fra borgmesteren" with a text below."""
    rest = [line.strip() for line in lines[index + 1 :] if line.strip()]
    opens = not "".join(lines[:index]).strip()
    if opens and any(_greets(line) or len(line.split()) >= _LONG for line in rest):
        return False  # "God sommer!" opens a mail that goes on further down
    named = any(_shares(line, own) for line in [lines[index], *rest[:4]])
    long = [line for line in rest if len(line.split()) >= _LONG and not _POSTSCRIPT.match(line)]
    if not long:
        return True
    return named and len(lines[index].split()) <= 4 and not _shares_fra(lines[index])


def _shares_fra(line: str) -> bool:
    return " fra " in line.lower()


def _shares(line: str, own: frozenset[str]) -> bool:
    return not own.isdisjoint(re.findall(r"[\w-]{3,}", line.lower()))


def _block(lines: list[str], own: frozenset[str]) -> int | None:
    """No greeting: a name of the writer's with short lines below it, at the very end."""
    found, contacts = None, 0
    for index in range(len(lines) - 1, max(-1, len(lines) - 14), -1):
        bare = lines[index].strip()
        if not bare:
            continue
        kind = _is_signature_line(bare)
        contacts += kind
        above = next((x.strip() for x in reversed(lines[:index]) if x.strip()), "")
        if (
            index == 0
            or above.endswith(":")
            or _MATTER.match(bare)
            or len(bare.split()) >= _LONG + 4
        ):
            break
        if not kind and (len(bare.split()) > 6 or bare[-1] in ".!?:"):
            break
        alone = not lines[index - 1].strip()
        named = _shares(bare, own) and (len(bare.split()) <= 6 or kind)
        card = contacts >= 2 and kind and index < len(lines) - 1
        thanks = bool(_THANKS.search(lines[index - 1]))
        whole = bool(own) and own.issuperset(re.findall(r"[\w-]{3,}", bare.lower())) and named
        if (alone and (named or card)) or (whole and found is None and (contacts or thanks)):
            found = index
    return found


def _postscript(signature: list[str]) -> list[str]:
    """A P.S. belongs to the text; it ends at the next empty line."""
    for index, line in enumerate(signature):
        if _POSTSCRIPT.match(line):
            rest = signature[index:]
            end = next((i for i, later in enumerate(rest) if not later.strip()), len(rest))
            return ["", *rest[:end]]
    return []
