"""The language of a text, by its words or script, and against what its page declares."""

from __future__ import annotations

import pytest

from reader.cleaning.language import guessed_language, language_code, settled_language
from tests.cleaning.courier import PARAGRAPHS

ENGLISH = " ".join(PARAGRAPHS)
GERMAN = (
    "Der Rat der Stadt hat am Montag nach einer langen Sitzung beschlossen, die nördliche Mole wieder aufzubauen,"
    " die ein Sturm im Januar zerstört hatte. Die Arbeiten werden vor dem Herbst beginnen, und sie sind für die Stadt"
    " nicht so teuer wie eine Fähre, weil zwei Drittel der Mittel aus einem Fonds kommen. Die Familien haben lange"
    " auf die Mole gewartet, sagte die Bürgermeisterin, und auch die Fischer sind mit dem Plan zufrieden."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("Der Rat hat am Montag beschlossen, die nördliche Mole wieder aufzubauen, die ein Sturm zerstört hat.", "de"),
        (
            "Le conseil a voté lundi pour la reconstruction de la jetée que la tempête avait détruite dans le port.",
            "fr",
        ),
        ("El consejo votó el lunes para reconstruir el muelle que una tormenta había destruido en el puerto.", "es"),
        ("Совет проголосовал в понедельник за восстановление северного причала.", "ru"),
        ("Рада проголосувала в понеділок за відбудову північного причалу, який її ініціювала.", "uk"),
        ("Савет је у понедељак гласао за обнову северног пристаништа које је олуја уништила.", "sr"),
        ("صوت المجلس يوم الاثنين على إعادة بناء الرصيف الشمالي", "ar"),
        ("委員会は月曜日に北の桟橋を再建することを決めた。", "ja"),
        ("12 34", None),
    ],
)
def test_a_language_is_guessed_from_its_commonest_words_or_script(text: str, language: str | None) -> None:
    assert guessed_language(text) == language


@pytest.mark.parametrize(
    ("declared", "text", "language", "believed"),
    [
        ("en", ENGLISH, "en", False),
        ("en", GERMAN, "de", True),
        ("de", ENGLISH, "en", True),
        (None, GERMAN, "de", False),
        ("en", "Совет проголосовал в понедельник за восстановление причала.", "ru", True),
        ("bg", "Совет проголосовал в понедельник за восстановление причала.", "bg", False),
        ("fr", "A short line about the pier.", "fr", False),
        ("en", " ".join(["lorizuka venitapo mesulari"] * 40), None, True),
        (
            "nn",
            "Rådet vedtok mandag å bygge opp igjen moloen som en storm ødela, og det er ikke dyrt for byen.",
            "nn",
            False,
        ),
    ],
)
def test_the_text_is_believed_where_it_clearly_contradicts_the_page(
    declared: str | None, text: str, language: str | None, believed: bool
) -> None:
    assert settled_language(declared, text) == (language, believed)


def test_a_language_tag_is_shortened_to_its_code() -> None:
    assert language_code("pt-BR") == "pt"
    assert language_code("en_US") == "en"
    assert language_code("x") is None
