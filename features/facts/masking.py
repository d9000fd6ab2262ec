"""Text without people, addresses, phones and e-mails.

Rules find what is marked (civility, labels, street words, figures); the small French model is
asked only about lines that still hold a run of capitalised words that the rules do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from features.facts.fold import fold

if TYPE_CHECKING:
    from spacy.language import Language

PERSON, ADDRESS, PHONE, EMAIL = "[PERSONNE]", "[ADRESSE]", "[TÉLÉPHONE]", "[COURRIEL]"

_UP = "A-ZÀ-ÖØ-ÞŒŠŽŸ"
_LOW = "a-zß-öø-ÿœšž"
_WORD = rf"(?:[{_UP}][{_UP}{_LOW}]*['’]?(?:[{_UP}{_LOW}]+)?(?:-[{_UP}{_LOW}]+)*)"
_PARTICLE = r"(?:de|du|des|d['’]|de la|le|la|el|ben|van|von|di|da|dos|DE|DU|D['’]|DE LA|LE|LA|EL|BEN|VAN|al|bin|ould|née?|NÉE?)"  # noqa: E501
_NAME = rf"(?:{_WORD}|[{_UP}]\.)(?:[ \n](?:{_PARTICLE}[ ]?)?(?:{_WORD}|[{_UP}]\.)){{0,4}}"
_CIVILITY = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle|Melle|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|"
    r"MONSIEUR|MADAME|MME|"
    r"M(?=[ ][A-Z])|Maître|Me(?=[ ][A-Z])|Docteur|Dr\.?|[Cc]onsorts|CONSORTS|[ÉEée]poux|ÉPOUX|"
    r"[Ii]ndivision|INDIVISION|[Ff]amille|[Hh]éritiers|[Ss]uccession|veuve|Vve)"
)
_CIVIL = re.compile(
    rf"(?<!\w)({_CIVILITY})((?:[ \n]+(?:et|ou|&)[ ]+{_CIVILITY})?)[ \n]+(?!l[ea]\b|L[ea]\b|LE\b|"
    rf"LA\b)({_NAME})((?:[ ]+(?:et|ou|&|,)[ ]+(?:{_CIVILITY}[ ]+)?{_NAME})?)"
)
_FORENAME_SURNAME = re.compile(
    rf"(?<![\w'’-])([{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)?(?:[ ][{_UP}][{_LOW}]+)?)[ "
    rf"]((?:{_PARTICLE}[ ]?)?[{_UP}][{_UP}'’-]{{2,}}(?:[ ][{_UP}'’-]{{2,}}){{0,2}})(?![\w'’])"
)
_SURNAME_FORENAME = re.compile(
    rf"(?<![\w'’-])([{_UP}][{_UP}'’-]{{2,}})[ "
    rf"]([{_UP}][{_LOW}]{{2,}}(?:-[{_UP}][{_LOW}]+)?)(?![\w'’])"
)
_LABELLED = re.compile(
    rf"((?i:demandeurs?|p[ée]titionnaires?|b[ée]n[ée]ficiaires?|d[ée]clarants?|"
    rf"repr[ée]sent[ée]e?s? par|repr[ée]sentant|suivie? par|instructeur|instructrice|contact|"
    rf"architecte|auteur du projet|g[ée]rante?|signataire|nom|nom et pr[ée]nom|d[ée]pos[ée]e par|"
    rf"pr[ée]sent[ée]e par|^par)\s*(?:\(s\))?\s*:?[ \n]+)({_NAME})",
    re.MULTILINE,
)
_STREET = (
    r"rue|avenue|av\.?|boulevard|bd\.?|bld|chemin|ch\.|che|route|rte|place|pl\.|all[ée]es?|"
    r"impasse|imp\.?|quai|cours|square|traverse|mont[ée]e|passage|sentier|ruelle|"
    r"esplanade|lotissement|lot\.?|r[ée]sidence|r[ée]s\.?|hameau|domaine|mas|quartier|lieu[- ]dit|"
    r"clos|promenade|rond-point|voie|villa|cit[ée]|parc|jardins?|venelle|faubourg|fbg|calade|plan|"
    r"descente|carrefour|draille"
)
_ADDRESS = re.compile(
    rf"(?<![\w/])(?:\d{{1,4}}(?:\s?(?:bis|ter|quater|"
    rf"[A-D]))?(?:\s?[-/]\s?\d{{1,4}})?[ ,]+)(?i:{_STREET})\b[^\n,;.(]{{2,60}}|"
    rf"(?i:\b(?:lieu[- ]dit|lotissement|r[ée]sidence|hameau|quartier|impasse|all[ée]e|chemin|"
    rf"avenue|rue|boulevard))\s+[«\"]?\s?(?:(?:de|du|des|la|le|les|d['’]|"
    rf"l['’])\s?)*[{_UP}][^\n,;.(]{{2,50}}"
)
_POSTAL = re.compile(
    rf"(?<![\w.])\d{{2}}\s?\d{{3}}\s+(?:[{_UP}][\w'’-]*(?:[ -](?:d['’]|de|du|des|la|le|les|l['’]|"
    rf"sur|sous|en|lès|ET|DE|LA|LES)?[ ]?[{_UP}][\w'’-]*)*)(?:\s+(?i:cedex)(?:\s\d+)?)?"
)
_BOX = re.compile(r"\b(?i:b\.?p\.?|c\.?s\.?)\s?\d{2,6}\b")
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+(?:\s?\.\s?[\w-]{2,})+")
_PHONE = re.compile(
    r"(?<![\d-])(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|0)\s?[1-9](?:[\s.\-/]{0,2}\d{2}){4}(?!\d)"
)
_BORN = re.compile(r"\bn[ée]e?s?\s+le\s+[\d/ .\-\w]{6,20}?(?:\s+[àa]\s+[\w' -]{2,30})?(?=[,;\n.)])")
_CAPITALISED = re.compile(rf"(?<![\w\[])[{_UP}][\w'’-]+(?:[ ](?:{_PARTICLE}[ ]?)?[{_UP}][\w'’-]+)+")

_ARTICLE = re.compile(
    r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|[Dd]u|[Dd]es|[Aa]u|[Aa]ux|LE|LA|LES|DU)\s|\b[Ll]['’])$"
)
# Words that stand in capitals in acts and name nobody (folded).
_KNOWN_WORDS = frozenset(
    """
    le la les l du de des d au aux et en un une par pour sur vu vus considerant arrete arretes
    article articles decide certifie maire mairie commune communes ville prefet prefecture prefete
    etat departement herault republique francaise liberte egalite fraternite permis construire
    amenager demolir declaration prealable certificat urbanisme plan local plu plui ppri pprif ppr
    code zone zones adjoint adjointe delegue deleguee president presidente vice communaute
    agglomeration metropole direction departementale territoires mer service services ddtm sdis abf
    udap architecte architectes batiments france enedis montpellier tribunal administratif
    telerecours conseil municipal avis favorable defavorable accord refus opposition non accorde
    refuse retrait transfert prorogation demande dossier numero date depot surface plancher
    destination habitation terrain parcelle parcelles section reference references cadastrale
    cadastrales cadre nature travaux projet objet notification affichage recours informations
    attentivement lire duree validite droits tiers caractere definitif delais voies attention
    assurance dommages ouvrages beneficiaire demandeur petitionnaire janvier fevrier mars avril mai
    juin juillet aout septembre octobre novembre decembre fait signe delegation cachet hotel recu
    envoye affiche publie ngf phe pc pa pd dp cu sci sarl sas eurl gaec earl scea sccv societe
    regie eaux syndicat mixte unite general generale directeur directrice chef bureau monsieur
    madame page annexe donnees fictives demonstration vigie plans saint sainte natura bassin
    versant etang etangs vallee basse haute moyenne nord sud est ouest cadastre superficie emprise
    sol logements logement auteur adresse demeurant nom prenom commission patrimoine culture
    environnement collectivites territoriales loi decret prefectoral construction maison
    individuelle extension garage piscine hangar agricole villa tacite sous reserve prescriptions
    ampliation controle legalite stecal oap padd scot zppaup avap spr psmv znieff zac dpu plh
    sursis annulation octroi caducite destinataire declarant titulaire
    """.split()  # noqa: SIM905 - four hundred words
)


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy  # noqa: PLC0415 - slow to import, and pages that only show acts do without

    return spacy.load(
        "fr_core_news_sm",
        exclude=["parser", "tagger", "morphologizer", "lemmatizer", "attribute_ruler"],
    )


def mask(text: str, names: Iterable[str] = (), *, model: bool = True) -> str:
    """Replaces what identifies a person by a mark in square brackets.

    ``names`` are identities already known (applicant, signatory, address of the land);
    ``model`` asks the small French model about what rules leave.
    """
    masked = _EMAIL.sub(EMAIL, text)
    masked = _PHONE.sub(PHONE, masked)
    masked = _BORN.sub(PERSON, masked)
    people = set(_people(masked))
    masked = _known(masked, names)
    masked = _POSTAL.sub(ADDRESS, _BOX.sub(ADDRESS, _ADDRESS.sub(ADDRESS, masked)))
    masked = _CIVIL.sub(lambda m: f"{m.group(1)} {PERSON}", masked)
    masked = _LABELLED.sub(_labelled, masked)
    for pattern in (_FORENAME_SURNAME, _SURNAME_FORENAME):
        masked = pattern.sub(_unless_known, masked)
    masked = _everywhere(masked, people | {part for name in names for part in _parts(name)})
    return _asked(masked) if model else masked


def _people(text: str) -> Iterator[str]:
    """Names that rules see, word by word: to be masked wherever they come again."""
    for match in _CIVIL.finditer(text):
        yield from _parts(match.group(3) + " " + (match.group(4) or ""))
    for pattern in (_FORENAME_SURNAME, _SURNAME_FORENAME):
        for match in pattern.finditer(text):
            if not _is_known(match.group()):
                yield from _parts(match.group())


def _parts(name: str) -> Iterator[str]:
    for word in re.findall(rf"[{_UP}][\w'’-]{{2,}}", name):
        if not _is_known(word) and not re.fullmatch(_CIVILITY, word):
            yield word


def _is_known(text: str) -> bool:
    """Whether a run of words names nobody: any of its words is one of the words of acts."""
    words = re.findall(r"[a-z]+", fold(text))
    return any(word in _KNOWN_WORDS for word in words if len(word) > 2)


def _known(text: str, names: Iterable[str]) -> str:
    for name in sorted({n for n in names if len(n) > 3}, key=len, reverse=True):
        pattern = r"\s+".join(re.escape(part) for part in name.split())
        mark = ADDRESS if re.search(r"\d", name) else PERSON
        text = re.sub(pattern, mark, text, flags=re.IGNORECASE)
    return text


def _labelled(match: re.Match[str]) -> str:
    return match.group() if _is_known(match.group(2)) else f"{match.group(1)}{PERSON}"


def _unless_known(match: re.Match[str]) -> str:
    return match.group() if _is_known(match.group()) else PERSON


def _everywhere(text: str, words: set[str]) -> str:
    """Every word of a name that was seen, in any case."""
    kept = sorted({w.strip("'’-") for w in words if len(w) > 2}, key=len, reverse=True)
    if not kept:
        return text
    pattern = r"(?<![\w-])(?:" + "|".join(map(re.escape, kept)) + r")(?![\w])"
    return re.sub(pattern, PERSON, text, flags=re.IGNORECASE)


def _asked(text: str) -> str:
    """Asks the model about lines with capitalised words that nothing explains."""
    lines = text.split("\n")
    doubtful = [i for i, line in enumerate(lines) if _is_doubtful(line)]
    if not doubtful:
        return text
    for index, doc in zip(doubtful, _model().pipe([lines[i] for i in doubtful]), strict=True):
        for entity in reversed(doc.ents):
            line = lines[index]
            told = line[: entity.start_char]
            if entity.label_ == "PER" and _is_person(told, entity.text):
                lines[index] = line[: entity.start_char] + PERSON + line[entity.end_char :]
    return "\n".join(lines)


def _is_person(before: str, name: str) -> bool:
    """Whether what the model takes for a person may be one: « le STECAL », « du PADD » are none."""
    if _is_known(name) or "[" in name:
        return False
    alone = re.fullmatch(rf"[{_UP}]{{3,8}}", name)
    return not (alone and _ARTICLE.search(before))


def _is_doubtful(line: str) -> bool:
    return any(not _is_known(m.group()) for m in _CAPITALISED.finditer(line))
