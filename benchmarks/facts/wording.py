"""Phrases of the benchmark's acts. The readers were not written from them: do not tune to them."""
# ruff: noqa: E501 - phrases of acts are kept whole

from __future__ import annotations

FORENAMES = (
    "Agathe",
    "Bruno",
    "Colette",
    "Didier",
    "Estelle",
    "Fabrice",
    "Gisèle",
    "Hubert",
    "Irène",
    "Joël",
)
SURNAMES = (
    "Castanier",
    "Delbosc",
    "Esparseil",
    "Fourcadet",
    "Galtier",
    "Hostalier",
    "Jaussaud",
    "Laurentis",
    "Malafosse",
    "Nougaret",
)
COMPANIES = (
    "SCI LES TROIS CADES", "SARL BÂTI GARRIGUE", "SAS HORIZON VIGNES", "SCCV LE BELVÉDÈRE",
    "EARL DOMAINE DE L'ALAUZE",
    "Société GARDIOLE PROMOTION", "SNC LES SALINES", "Association Les Amis du Causse",
)  # fmt: skip
PUBLIC = (
    "Commune de {town}",
    "Communauté de communes du Piémont",
    "Département de l'Hérault",
    "Syndicat mixte du Bassin",
    "Office public de l'habitat",
)

# (text, kinds, destination, dwellings, types)
WORKS = (
    ("Edification d'une maison d'habitation de plain-pied", ("new_dwelling",), "housing", 1, ("PC",)),
    ("Réalisation de deux villas jumelées avec leurs garages", ("new_dwelling", "annexe"), "housing", 2, ("PC",)),
    ("Création d'un immeuble collectif de 14 logements et parking souterrain", ("new_dwelling", "new_building", "basement"), "housing", 14, ("PC",)),
    ("Agrandissement d'une villa existante vers le sud", ("extension",), "housing", None, ("PC", "DP")),
    ("Surélévation partielle de l'habitation", ("raising",), "housing", None, ("PC", "DP")),
    ("Installation d'une piscine enterrée de 32 m² de bassin", ("pool",), "housing", None, ("DP",)),
    ("Mise en place d'une clôture avec portail coulissant", ("fence",), None, None, ("DP",)),
    ("Ravalement des façades et remplacement des volets", ("facade",), None, None, ("DP",)),
    ("Construction d'un hangar à usage agricole", ("farm_building",), "farming", None, ("PC",)),
    ("Bâtiment de stockage de matériel viticole avec couverture photovoltaïque", ("farm_building", "photovoltaic"), "farming", None, ("PC",)),
    ("Pose de panneaux solaires en toiture", ("photovoltaic",), None, None, ("DP",)),
    ("Changement de destination d'une remise en logement", ("new_dwelling", "change_of_use"), "housing", 1, ("PC", "DP")),
    ("Démolition d'un ancien atelier", ("demolition",), None, None, ("PD",)),
    ("Démolition complète du bâti vétuste", ("demolition",), None, None, ("PD",)),
    ("Lotissement de 9 lots à bâtir dénommé Le Clos", ("subdivision",), "housing", None, ("PA",)),
    ("Division de parcelle en vue de bâtir", ("subdivision",), None, None, ("DP",)),
    ("Création d'un terrain de camping de 40 emplacements", ("camping",), "tourism", None, ("PA",)),
    ("Construction d'un local commercial et de bureaux", ("new_building",), "commerce", None, ("PC",)),
    ("Construction d'un bâtiment industriel avec quais", ("new_building",), "industry", None, ("PC",)),
    ("Extension du groupe scolaire", ("extension",), "public", None, ("PC",)),
    ("Affouillements et exhaussements de sol", ("earthworks",), None, None, ("PA", "DP")),
    ("Édification d'un abri de jardin de 12 m²", ("annexe",), "housing", None, ("DP",)),
)  # fmt: skip
USES = {
    "housing": ("Habitation", "Logement", "habitation individuelle"), "farming": ("Exploitation agricole", "agricole"),
    "commerce": ("Commerce et activités de service", "Commerce"), "industry": ("Industrie", "Entrepôt et industrie"),
    "public": ("Équipements d'intérêt collectif et services publics", "Service public"), "tourism": ("Hébergement hôtelier et touristique", "Camping"),
}  # fmt: skip

