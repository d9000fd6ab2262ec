"""The parts of an act: what may be read where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein


class Part(StrEnum):
    """A part of an act."""

    HEADER = "header"  # letterhead, title, cartouche
    VISAS = "visas"
    REASONS = "reasons"  # considérants
    OPERATIVE = "operative"  # articles of the decision
    SIGNATURE = "signature"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Section:
    """A span [start, end) of the text of an act; ``article`` counts operative articles from 1."""

    part: Part
    start: int
    end: int
    article: int | None = None


_ENACTS = re.compile(
    r"^(?:(?:en consequence|par ces motifs),?\s+)?"
    r"(?:(?:monsieur |madame )?(?:le|la) (?:maire|prefete?|presidente?)[^:.]{0,60}?[ ,]+)?"
    r"(?:a\s?r\s?r\s?[e3&]\s?t\s?[e3](?:\s?n\s?t)?|d\s?e\s?c\s?i\s?d\s?e|"
    r"c\s?e\s?r\s?t\s?i\s?f\s?i\s?e|atteste|(?:arret|decid|certifi|attest)ons|"
    r"a\s?r\s?r\s?e\s?t\s?o\s?n\s?s)"
    r"(?:\s+ce qui suit)?[\s:;.–—-]*$"
)
_ENACTING = (
    "arrete", "arretent", "arretons", "decide", "decident", "decidons", "certifie", "certifions",
)  # fmt: skip
_CERTIFIES = re.compile(
    r"^(?:je soussigne|(?:monsieur |madame )?l[ea] (?:maire|president|"
    r"prefet)[^.]{0,80}?\b(?:certifie|atteste|informe)\b)"
    r"|^(?:certifie|decide|arrete|atteste)\s*:?\s+(?:qu[e']|ce qui)"
)
IN_LETTERS = {
    "premier": 1, "premiere": 1, "un": 1, "unique": 1, "deux": 2, "second": 2, "seconde": 2,
    "deuxieme": 2, "trois": 3, "troisieme": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10,
}  # fmt: skip
_NUMBER = rf"(1er|ler|[il1]\s?er|{'|'.join(IN_LETTERS)}|[0-9]{{1,2}}|[ivxl]{{1,4}})"
_ARTICLE = re.compile(
    rf"^a[rn]t[il1]c[il1]es?\s+(?:n\s?°\s*)?{_NUMBER}\b(?!\s*(?:du code|de la loi|des? ))"
    rf"|^art(?:\.\s*|\s+)(?:n\s?°\s*)?{_NUMBER}\b(?!\s*(?:du code|de la loi|des? ))"
    rf"|^a[rnit][tlf]\s?[.,]\s*{_NUMBER}\b(?!\s*(?:du code|de la loi|des? ))"
    r"|^(a[rn]t[il1]c[il1]e)\s+(?=[l1|i]e\b)"
)
_ARTICLE_HEAD = re.compile(
    r"^(?:a[rn]t[il1]c[il1]es?\s+|a[rnit][tlf]\s?[.,\s]\s*)\S{1,8}\s*[:.)\-]*\s*"
)
_VU = re.compile(
    r"^[-*•.]?\s*(?:[0-9]{1,2}\s?[.)°]\s*)?(?:au\s+)?vus?\b(?!e)(?!\s+(?:et\s+)?(?:pour|bon))"
)
_ARTICLE_NUMBER = rf"(?:[0-9]{{1,2}}|1er|ler|{'|'.join(IN_LETTERS)}|[ivx]{{1,4}})"
# Where a line that runs on begins another part: a second visa, a reason, an article.
_RUNS_ON = re.compile(
    r"(?:(?<=[;.,:])|(?<=maire)|(?<=maire,)|(?<=\)))[ ]+"
    r"(?=(?:au\s+)?vus?\s+(?:l[ea]s?\s|l'|son\s|notamment|"
    r"ensemble|d[eu]\s|la\s|ses\s|ma\s)|considerant\s)"
    rf"|(?<=[.;:)])[ ]+(?=(?:article|art\.)\s+{_ARTICLE_NUMBER}\s*(?:er)?\s*[:.\-)])"
    r"|(?:(?<=\barrete)|(?<=\bdecide)|(?<=\bcertifie))[ ]*[:–—-]?[ ]+"
    rf"(?=(?:article|art\.)\s+{_ARTICLE_NUMBER}\s*(?:er)?\s*[:.\-–—)])"
)
_REASON = re.compile(r"^[-*•.]?\s*c\s?o\s?n\s?s\s?i\s?d\s?e\s?r\s?a\s?n\s?t|^[-*•]?\s*attendu\b")
_SIGNED = re.compile(
    r"^(?:fait|signe|delivre)\s+(?:a|en mairie|le|ce jour)\b"
    r"|^(?:a\s+)?[a-z' -]{2,40},\s*(?:le|ce)\s*"
    r"(?:(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\s)?"
    r"(?:[0-9:]|$)"
    r"|^le\s*:?\s*[0-9il|o](?: ?[0-9il|o])?(?:er)?[ ]+[a-z]{3,9}[.,]?[ ]+(?:19|20)[0-9]{2}\.?$"
    r"|^(?:a\s+)?[a-z' -]{2,40},\s*le\s+[a-z -]{2,20}\s+deux mil"
    r"|^(?:pour )?(?:le|la|l') ?(?:maire|president|presidente|prefet|prefete|adjointe?|"
    r"vice-president)\b(?:[^.:]{0,60})$"
    r"|^(?:[a-z' -]{2,40},\s*)?[0-9il|o](?: ?[0-9il|o])?(?:er)?[ ]+[a-z]{3,9}[.,]?[ ]+"
    r"(?:19|20)[0-9]{2}\.?$"
    r"|^(?:p/|par delegation|pour le maire|pour la maire|pour l'autorite)"
)
BOILERPLATE_START = (
    r"informations? a lire attentivement",
    r"a lire attentivement",
    r"[a-z ,'-]{0,30}informations? (?:importantes?|generales|utiles)\b",
    r"voies? et delais? (?:et voies? )?de recours",
    r"delais? et voies? de recours",
    r"recours\s*:?$",
    r"l[ea] (?:ou les |\(ou les\) )?(?:demandeur|destinataire|beneficiaire|titulaire|declarant|"
    r"petitionnaire)s?(?: \(?ou les [a-z]+\)?)?(?: d[e'] [^.]{3,60})?(?: qui [^.]{3,60})? (?:peut|"
    r"peuvent) (?:contester|saisir|commencer)",
    r"si vous (?:entendez|souhaitez|desirez) contester",
    r"vous pouvez contester",
    r"duree de validite\b(?! restant)",
    r"validite (?:de |du |:)",
    r"conformement a l'article r\.?\s?\*?424-17",
    r"l[ea] (?:presente )?(?:permis|autorisation|decision|declaration)[^.]{0,60} est perime",
    r"commencement des travaux",
    r"affichage\s*(?:[:.-]|$|du permis|sur le terrain)",
    r"(?:l'|cette |la presente )?autorisation(?: est|\s*:)? (?:acquise|definitive|"
    r"delivree sous reserve)",
    r"caractere (?:definitif|executoire)",
    r"le permis n'est definitif",
    r"l'autorisation n'est definitive",
    r"attention\s*:?\s*(?:l[ea'] ?(?:permis|autorisation|decision|presente)|$)",
    r"droits? des tiers",
    r"l[ea'] ?(?:present )?(?:permis|autorisation|decision|"
    r"certificat)[^.]{0,50} (?:est )?delivre[es]* sous reserve du droit",
    r"obligation de souscrire",
    r"assurances? dommages?[- ]ouvrages?",
    r"l'assurance dommages",
    r"l[ea] presente? (?:decision|arrete|acte|autorisation|copie)[^.]{0,60}(?:est|sera) transmis",
    r"(?:la presente decision|le present arrete|l'ampliation|ampliation|copie)[^.]{0,50} (?:est|"
    r"sera) (?:notifie|affiche|adresse|publie|transmis|execut)",
    r"ampliation",
    r"prolongation de (?:la validite|l'autorisation)",
    r"prorogation de (?:la validite|votre)",
    r"taxes? d'(?:urbanisme|amenagement)\s*(?:[:.-]|$)",
    r"retrait\s*(?:[:.-]|$)",
    r"(?:dans le delai de|dans un delai de) trois mois apres la date d[ue]",
    r"il peut etre saisi d'un recours",
    r"nota\b",
    r"rappels?\s*:",
    r"le tribunal administratif (?:de [a-z-]+ )?peut etre saisi",
    r"traitement (?:informatise|des donnees)",
)
# « Le 2 mai 2024, à Gignac » under the last sentence; never in the middle of one.
LONG_LINE = 45  # characters of a line that fills its page or its column
_DATED = re.compile(
    r"^le\s+(?:[0-9]{1,2}(?:\s?er)?\s+[a-z]{3,9}\s+[0-9]{4}|"
    r"[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]"
    r"\s?[0-9]{2,4})(?:,?\s*(?:a\s+[a-z' -]{2,40})?[,.]?$|"
    r"(?:,|\s*[–—-]\s)[^.;]*\b(?:maire|adjointe?|president|"
    r"prefet))"
)
_BOILERPLATE = re.compile(r"^[-*•.()0-9\s]*(?:" + "|".join(BOILERPLATE_START) + ")")


def line_spans(folded: str) -> list[tuple[int, int]]:
    """Spans of the lines of a text, cut where a line runs on into another visa or article."""
    spans, start = [], 0
    for line in folded.split("\n"):
        first = start
        for match in _RUNS_ON.finditer(line):
            spans.append((first, start + match.end()))
            first = start + match.end()
        spans.append((first, start + len(line)))
        start += len(line) + 1
    return spans


def cut(folded: str) -> tuple[Section, ...]:
    """Sections of an act, in order, without a gap."""
    cutter = _Cutter(folded)
    for index in range(len(cutter.lines)):
        cutter.step(index)
    return cutter.finish()


class _Cutter:
    """Walks down the lines; what a line opens depends on what is open."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.lines = line_spans(folded)
        self.sections: list[Section] = []
        self.part = Part.HEADER
        self.article: int | None = None
        self.start = 0
        self.enacted = False
        visas = (i for i, (a, b) in enumerate(self.lines) if _VU.match(folded[a:b].strip()))
        self.last_visa = max(visas, default=-1)

    def step(self, index: int) -> None:
        """Looks at one line and opens the section that it begins."""
        start, end = self.lines[index]
        line = self.folded[start:end].strip()
        if not line:
            return
        opened = self._opens(index, line)
        if opened is not None:
            self._open(start, *opened)

    def finish(self) -> tuple[Section, ...]:
        """Closes the last section."""
        self._open(len(self.folded), Part.BOILERPLATE, None)
        return tuple(self.sections)

    def _open(self, start: int, part: Part, article: int | None) -> None:
        if start > self.start:
            self.sections.append(Section(self.part, self.start, start, self.article))
        self.part, self.article, self.start = part, article, start

    def _opens(self, index: int, line: str) -> tuple[Part, int | None] | None:
        if self._enacts(index, line):
            self.enacted = True
            return Part.OPERATIVE, None
        article = self._article(line)
        if article is not None:
            rest = _ARTICLE_HEAD.sub("", line)
            return (
                (Part.BOILERPLATE, None) if _BOILERPLATE.match(rest) else (Part.OPERATIVE, article)
            )
        if not self.enacted:
            return self._opens_before(line)
        return self._opens_after(index, line)

    def _enacts(self, index: int, line: str) -> bool:
        if self.enacted:
            return False
        if _CERTIFIES.match(line):
            return True
        recited = self.part in (Part.VISAS, Part.REASONS)
        if not _ENACTS.match(line):
            return recited and _is_nearly_enacting(line)
        if recited:
            return True
        by_author = line.startswith(("le ", "la ")) and line.endswith(":")
        if by_author or line.startswith(("decide", "certifie", "d e c")):
            return index > self.last_visa  # else it stands in the title, over the visas
        following = self.folded[self.lines[index][1] : self.lines[index][1] + 40].strip()
        return bool(_ARTICLE.match(following))

    def _article(self, line: str) -> int | None:
        match = _ARTICLE.match(line)
        if match is None:
            return None
        if not self.enacted and self.part not in (Part.VISAS, Part.REASONS, Part.HEADER):
            return None
        self.enacted = True
        return article_number(next(filter(None, match.groups()), "1"))

    def _opens_before(self, line: str) -> tuple[Part, int | None] | None:
        if _VU.match(line):
            return None if self.part is Part.VISAS else (Part.VISAS, None)
        if _REASON.match(line):
            return None if self.part is Part.REASONS else (Part.REASONS, None)
        if _BOILERPLATE.match(line) and self.part is not Part.HEADER:
            return Part.BOILERPLATE, None
        return None

    def _opens_after(self, index: int, line: str) -> tuple[Part, int | None] | None:
        if _BOILERPLATE.match(line):
            return None if self.part is Part.BOILERPLATE else (Part.BOILERPLATE, None)
        if self.part is Part.SIGNATURE:
            return None
        above = self.folded[: self.lines[index][0]].rstrip()
        if line.startswith("le ") and line.endswith(".") and _runs_on(above):
            return None
        if line[:1].isdigit() and _GOVERNS.search(above):
            return None
        if _SIGNED.match(line) or (_DATED.match(line) and above.endswith((".", ";", ":", ")"))):
            return Part.SIGNATURE, None
        return None


# A date that such a word leads belongs to the sentence: « soit jusqu'au / 21 novembre 2026 ».
_GOVERNS = re.compile(r"\b(?:au|du|le|des|les|et|a|en|d'ici)$")


def _runs_on(above: str) -> bool:
    """Whether the last line of a text is a long one that no point closes: its sentence goes on."""
    last = above.rsplit("\n", 1)[-1]
    return len(last) > LONG_LINE and not last.endswith((".", ";", ":", ")", ","))


def _is_nearly_enacting(line: str) -> bool:
    """Whether a line that stands alone is « ARRÊTE » or « DÉCIDE » with one letter misread."""
    letters = "".join(filter(str.isalpha, line))
    return len(line) <= len(letters) + 3 and any(
        Levenshtein.distance(letters, word, score_cutoff=1) <= 1 for word in _ENACTING
    )


def article_number(printed: str) -> int:
    """1 for « 1er », « ler », « I », « unique »; the number otherwise."""
    text = printed.replace(" ", "")
    if text.isdigit():
        return int(text)
    if text in IN_LETTERS:
        return IN_LETTERS[text]
    roman = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
    return roman.get(text, 1)
