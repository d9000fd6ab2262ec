"""Texts of the law are found as they held on the day of an act."""

from __future__ import annotations

from datetime import date

from api.acts_found import ActsFound
from vigie.domain.law import ArticleText
from vigie.store import Store, articles

URBANISME = "code de l'urbanisme"
OLD = ArticleText(URBANISME, "L421-6", "Avant.", date(2007, 10, 1), date(2015, 12, 31))
NEW = ArticleText(URBANISME, "L421-6", "Depuis.", date(2016, 1, 1))
OTHER = ArticleText("code forestier", "L131-18", "Débroussailler.", date.min)


def test_a_text_is_that_of_the_day(store: Store) -> None:
    articles.save(store, [OLD, NEW, OTHER])
    named = [(URBANISME, "L421-6"), ("code forestier", "L131-18"), (URBANISME, "L999-1")]
    assert articles.of(store, named, date(2020, 1, 1)) == (NEW, OTHER)
    assert articles.of(store, named, date(2010, 1, 1)) == (OLD, OTHER)
    assert articles.of(store, named, date(2000, 1, 1)) == (OTHER,)
    assert articles.of(store, [("code forestier", "L421-6")], date(2020, 1, 1)) == ()


def test_loading_again_replaces(store: Store) -> None:
    articles.save(store, [NEW, NEW])
    better = ArticleText(URBANISME, "L421-6", "Depuis, mieux.", date(2016, 1, 1))
    articles.save(store, [better])
    assert articles.of(store, [(URBANISME, "L421-6")], date(2020, 1, 1)) == (better,)
    assert articles.counted(store) == ((URBANISME, 1),)


def test_the_desk_gives_each_citation_its_texts(store: Store) -> None:
    articles.save(store, [NEW, OTHER])
    desk = ActsFound()
    desk._store = store
    both = "Code forestier, article L131-18 ; code de l'urbanisme, L421-6"
    one, none = "Code de l'urbanisme, article L421-6", "Règlement du PLU"
    found = desk.articles([both, one, none], date(2020, 1, 1))
    assert found == {both: [OTHER, NEW], one: [NEW], none: []}
    assert desk.articles([], date(2020, 1, 1)) == {}