GRANTED = (
    "La demande de permis présentée est accueillie favorablement : le permis est accordé.",
    "Le permis sollicité est accordé au demandeur pour les travaux décrits ci-dessus.",
    "Le projet faisant l'objet de la demande susvisée est autorisé.",
    "L'autorisation de construire est délivrée dans les conditions du dossier déposé.",
    "Le permis est octroyé pour la réalisation du projet décrit dans la demande.",
)  # fmt: skip
GRANTED_WITH = (
    "Le permis est accordé sous réserve de l'observation des prescriptions énumérées à l'article suivant.",
    "Le permis sollicité est accordé avec les prescriptions ci-dessous :",
    "Le projet est autorisé à la condition de respecter les prescriptions de l'article 2.",
    "L'autorisation est délivrée sous les réserves mentionnées ci-après :",
)  # fmt: skip
NO_OPPOSITION = (
    "Il n'est formulé aucune opposition aux travaux déclarés.",
    "La déclaration susvisée ne fait l'objet d'aucune opposition.",
    "Le maire ne fait pas opposition à la déclaration préalable.",
    "La présente déclaration ne fait pas l'objet d'une opposition.",
)  # fmt: skip
NO_OPPOSITION_WITH = (
    "Il n'est pas fait opposition aux travaux, sous réserve des prescriptions portées à l'article 2.",
    "La déclaration ne fait l'objet d'aucune opposition, assortie des prescriptions suivantes :",
)
OPPOSED = (
    "Opposition est faite aux travaux déclarés.",
    "Il est formé opposition à la déclaration préalable sus-référencée.",
    "Le maire s'oppose à la réalisation du projet.",
)
REFUSED = (
    "Le permis sollicité est refusé pour les motifs exposés ci-avant.",
    "L'autorisation demandée est refusée.",
    "La demande de permis susvisée est rejetée.",
    "Le projet ne peut être autorisé.",
)
DEFERRED = (
    "Il est sursis à statuer sur la demande pendant deux ans.",
    "Un sursis à statuer est opposé à la demande.",
)
WITHDRAWN = (
    "La décision du {earlier} est retirée.",
    "L'arrêté délivré le {earlier} est rapporté en toutes ses dispositions.",
)
POSITIVE = (
    "Le terrain peut être utilisé pour l'opération décrite dans la demande.",
    "L'opération projetée est réalisable sur ce terrain.",
)
NEGATIVE = (
    "Le terrain ne peut être utilisé pour la réalisation de l'opération décrite.",
    "L'opération projetée n'est pas réalisable.",
)

CONDITIONS = (
    "Le niveau fini du plancher habitable sera établi à {level} m NGF au minimum.",
    "Les eaux de ruissellement devront être retenues sur l'unité foncière par un ouvrage de 18 m3.",
    "La teinte des enduits devra être choisie dans le nuancier communal.",
    "Un accès unique de 5 mètres de large sera aménagé sur la voie publique.",
    "Les clôtures devront rester transparentes à l'écoulement des eaux.",
    "Le raccordement au réseau d'assainissement sera réalisé aux frais du pétitionnaire.",
    "Aucun remblai ne pourra être apporté en dehors de l'emprise de la construction.",
    "Les haies devront être maintenues et débroussaillées sur 50 mètres.",
    "Le pétitionnaire devra joindre un nouveau plan des toitures.",
    "L'arrêt et le stationnement des véhicules de chantier seront interdits sur la chaussée.",
)  # fmt: skip

