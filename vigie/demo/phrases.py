"""The phrase banks of the demonstration: each commune keeps to its own choice in each bank."""

from __future__ import annotations

from vigie.domain.fact import ActType, Decision, Destination, OpinionSense

NOUNS = {
    ActType.PC: ("permis de construire", "m"),
    ActType.PCMI: ("permis de construire", "m"),
    ActType.PA: ("permis d'aménager", "m"),
    ActType.PD: ("permis de démolir", "m"),
    ActType.DP: ("déclaration préalable", "f"),
    ActType.CUA: ("certificat d'urbanisme", "m"),
    ActType.CUB: ("certificat d'urbanisme", "m"),
}
DESTINATIONS = {
    Destination.HOUSING: ("Habitation", "Logement", "HABITATION", "habitation"),
    Destination.COMMERCE: ("Commerce", "Commerce et activités de service", "COMMERCE", "commerce"),
    Destination.FARMING: ("Exploitation agricole", "Agricole", "AGRICOLE", "agricole"),
    Destination.INDUSTRY: ("Artisanat", "Entrepôt", "ARTISANAT", "artisanat"),
    Destination.PUBLIC: ("Équipement d'intérêt collectif", "Service public", "ÉQUIPEMENT PUBLIC",
                         "équipement public"),
    Destination.TOURISM: ("Hébergement touristique", "Camping", "CAMPING", "camping"),
    Destination.OTHER: ("Sans objet", "-", "SANS OBJET", "sans objet"),
}  # fmt: skip
SENSES = {
    OpinionSense.FAVOURABLE: ("l'avis favorable", "l'avis favorable sans réserve"),
    OpinionSense.FAVOURABLE_WITH_CONDITIONS: (
        "l'avis favorable assorti de prescriptions",
        "l'avis favorable avec réserves",
        "l'avis favorable sous réserve du respect de prescriptions",
    ),
    OpinionSense.UNFAVOURABLE: ("l'avis défavorable", "l'avis DÉFAVORABLE"),
    OpinionSense.TACIT: ("l'avis réputé favorable", "l'avis favorable tacite"),
    OpinionSense.NONE: ("l'avis",),
}
LABELS = {
    "filed": ("Demande déposée le", "Déposée le", "Date de dépôt :", "Dossier déposé le"),
    "completed": ("Dossier complet le", "Complétée le", "Complet le :"),
    "posted": ("Avis de dépôt affiché en mairie le", "Avis de dépôt affiché le", "Affichage :"),
    "by": ("Par :", "Demandeur :", "Présentée par :", "Pétitionnaire :", "Bénéficiaire :"),
    "living": ("Demeurant à :", "Demeurant :", "Adresse :", "Domicilié(e) :"),
    "manager": ("Représenté par :", "Représentée par :"),
    "for": ("Pour :", "Nature des travaux :", "Objet de la demande :", "Concernant :"),
    "site": ("Sur un terrain sis :", "Adresse du terrain :", "Sur un terrain sis à :",
             "Terrain sis :", "Lieu des travaux :"),
    "cadastre": ("Cadastré :", "Référence(s) cadastrale(s) :", "Parcelle(s) :",
                 "Références cadastrales :"),
    "site_area": ("Superficie du terrain :", "Superficie :", "Surface du terrain :"),
    "floor": ("Surface de plancher créée :", "Surface de plancher :", "SDP créée :",
              "Surface de plancher autorisée :"),
    "existing": ("Surface de plancher existante :", "SDP existante :", "Dont existante :"),
    "footprint": ("Emprise au sol créée :", "Emprise au sol :"),
    "destination": ("Destination :", "Destination des constructions :"),
    "dwellings": ("Nombre de logements créés :", "Nb de logements :", "Logements créés :"),
    "architect": ("Architecte :", "Auteur du projet :", "Projet établi par :"),
}  # fmt: skip
REQUEST_VISAS = (
    "la demande de {noun} susvisée",
    "la demande de {noun} présentée le {filed} par {applicant}",
    "la demande de {noun} n° {number} déposée le {filed}",
    "la demande susvisée (cadre 1)",
)
CODE_VISAS = (
    "le code de l'urbanisme, notamment ses articles L. 421-1 et suivants, R. 421-1 et suivants",
    "le Code de l'Urbanisme et notamment ses articles L.421-1, L.421-6, R.421-1 et suivants",
    "le code de l'urbanisme",
    "les articles L 421-1 et suivants, R 421-1 et suivants du code de l'urbanisme",
)
PLAN_VISAS = {
    "PLU": (
        "le plan local d'urbanisme approuvé par délibération du conseil municipal en date du {day},"
        " et notamment le règlement de la zone {zone}",
        "le Plan Local d'Urbanisme approuvé le {day}, modifié, zone {zone}",
        "le PLU approuvé le {day} ; zonage : {zone}",
    ),
    "PLUi": (
        "le plan local d'urbanisme intercommunal approuvé le {day}, règlement de la zone {zone}",
        "le PLUi en vigueur depuis le {day} et le règlement de la zone {zone}",
    ),
    "CC": ("la carte communale approuvée par délibération en date du {day}",),
    "RNU": ("les articles L. 111-3 et R. 111-2 du code de l'urbanisme (règlement national)",),
}
RISK_VISAS = (
    "le plan de prévention des risques naturels d'inondation « {plan} » approuvé le {day},"
    " le terrain étant situé en zone {zone}",
    "le PPRI {plan} approuvé par arrêté préfectoral du {day}, zone {zone}",
    "le P.P.R.I. {plan} du {day} (zone {zone})",
)
OPINION_VISAS = (
    "{sense} de {name} en date du {day}",
    "{sense} de {name} du {day}",
    "{sense} émis par {name} le {day}",
)
DELEGATION_VISAS = (
    "l'arrêté municipal du {day} portant délégation de fonction et de signature à {name}",
    "la délégation de signature donnée à {name} par arrêté en date du {day}",
)
TITLES: dict[str, tuple[str, ...]] = {
    "granted": ("ARRÊTÉ|accordant un {noun}", "{NOUN}|DÉLIVRÉ PAR LE MAIRE {name}",
                "OCTROI DE {NOUN}|{name}", "ARRÊTÉ DE {NOUN}|AVEC OU SANS PRESCRIPTIONS"),
    "refused": ("ARRÊTÉ|refusant un {noun}", "REFUS DE {NOUN}|PRONONCÉ PAR LE MAIRE {name}",
                "REFUS D'UN {NOUN}"),
    "non_opposition": ("ARRÊTÉ|de non-opposition à une déclaration préalable",
                       "DÉCISION DE NON-OPPOSITION|À UNE DÉCLARATION PRÉALABLE {name}",
                       "DÉCLARATION PRÉALABLE|DÉLIVRÉE PAR LE MAIRE {name}"),
    "opposed": ("ARRÊTÉ|d'opposition à une déclaration préalable",
                "OPPOSITION À DÉCLARATION PRÉALABLE|PRONONCÉE PAR LE MAIRE {name}",
                "DÉCISION D'OPPOSITION|À UNE DÉCLARATION PRÉALABLE"),
    "deferred": ("ARRÊTÉ|de sursis à statuer sur une demande de {noun}",
                 "SURSIS À STATUER|SUR UNE DEMANDE DE {NOUN}"),
    "modificatif": ("ARRÊTÉ|accordant un {noun} modificatif", "{NOUN} MODIFICATIF|{name}"),
    "transfert": ("ARRÊTÉ|transférant un {noun}", "TRANSFERT DE {NOUN}|{name}"),
    "prorogation": ("ARRÊTÉ|prorogeant la validité d'un {noun}", "PROROGATION DE {NOUN}"),
    "retrait": ("ARRÊTÉ|portant retrait d'un {noun}", "RETRAIT DE {NOUN}|PRONONCÉ {name}"),
    "annulation": ("ARRÊTÉ|portant retrait d'un {noun} à la demande du bénéficiaire",
                   "ANNULATION D'UN {NOUN}"),
}  # fmt: skip
ORDERS = ("ARRÊTE", "A R R Ê T E", "ARRÊTE :", "A R R E T E :", "DÉCIDE")
HEADINGS = ("Article 1", "ARTICLE 1er", "Article premier", "ARTICLE I")
GRANTS = (
    "Le {noun} est ACCORDÉ pour le projet décrit dans la demande susvisée{tail}.",
    "Le {noun} EST ACCORDÉ{tail}.",
    "La demande de {noun} susvisée fait l'objet d'une décision favorable{tail}.",
    "Les travaux décrits dans la demande susvisée sont autorisés{tail}.",
    "Il est accordé à {applicant} un {noun} pour le projet susvisé{tail}.",
)
TAILS = (
    " sous réserve du respect des prescriptions mentionnées à l'article 2",
    ", sous réserve du respect des prescriptions suivantes",
    " assorti des prescriptions énoncées ci-après",
)
NON_OPPOSITIONS = (
    "Il n'est pas fait opposition à la déclaration préalable susvisée{tail}.",
    "La déclaration préalable fait l'objet d'une décision de non-opposition{tail}.",
    "Il n'est pas fait opposition au projet décrit dans la déclaration{tail}.",
)
REFUSALS = (
    "Le {noun} est REFUSÉ pour le projet décrit dans la demande susvisée.",
    "La demande de {noun} susvisée est refusée.",
    "Le {noun} EST REFUSÉ.",
)
OPPOSITIONS = (
    "Il est fait OPPOSITION à la déclaration préalable susvisée.",
    "La déclaration préalable fait l'objet d'une décision d'opposition.",
    "Il est fait opposition au projet : les travaux ne peuvent pas être entrepris.",
)
DEFERRALS = (
    "Il est sursis à statuer sur la demande susvisée pour une durée de deux ans à compter de la"
    " notification du présent arrêté.",
)
REASONS = {
    "interdiction": (
        "Considérant que le terrain est situé en zone {zone} du plan de prévention des risques"
        " d'inondation, où les constructions nouvelles à usage d'habitation sont interdites ;",
        "Considérant qu'aux termes de l'article R. 111-2 du code de l'urbanisme, le projet"
        " peut être"
        " refusé s'il est de nature à porter atteinte à la sécurité publique ; que le terrain est"
        " exposé à un aléa fort d'inondation (zone {zone}) ;",
    ),
    "opinion": (
        "Considérant l'avis défavorable rendu sur le projet, dont les motifs sont repris à son"
        " compte par l'autorité compétente ;",
        "Considérant que le service consulté s'est prononcé défavorablement et que le projet ne"
        " répond pas à ses observations ;",
    ),
    "farming": (
        "Considérant que le projet est situé en zone {plu} où ne sont admises que les constructions"
        " nécessaires à l'exploitation agricole ; que cette nécessité n'est pas établie ;",
    ),
    "height": (
        "Considérant que la hauteur de la construction projetée excède celle qu'autorise"
        " l'article {plu} 10 du règlement ;",
    ),
    "access": (
        "Considérant que la voie d'accès, d'une largeur de 2,60 m, ne permet pas l'approche des"
        " engins de secours (article R. 111-5 du code de l'urbanisme) ;",
    ),
    "setback": (
        "Considérant que la construction est implantée à 1,20 m de la limite séparative"
        " alors que le"
        " règlement impose un retrait de 3 m ;",
    ),
    "deferral": (
        "Considérant que le projet est de nature à compromettre l'exécution du futur plan local"
        " d'urbanisme en cours d'élaboration (article L. 153-11 du code de l'urbanisme) ;",
    ),
}
FARMING_NEED = (
    "Considérant que le demandeur, exploitant viticole, justifie de la nécessité d'une présence"
    " permanente et rapprochée sur son exploitation ;"
)
CONDITIONS = {
    "level": (
        "La sous-face du premier plancher aménagé sera calée au minimum à la cote PHE + 30 cm, soit"
        " {level} m NGF.",
        "Le niveau du premier plancher habitable sera situé à {level} m NGF au moins.",
        "Cote minimale du plancher bas : {level} NGF ; le vide sanitaire sera ouvert et transparent"
        " aux écoulements.",
    ),
    "opinion": (
        "Les prescriptions émises par {name} dans l'avis ci-annexé seront strictement respectées.",
        "Le pétitionnaire devra se conformer à l'avis ci-joint de {name}.",
    ),
    "plain": (
        "Les eaux pluviales seront gérées à la parcelle.",
        "Les enduits seront de teinte sable, en harmonie avec le bâti environnant.",
        "Le terrain est soumis aux obligations légales de débroussaillement (50 m autour des"
        " constructions, voie d'accès comprise).",
        "Le raccordement aux réseaux publics sera à la charge du pétitionnaire.",
        "L'aspect extérieur sera harmonisé avec le bâti environnant.",
        "La clôture sera ajourée sur 80 % de sa surface.",
        "Un point d'eau incendie de 60 m³/h sera disponible à moins de 200 m.",
    ),
}
TRANSMISSIONS = (
    "La présente décision est transmise au représentant de l'État dans les conditions prévues à"
    " l'article L. 2131-2 du code général des collectivités territoriales.",
    "Ampliation du présent arrêté sera transmise à Monsieur le Préfet de l'Hérault (contrôle de"
    " légalité) et notifiée au demandeur.",
)
BOILERPLATE = (
    ("DURÉE DE VALIDITÉ",
     "L'autorisation est périmée si les travaux ne sont pas entrepris dans le délai de trois ans à"
     " compter de sa notification. Il en est de même si, passé ce délai, les travaux sont"
     " interrompus"
     " pendant un délai supérieur à une année. Elle peut être prorogée deux fois pour un an."),
    ("CARACTÈRE DÉFINITIF",
     "L'autorisation n'est définitive qu'en l'absence de recours ou de retrait : dans le"
     " délai de deux"
     " mois à compter de son affichage sur le terrain, sa légalité peut être contestée par"
     " un tiers ;"
     " dans le délai de trois mois après sa date, l'autorité compétente peut la retirer si elle"
     " l'estime illégale, après en avoir informé préalablement le bénéficiaire."),
    ("DROITS DES TIERS",
     "L'autorisation est délivrée sous réserve du droit des tiers : elle vérifie la conformité du"
     " projet aux règles et servitudes d'urbanisme."),
    ("ASSURANCE DOMMAGES-OUVRAGES",
     "Il doit souscrire l'assurance dommages prévue par l'article L. 242-1 du code des"
     " assurances."),
    ("RETRAIT-GONFLEMENT DES ARGILES",
     "Le terrain est concerné par le phénomène de retrait-gonflement des argiles : une étude de sol"
     " peut être exigée à la vente."),
)  # fmt: skip
APPEAL = "DÉLAIS ET VOIES DE RECOURS"
APPEALS = (
    "Le demandeur qui entend contester la décision peut saisir le tribunal administratif de"
    " Montpellier"
    " dans les deux mois de sa notification, par courrier ou par l'application Télérecours"
    " citoyens."
    " Il peut aussi saisir d'un recours gracieux l'auteur de la décision : cette démarche"
    " prolonge le"
    " délai de recours contentieux, qui doit alors être introduit dans les deux mois de la"
    " réponse.",
    "Le demandeur qui entend contester la décision peut saisir le tribunal administratif de"
    " Montpellier"
    " dans les deux mois de sa notification, par courrier ou par l'application Télérecours"
    " citoyens."
    " Un recours gracieux peut être formé dans le délai d'un mois ; il ne prolonge pas le délai de"
    " recours contentieux.",
)
DENIALS = frozenset({Decision.REFUSED, Decision.OPPOSED, Decision.NEGATIVE, Decision.DEFERRED})
