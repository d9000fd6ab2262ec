"""Who asks, what kind of applicant it is, and where the land is: personal data, for readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.parcel_places import first_alone
from features.facts.sections import Part
from features.facts.values import flat, value_span
from vigie.domain.fact import ApplicantKind, Fact, Facts

_PUBLIC = re.compile(
    r"^(?:l[ea']\s?)?(?:commune|mairie|ville|departement|region|etat|collectivite|communaute|metropole|"
    r"conseil (?:departemental|regional|general)|syndicat (?:mixte|intercommunal|des eaux)"
    r"|s\.?i\.?v\.?(?:o\.?m|u)|office public|oph\b|universite|centre hospitalier|hopital|ccas|"
    r"sdis|etablissement public|ministere|prefecture|regie|chambre (?:d'agriculture|de commerce)"
    r"|direction (?:departementale|regionale)|onf\b|rectorat|service departemental|agglomeration|"
    r"montpellier mediterranee|hlm\b|college|lycee|public)"
    r"|\b(?:communaute (?:de communes|d'agglomeration)|metropole|office public|oph|"
    r"habitat public)\b"
)
_COMPANY = re.compile(
    r"\b(?:s\.?\s?c\.?\s?i|s\.?\s?a\.?\s?r\.?\s?l|s\.?a\.?s(?:\.?u)?|e\.?u\.?r\.?l|s\.?n\.?c|"
    r"s\.?c\.?c\.?v|s\.?c\.?e\.?[av]|g\.?a\.?e\.?c|e\.?a\.?r\.?l|g\.?f\.?a|s\.?c\.?p|s\.?c\.?o\.?p|"
    r"s\.?e\.?m|s\.?p\.?l"
    r"|sa|s\.a\.?|sica|scea|selarl|sccv|scia|sasu|gie|sci|sem|sa d'hlm|societe|ste|entreprise|ets|"
    r"etablissements|association|asso|copropriete|syndicat des coproprietaires|syndic|cooperative|"
    r"cave cooperative"
    r"|groupe|holding|fondation|compagnie|immobiliere?s?|promotion|promoteur|amenagement|invest|"
    r"habitat|energies?|france|telecom|orange|enedis|sncf|cabinet|indivision|mutuelle|company|"
    r"developpement|foncier|fonciere)\b"
)
_PERSON = re.compile(
    r"^(?:m\.?|mm\.?|mme\.?|mlle|melle|mr\.?|monsieur|madame|mademoiselle|messieurs|mesdames|"
    r"consorts|epoux|docteur|maitre|m\. et mme|m\. ou mme)(?=[\s.])|\b(?:monsieur|madame|mme|"
    r"consorts)\b"
)
_STOP = re.compile(
    r"(?:[,;]|\s-)?\s*\b(?:demeurant|domiciliee?s?|representee?s?|dont le siege|ayant son siege|"
    r"residant|pour\b|en vue|sur un terrain|agissant|n[ée]e? le|adresse|siret|siren|sise?|"
    r"et enregistre|le \d|concernant|relative|ayant pour|situe|de meurant|"
    r"ne peut|est (?:refuse|accorde|retire|autorise)e?)"
    r"|[,;(]|\n\s*(?:\d|[a-z' -]*\b\d{5}\b|n\s?°|surface|pour\b|b\.?p\.?|rue|avenue|chemin|route|"
    r"place|allee|impasse|lieu|lotissement|vu\b|cadre|le maire|demande\b|residence|quartier|mas\b|"
    r"domaine|"
    r"zone|za|zac)|\s+\d{1,4}[, ]*(?:bis |ter )?(?:rue|avenue|av\.|chemin|ch\.|route|place|allee|"
    r"impasse|boulevard|bd|lotissement|cours|quai|square|traverse|montee)\b|\b\d{5}\b"
)
_REQUEST = re.compile(
    r"\b(?:par|(?<!au )nom de|pour le compte de|au benefice de)\s+"
    r"(?!l[ea'] ?(?:maire|president|prefet|sdis|ddt|conseil|service|commission|tribunal|present|"
    r"adjoint|"
    r"etablissement public|architecte|gestionnaire|autorite|code|regle))(?=(?:m\.|mm\.|mme|mlle|"
    r"mr|monsieur|madame|messieurs|la |le |l'|sci|sarl|sas|earl|gaec|sa |societe|association|"
    r"consorts|eurl|sccv|snc|scea|indivision|commune))"
)
_ALONE = re.compile(
    r"(?m)^\s*(?P<name>(?:(?:s\.?a\.?s\.?u?|s\.?a\.?r\.?l|s\.?c\.?i|sccv|snc|eurl|e\.?a\.?r\.?l|"
    r"g\.?a\.?e\.?c|s\.?c\.?e\.?a|g\.?f\.?a)\.?\s+|(?:s\.?a|societe|association)\.?\s+"
    r"(?!de la|des? |du ))[a-z][^\n:]{2,80})$"
)
_KIND = re.compile(
    r"[\s|:]*(?:particulier|personne (?:physique|morale))\b[\s|:]*"
    r"(?:(?:nom|denomination|raison sociale)\s*:\s*)?"
)
_BETWEEN = re.compile(
    r"[—–·|][ ]*(?P<name>(?:m\.|mme|mlle|monsieur|madame)[ ](?!le |la )[^\n—–·|:;,]{4,60}?)"
    r"[ ]*(?=[—–·|])"
)
_ASKS = re.compile(
    r"(?:\A|\n|[.;:]\s)\s*(?P<name>(?:m\.|mme|mr|mlle|monsieur|madame|messieurs|"
    r"(?:la |le )?(?:sci|sarl|"
    r"sas|eurl|sccv|societe|earl|gaec|scea|association))\s[^,;:\n]{3,60}?)"
    r"(?:,[^;]{0,140}?,?)?\s+(?:a|ont)\s+(?:declare|depose|presente|sollicite|demande|formule)\b"
)
_SALUTATION = re.compile(r"(?m)^\s*(?:madame|monsieur)\s*,\s*$")
# The holder of the act that a transfer, a retrait, a certificate recalls.
_WRITTEN_TO = re.compile(
    r"\n\s*(?:a\s*\n\s*)?(?P<name>(?:monsieur|madame|m\.|mme|mr|mlle|messieurs|consorts|sci|sarl|"
    r"sas)"
    r"[. ][^\n,:]{4,60})\n[^\n]{0,60}\n?[^\n]{0,60}\b\d{5}\b"
)
_HOLDER = re.compile(
    r"\b(?:accordee?|delivree?|octroyee?|accordant|delivrant|octroyant|notifiee?|consentie?|prise?|opposee?)s?\b[^.;]{0,60}?\s"
    r"(?:a|au|aux)\s+(?:l[ae]\s+)?(?=(?:m\.|mm\.|mr\.?\s|mme|mlle|monsieur|madame|messieurs|sci\b|"
    r"sarl\b|sas\b|earl\b|gaec\b|societe|association|consorts|eurl\b|sccv\b|snc\b|scea\b|"
    r"indivision))"
)
_SITE_END = re.compile(
    r"(?:[,;]|\s-)?\s*\b(?:cadastree?s?|parcelles?\s+(?:n|[a-z]{1,2}\s?\d|cadastr)|section\s+(?:n\b|[a-z]{1,2}\b|\d)|"
    r"references? cadastrale|d'une (?:superficie|contenance|surface)|pour une surface|en zone|"
    r"et cadastre|destination|superficie|surface|\(?parcelle)"
    r"|;|\n\s*(?:vu\b|surface|n\s?°|pour\b|destination|le maire|dossier|cadre|reference)|\.\s*\n"
)


def read_applicant(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Kind and name of the applicant, address of the land."""
    if facts.dossier_number is None and facts.act_type is None:
        return {}
    found: dict[str, Fact[Any]] = {}
    span = _name_span(act)
    if span is not None:
        found["applicant_name"] = fact_at(
            act, flat(act.text.string[span[0] : span[1]]), *span, sure=0.92
        )
        kind = kind_of(act.folded[span[0] : span[1]])
        if kind is not None:
            found["applicant_kind"] = fact_at(act, kind, *span, sure=0.95)
    elif salutation := _SALUTATION.search(act.folded):
        found["applicant_kind"] = fact_at(act, ApplicantKind.PERSON, *salutation.span(), sure=0.8)
    site = _site_span(act)
    if site is not None:
        found["site_address"] = fact_at(
            act, flat(act.text.string[site[0] : site[1]]), *site, sure=0.9
        )
    return found


