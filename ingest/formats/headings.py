"""What the headings of a sheet of control say: one rule a field, first that fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.formats.cells import plain


class Field(StrEnum):
    """What a column says. The values are the words of the JSON file."""

    __hash__ = str.__hash__  # looked up many times a row; that of enumerations is slow

    NUMBER = "numero_dossier"
    KIND = "type_autorisation"
    SUFFIX = "modificatif_transfert"
    ACTES_ID = "identifiant_ctes"
    COMMUNE = "commune"
    INSEE = "code_insee"
    DECIDED = "date_decision"
    RECEIVED = "date_reception_prefecture"
    EXAMINED = "date_examen"
    WHOLE_FILE = "dossier_entier"
    PIECES_ASKED = "date_demande_pieces"
    PIECES_RECEIVED = "date_reception_pieces"
    RECOURS_SENT = "date_recours_gracieux"
    RECOURS_RECEIVED = "date_ar_mairie"
    ANSWERED = "date_reponse_maire"
    ANSWER = "sens_reponse_maire"
    WITHDRAWN = "retrait"
    DEFERE = "defere"
    JUDGED = "jugement"
    OUTCOME = "suite"
    REMARKS = "observations"
    SELECTION = "motif_selection"
    THEMES = "themes"
    GROUNDS = "moyens"
    IGNORED = "ignore"


@dataclass(frozen=True, slots=True)
class Rule:
    """A heading is ``field`` when it matches all of ``needs`` and not ``never``."""

    field: Field
    needs: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None

    def fits(self, heading: str) -> bool:
        """Whether a heading in plain letters is this field."""
        if self.never is not None and self.never.search(heading):
            return False
        return all(need.search(heading) for need in self.needs)


def _rule(field: Field, *needs: str, never: str | None = None) -> Rule:
    return Rule(
        field, tuple(re.compile(need) for need in needs), re.compile(never) if never else None
    )


_RG = r"\brg\b|\brgs\b|recours gracieux|lettres? d ?observations?|\blo\b|\brecours\b"
_TOWN = r"mairie|maire|commune|collectivite"
_IN = r"recu|recept|arriv|\bar\b|enregistr|teletransmi|transmis"
F = Field
RULES: tuple[Rule, ...] = (
    _rule(F.IGNORED, r"limite|echeance|butoir|delai|forclusion|avant le|lrar|n recommande"),
    _rule(F.IGNORED, r"petitionnaire|demandeur|beneficiaire|titulaire|adresse|parcelle|cadastr"),
    _rule(F.IGNORED, r"signataire|agent|instructeur|redacteur|service|arrondissement|surface|sdp"),
    _rule(F.ACTES_ID, r"actes\b|ctes|teletransmi", r"identifiant|\bid\b|numero|\bn\b|reference"),
    _rule(F.ACTES_ID, r"identifiant.*acte|^id ?actes?$"),
    _rule(F.INSEE, r"insee"),
    _rule(F.PIECES_RECEIVED, r"piece|complement|\bpc\b", rf"{_IN}|retour|reponse|fourni"),
    _rule(F.PIECES_ASKED, r"piece|complement", r"dem|reclam|envoi|envoy|courrier|date|sollicit"),
    _rule(F.RECOURS_RECEIVED, r"\bar\b|recu|recept|notif|accuse", _TOWN, never="reponse"),
    _rule(F.RECEIVED, r"retour", r"controle (de )?legalite|prefecture", never=r"recours|\brg\b"),
    _rule(F.DEFERE, r"saisi\w* (du |de |par )?(ta\b|tribunal)|(ta|tribunal) saisi"),
    _rule(F.ANSWER, r"reponse|\brep\b|retour|position", r"\bsens|\bnature|teneur|contenu|quoi"),
    _rule(F.ANSWERED, r"reponse|\brep\b|retour|position", rf"{_TOWN}|date|\ble\b|^reponse$",
          never=r"signature|\brar\b|consult|avis|expert|instruct"),
    _rule(F.JUDGED, r"jugement|tribunal|decision (du )?ta\b|ordonnance|issue.*(ta|contentieu)"),
    _rule(F.DEFERE, r"defere|refere"),
    _rule(F.WITHDRAWN, r"retrait|retire|abrogation"),
    _rule(F.RECOURS_SENT, _RG, r"date|envo|\bdu\b|\ble\b|transmi|sign|depart|^[^ ]+$|^recours g",
          never=r"theme|moyen|motif|numero|\bn\b|objet|suite|observations? (du|de la) "),
    _rule(F.WHOLE_FILE, r"dossier|transmission", r"complet|entier"),
    _rule(F.EXAMINED, r"date|\ble\b", r"exam|control|analys|verif|etudi|\bvu\b|\bvisa\b|trait",
          never=r"recept|recu|arriv|envoi"),
    _rule(F.RECEIVED, rf"{_IN}", r"pref|\bcl\b|controle|\bsp\b|ctes|etat|representant"),
    _rule(F.RECEIVED, r"^(date )?(d |de |du )?(recept|arriv|recu)|^recu\b|^date ar\b|^ar\b|"
                      r"date.*(recept|arriv|transmi)", never=r"dossier complet|depot|ddtm?\b"),
    _rule(F.DECIDED, r"date|\ble\b|\bdu\b", r"decision|arrete|sign|delivr|\bacte\b|autorisation",
          never=rf"{_IN}|notif|affich|depot|publi|envoi"),
    _rule(F.GROUNDS, r"moyen|illegal|grief|fondement|articles?\b"),
    _rule(F.THEMES, r"theme|thematique|domaine|enjeu"),
    _rule(F.SELECTION, r"motif|origine|selection|critere|raison|pourquoi|saisine"),
    _rule(F.OUTCOME, r"suite|resultat|issue|conclusion|bilan|statut|avancement|^etat|^avis|"
                     r"analyse|controle de legalite|^controle$|"
                     r"(observations?|decision) (du |de )?control",
          never=r"avis (de |d )?(decision|abf|sdis|service)"),
    _rule(F.REMARKS, r"\bobs|remarque|comment|\bnote|divers|precision"),
    _rule(F.SUFFIX, r"modif|transf|\bm t\b|avenant|indice|suffixe", never=r"date"),
    _rule(F.NUMBER, r"dossier|permis|autorisation|\bads\b|\bpc\b|\bdp\b|\bacte\b|demande|\bdau\b",
          r"\bn\b|\bno\b|\bnum|\bref|\bn[ao]s\b|^dossiers?$|^permis$|^pc dp|^autorisation$",
          never=r"date|type|\bnature|objet"),
    _rule(F.NUMBER, r"^(reference|references|numero|num|dossier|dossiers|n ads)$"),
    _rule(F.KIND, r"^type|type (d|de|du)|^nature (d|de) l? ?(acte|autor|dossier)|^categorie$"),
    _rule(F.COMMUNE, r"^(nom (de la )?)?(commune|ville|mairie|collectivite|emetteur)"),
)  # fmt: skip
DATES = frozenset(
    {
        F.DECIDED,
        F.RECEIVED,
        F.EXAMINED,
        F.PIECES_ASKED,
        F.PIECES_RECEIVED,
        F.RECOURS_SENT,
        F.RECOURS_RECEIVED,
        F.ANSWERED,
    }
)


def plain_heading(heading: str) -> str:
    """A heading in plain letters and single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(heading).replace("n°", "n ")).split())


def by_heading(heading: str) -> Field | None:
    """The field that a heading names, None for none."""
    text = plain_heading(heading)
    return next((rule.field for rule in RULES if rule.fits(text)), None) if text else None
