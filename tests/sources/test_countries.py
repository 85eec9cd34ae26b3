"""Countries as reports name them, and the words for their people."""

from __future__ import annotations

import pycountry
import pytest

from sources.countries import (
    countries,
    country_code,
    country_name,
    nationality_code,
    nationality_codes,
    people_names,
    place_names,
)


def test_every_country_of_iso_is_there() -> None:
    assert {entry.alpha_3 for entry in pycountry.countries} == set(countries()) - {"XKX"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", "COD"),
        ("Congo, Republic of the", "COG"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "PRK"),
        ("Korea, Democratic People’s Republic of", "PRK"),
        ("Republic of Korea", "KOR"),
        ("THE GAMBIA", "GMB"),
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("MACEDONIA", "MKD"),
        ("Kosovo", "XKX"),
        ("CURACAO", "CUW"),
        ("ST. MAARTEN", "SXM"),
        ("Saint Vincent and the Grenadines", "VCT"),
        ("Swaziland", "SWZ"),
        ("Côte d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Lao P.D.R.", "LAO"),
        ("Cape Verde", "CPV"),
        ("U.S.", "USA"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
        ("KHM", "KHM"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_names(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("word", "near", "code"),
    [
        ("Thai", None, "THA"),
        ("Thais", None, "THA"),
        ("Filipinas", None, "PHL"),
        ("Nigerien", None, "NER"),
        ("Nigerians", None, "NGA"),
        ("Lao", None, "LAO"),
        ("Burkinabe", None, "BFA"),
        ("Congolese", None, "COD"),
        ("Congolese", "COG", "COG"),
        ("Congolese", "AGO", "COD"),
        ("Dominicans", "DMA", "DMA"),
        ("trafficker", None, None),
    ],
)
def test_people(word: str, near: str | None, code: str | None) -> None:
    assert nationality_code(word, near) == code


def test_every_country_that_has_narratives_has_a_word_for_its_people() -> None:
    without = {code for code, country in countries().items() if not country.people}
    states = {"KHM", "THA", "USA", "COD", "XKX", "SXM", "CUW", "HKG", "MAC", "TWN", "ABW"}
    assert not without & states
    assert len(without) < 30


def test_every_word_is_understood() -> None:
    assert all(country_code(name) == code for name, code in place_names().items())
    assert all(nationality_codes(word) == codes for word, codes in people_names().items())
    assert {"Thais", "Filipinas", "Cambodians", "Chinese"} <= set(people_names())
    assert "Chineses" not in people_names()
    assert country_name("MMR") == "Burma"