def kind_of(folded: str) -> ApplicantKind | None:
    """Person, company (any private legal person) or public body; None when it cannot be told."""
    name = " ".join(folded.split())
    if _PUBLIC.search(name):
        return ApplicantKind.PUBLIC_BODY
    if _PERSON.match(name) and not re.match(
        r"^(?:monsieur|madame) l[ea] (?:maire|president|directeur)", name
    ):
        return ApplicantKind.PERSON
    if _COMPANY.search(name):
        return ApplicantKind.COMPANY
    if _PERSON.search(name) or re.fullmatch(
        r"(?!l[ae]s? )[a-z][a-z'-]+(?: (?:de |du |le |la |van |el )?[a-z][a-z'-]+){1,3}", name
    ):
        return ApplicantKind.PERSON
    return None


def _name_span(act: ActText) -> tuple[int, int] | None:
    for hit in act.labelled(Label.APPLICANT):
        span = _trimmed(act, _after_kind(act, value_span(act, hit, lines=3)), _STOP)
        if span is not None and _is_name(act, span):
            return span
    if (above := _above_representative(act)) is not None:
        return above
    for pattern in (_REQUEST, _HOLDER):
        for start, end in act.spans(Part.VISAS, Part.HEADER, Part.OPERATIVE):
            match = pattern.search(act.folded, start, end)
            if match:
                span = _trimmed(act, (match.end(), min(end, match.end() + 120)), _STOP)
                if span is not None:
                    return span
    return _subject(act) or _named_alone(act) or _addressee(act)


