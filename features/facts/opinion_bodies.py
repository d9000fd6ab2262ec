"""Who is consulted on an act, in the words of visas."""

from __future__ import annotations

from vigie.domain.fact import OpinionBody

BODIES: dict[OpinionBody, tuple[str, ...]] = {
    OpinionBody.ABF: (
        "architecte des bâtiments de france", "architectes des bâtiments de france", "abf", "udap",
        "stap", "sdap",
        "unité départementale de l'architecture et du patrimoine", "a.b.f.", "a.b.f",
        "bâtiments de france",
    ),
    OpinionBody.DDTM: (
        "ddtm", "direction départementale des territoires et de la mer",
        "direction départementale des territoires", "ddt",
        "directeur départemental des territoires",
        "directrice départementale des territoires",
        "sern", "service eau, risques et nature", "service eau risques et nature", "d.d.t.m.",
        "ddtm 34", "ddtm34",
        "service risques", "unité prévention des risques", "ddtm - sern", "ddtm-sern",
    ),
    OpinionBody.SDIS: (
        "sdis", "service départemental d'incendie et de secours", "sdis 34",
        "service départemental d'incendie",
        "service d'incendie et de secours", "s.d.i.s.", "sapeurs-pompiers", "sapeurs pompiers",
        "marins-pompiers", "marins pompiers",
        "sdis34", "sis du bas-rhin", "sis du haut-rhin", "sis 67", "sis 68",
    ),
    OpinionBody.CDPENAF: (
        "cdpenaf", "commission départementale de préservation des espaces naturels",
        "c.d.p.e.n.a.f.", "cdcea",
        "commission départementale de la préservation des espaces naturels",
    ),
    OpinionBody.CDNPS: (
        "cdnps", "commission départementale de la nature", "commission des sites", "c.d.n.p.s.",
        "commission départementale de la nature des paysages et des sites",
    ),
    OpinionBody.PREFET: ("préfet", "préfète", "préfet de l'hérault", "représentant de l'état", "sous-préfet", "préfecture", "sous-préfète"),  # noqa: E501
    OpinionBody.ROAD_MANAGER: (
        "gestionnaire de voirie", "gestionnaire de la voirie",
        "gestionnaire du domaine public routier", "conseil départemental", "conseil général",
        "agence départementale", "direction des routes", "service voirie", "service des routes",
        "gestionnaire de la route", "gestionnaire routier",
        "département de l'hérault", "pôle voirie", "direction interdépartementale des routes",
        "service gestionnaire de la voirie", "agence routière",
        "service de la voirie", "gestionnaire des voies", "gestionnaire de la voie", "département",
        "direction des mobilités", "services de la voirie", "voirie", "routes départementales",
    ),
    OpinionBody.SANITATION: (
        "régie des eaux", "spanc", "service assainissement", "syndicat des eaux",
        "service public d'assainissement non collectif", "saur", "veolia", "suez",
        "service de l'eau", "eau et assainissement", "eaux et assainissement", "service des eaux",
        "service de l'assainissement", "régie de l'eau", "s.p.a.n.c.",
        "gestionnaire du réseau d'eau", "syndicat mixte d'eau", "syndicat mixte des eaux",
        "syndicat intercommunal d'adduction", "syndicat d'adduction d'eau",
        "syndicat d'assainissement", "service eau et assainissement",
        "régie eau et assainissement",
        "gestionnaire du réseau d'assainissement", "lyonnaise des eaux", "direction de l'eau",
        "régie d'assainissement", "service public de l'assainissement",
        "service eaux et assainissement", "service d'assainissement",
        "syndicat intercommunal des eaux", "assainissement", "eau potable",
        "sictom assainissement", "cycle de l'eau", "réseaux humides", "eaux usées",
        "alimentation en eau", "réseaux d'eau", "réseau d'eau",
    ),
    OpinionBody.ENEDIS: ("enedis", "erdf", "gestionnaire du réseau de distribution d'électricité", "gestionnaire du réseau d'électricité",  # noqa: E501
        "gestionnaire du réseau public de distribution d'électricité", "gestionnaire du réseau électrique", "e.r.d.f.", "edf", "électricité de france"),  # noqa: E501
    OpinionBody.OTHER: (
        "drac", "service régional de l'archéologie", "chambre d'agriculture", "onf",
        "office national des forêts", "dreal", "ars", "agence régionale de santé",
        "commission de sécurité", "commission d'accessibilité", "sous-commission départementale",
        "rte", "grdf", "sncf", "inao", "architecte conseil",
        "caue", "hérault énergies", "conseil municipal", "maire", "ordures ménagères", "grtgaz",
        "communauté de communes", "communauté d'agglomération", "parc naturel régional",
        "architecte-conseil", "commission communale", "conservatoire du littoral",
        "voies navigables de france", "vnf", "armée", "dgac", "sous-commission",
        "service urbanisme",
        "direction régionale des affaires culturelles", "métropole", "service déchets",
        "service des déchets", "gestionnaire du réseau de gaz", "commission", "syndicat mixte",
        "cotech", "aviation civile",
    ),
}  # fmt: skip