BODIES = {
    "abf": ("l'Architecte des Bâtiments de France", "l'UDAP de l'Hérault"), "ddtm": ("la Direction départementale des territoires et de la mer", "la DDTM de l'Hérault"),
    "sdis": ("le Service départemental d'incendie et de secours", "le SDIS de l'Hérault"), "cdpenaf": ("la CDPENAF",), "enedis": ("Enedis", "la société ENEDIS"),
    "road_manager": ("le gestionnaire de la voirie départementale", "le Conseil départemental"), "sanitation": ("la Régie des eaux intercommunale", "le SPANC"),
    "prefet": ("le Préfet de l'Hérault",),
}  # fmt: skip
SENSES = {
    "favourable": ("Vu l'avis favorable émis par {body} le {day} ;", "Vu l'avis rendu par {body} en date du {day}, favorable ;", "Vu l'accord donné par {body} le {day} ;"),
    "favourable_with_conditions": ("Vu l'avis favorable, assorti de réserves, formulé par {body} le {day} ;", "Vu l'avis de {body} du {day}, favorable avec prescriptions ;"),
    "unfavourable": ("Vu l'avis défavorable rendu par {body} le {day} ;", "Vu l'avis de {body} en date du {day}, défavorable au projet ;"),
    "tacit": ("Vu l'avis réputé favorable de {body}, faute de réponse dans le délai ;", "Vu l'avis tacite de {body} acquis le {day} ;"),
}  # fmt: skip
PLU_VISAS = (
    "Vu le plan local d'urbanisme de {town} approuvé le {day} et les dispositions applicables à la zone {zone} ;",
    "Vu le P.L.U. en vigueur, notamment le règlement de la zone {zone} ;",
    "Vu le Plan Local d'Urbanisme intercommunal et le classement du terrain en zone {zone} ;",
)  # fmt: skip
RISK_VISAS = (
    (
        "Vu le plan de prévention du risque inondation approuvé le {day}, qui place le terrain en zone {zone} ;",
        "PPRI",
    ),
    ("Vu le PPRi opposable et la situation de la parcelle en zone {zone} ;", "PPRI"),
    (
        "Vu le plan de prévention des risques d'incendies de forêt approuvé le {day}, zone {zone} ;",
        "PPRIF",
    ),
)
ARTICLES = (
    (
        "Vu le code de l'urbanisme, et en particulier ses articles L.421-1 à L.421-9 et R.421-1 ;",
        ("code de l'urbanisme L421-1", "code de l'urbanisme L421-9", "code de l'urbanisme R421-1"),
    ),
    (
        "Vu les articles R 111-2 et R 111-27 du Code de l'Urbanisme ;",
        ("code de l'urbanisme R111-2", "code de l'urbanisme R111-27"),
    ),
    ("Vu l'article L 562-4 du code de l'environnement ;", ("code de l'environnement L562-4",)),
    (
        "Vu le code général des collectivités territoriales, article L.2122-18 ;",
        ("code général des collectivités territoriales L2122-18",),
    ),
)
SIGNERS = (
    ("Le Maire,", "mayor", False), ("La Maire", "mayor", False), ("Pour le Maire, l'Adjoint délégué à l'urbanisme,", "deputy", True), ("Par délégation du Maire,\nLa Première Adjointe", "deputy", True),
    ("Pour la Maire et par délégation, la Directrice de l'urbanisme", "agent", True), ("Le Président de la Communauté,", "president", False),
)  # fmt: skip
BOILER = (
    "Délais et voies de recours : le destinataire peut saisir le tribunal administratif de "
    "Montpellier d'un recours contentieux dans les deux mois. Un recours gracieux peut être "
    "adressé à l'auteur de la décision.",
    "Durée de validité : l'autorisation est périmée si les travaux ne sont pas commencés dans les "
    "trois ans. Elle devient définitive sauf retrait dans les trois mois ou recours des tiers.",
    "Le présent arrêté sera notifié au pétitionnaire, affiché en mairie et transmis au "
    "représentant de l'État (article L.2131-1 du CGCT).",
)  # fmt: skip