def _after_kind(act: ActText, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The value after a ticked box that only says what the applicant is."""
    kind = _KIND.match(act.folded, *span) if span else None
    return (kind.end(), span[1]) if span and kind else span


def _subject(act: ActText) -> tuple[int, int] | None:
    """The subject of a sentence: « Mme Rose VIGUIER, 3 rue Haute, a déclaré le 2 mai … »."""
    for start, end in act.spans(Part.HEADER, Part.VISAS, Part.OPERATIVE):
        if match := _ASKS.search(act.folded, start, end):
            return _trimmed(act, match.span("name"), _STOP)
    return None


def _above_representative(act: ActText) -> tuple[int, int] | None:
    """The company that stands above « représentée par »."""
    for hit in act.labelled(Label.REPRESENTED):
        if act.part_at(hit.start) is not Part.HEADER:
            continue
        above = act.folded[: hit.start].rstrip()
        start = above.rfind("\n") + 1
        if _COMPANY.search(above[start:]) and (span := _trimmed(act, (start, len(above)), _STOP)):
            return span
    return None


def _named_alone(act: ActText) -> tuple[int, int] | None:
    """A company alone in a cell of the head, before any visa."""
    for start, end in act.spans(Part.HEADER):
        for match in (
            *_ALONE.finditer(act.folded, start, end), *_BETWEEN.finditer(act.folded, start, end),
        ):  # fmt: skip
            if span := _trimmed(act, match.span("name"), _STOP):
                return span
    return None


def _addressee(act: ActText) -> tuple[int, int] | None:
    """Of a letter: the person or company it is written to."""
    for start, end in act.spans(Part.HEADER):
        match = _WRITTEN_TO.search(act.folded, start, min(end, start + 900))
        if match and (span := _trimmed(act, match.span("name"), _STOP)):
            return span
    return None


def _is_name(act: ActText, span: tuple[int, int]) -> bool:
    text = act.folded[span[0] : span[1]]
    if re.match(
        r"(?:l[ea] maire|deliberation|declaration|demande|courrier|lettre|"
        r"voie|arrete|le prefet|particulier\b|personne (?:physique|morale)|"
        r"la presente|le conseil|l'autorite|\d)",
        text,
    ):
        return False
    return len(re.sub(r"[^a-z]", "", text)) >= 3 and len(text) < 120


def _trimmed(
    act: ActText, span: tuple[int, int] | None, stop: re.Pattern[str]
) -> tuple[int, int] | None:
    if span is None:
        return None
    start, end = span
    while start < end and act.folded[start] in " \n:,.-|":
        start += 1
    match = stop.search(act.folded, start + 2, end)
    if match:
        end = match.start()
    text = act.folded[start:end].rstrip(" \n,;:.-(")
    return (start, start + len(text)) if len(text) > 2 else None


def _before_parcels(act: ActText, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The address alone, where parcels or an area follow it without a word."""
    if span is None:
        return None
    start, end = span
    area = re.compile(r"\s\d[\d .,]*\s?(?:m2|m²|ha|a)\b").search(act.folded, start, end)
    ends = [first_alone(act, start, end), area.start() if area else None]
    end = min((one for one in ends if one is not None), default=end)
    text = act.folded[start:end].rstrip(" \n,;:.-–—(&|")
    return (start, start + len(text)) if len(text) > 2 else None


def _site_span(act: ActText) -> tuple[int, int] | None:
    for hit in act.labelled(Label.SITE):
        span = _before_parcels(act, _trimmed(act, value_span(act, hit, lines=3), _SITE_END))
        if span is not None and re.search(r"[a-z]{3}", act.folded[span[0] : span[1]]):
            return span
    if (plain := _plain_address(act)) is not None:
        return plain
    pattern = re.compile(
        r"(?:terrain|parcelle|immeuble|propriete|unite fonciere|maison|habitation|villa|batiment|"
        r"construction|local|logement)\s+(?:sise?|situee?)\s+(?:a\s+|"
        r"au\s+)?"
    )
    for start, end in act.spans(Part.VISAS, Part.HEADER, Part.OPERATIVE):
        match = pattern.search(act.folded, start, end)
        if match:
            return _trimmed(act, (match.end(), min(end, match.end() + 130)), _SITE_END)
    return None


_WHOSE = (Label.APPLICANT, Label.REPRESENTED, Label.APPLICANT_ADDRESS)


def _plain_address(act: ActText) -> tuple[int, int] | None:
    """« Adresse » alone is that of the land, unless the applicant stands right before it."""
    before: Label | None = None
    for hit in act.labels:
        plain = act.folded[hit.start : hit.end].strip() == "adresse"
        if plain and before is not None and before not in _WHOSE:
            span = _trimmed(act, value_span(act, hit, lines=3), _SITE_END)
            if (span := _before_parcels(act, span)) is not None:
                return span
        before = hit.label
    return None
