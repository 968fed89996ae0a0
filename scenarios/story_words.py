"""The words of a story's author: a text in two languages, and every sentence about a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Dutch and English."""

    nl: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """The text in this language, or in Dutch where it has not been translated yet."""
        wanted = self.en if language.startswith("en") else self.nl
        return wanted or self.nl or self.en

    def words(self, language: str) -> int:
        """How many words somebody reads in this language."""
        return len(self.in_(language).split())

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which nothing is written yet."""
        return tuple(name for name in LANGUAGES if not getattr(self, name).strip())

    def __bool__(self) -> bool:
        return len(self.missing) < len(LANGUAGES)


UNWRITTEN = Text()


def sentence(code: str, parameters: Mapping[str, object], language: str) -> str:
    """The sentence about one fault, with its parameters filled in."""
    said = {name: value.in_(language) if isinstance(value, Text) else value for name, value in parameters.items()}
    return SENTENCES[code].in_(language).format(**said)


# What an author calls the fields that a sentence can be about.
FIELDS = {
    "title": Text("de titel", "the title"),
    "summary": Text("de samenvatting", "the summary"),
    "content_note": Text("de inhoudswaarschuwing", "the content note"),
    "you": Text("‘Dit ben jij’", "‘This is you’"),
    "about": Text("de omschrijving", "the description"),
    "when": Text("het moment", "the day"),
    "text": Text("de tekst", "the text"),
    "ending_title": Text("de titel van het einde", "the title of the ending"),
    "ending_text": Text("de tekst van het einde", "the text of the ending"),
    "effect_note": Text("wat er verandert", "what changes"),
    "trail": Text("het spoor", "the trail"),
    "why": Text("de uitleg", "the explanation"),
    "technique": Text("de techniek", "the technique"),
    "remember": Text("‘Onthoud dit’", "‘Remember this’"),
    "say": Text("‘Zeg dit’", "‘Say this’"),
    "experts": Text("wat experts doen", "what experts do"),
    "team_question": Text("de vraag voor het team", "the question for the team"),
    "mode": Text("de vorm", "the form"),
    "phase": Text("de fase", "the phase"),
    "kind": Text("het soort keuze", "the kind of choice"),
    "weight": Text("het gewicht", "the weight"),
}

LANGUAGE_NAMES = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English")}

SENTENCES = {
    # No story at all: what `NotAStory` says.
    "not_a_mapping": Text(
        "{where} moet een lijst van namen met waarden zijn.",
        "{where} must be a list of names with values.",
    ),
    "not_a_list": Text("{where} moet een lijst zijn.", "{where} must be a list."),
    "not_a_text": Text(
        "{where} moet tekst zijn. Zet het tussen aanhalingstekens.",
        "{where} must be text. Put it between quotes.",
    ),
    "not_a_number": Text(
        "{where} moet een heel getal zijn.",
        "{where} must be a whole number.",
    ),
    "not_plain": Text(
        "{where} is geen tekst, getal of lijst. Zet het tussen aanhalingstekens.",
        "{where} is no text, number or list. Put it between quotes.",
    ),
    "not_finite": Text("{where} is geen gewoon getal.", "{where} is no ordinary number."),
    "unnamed": Text(
        "In {where} staat een naam die leeg is of geen tekst is.",
        "{where} has a name that is empty or is not text.",
    ),
    "bad_character": Text(
        "{where} bevat een teken dat we niet kunnen bewaren.",
        "{where} has a character that cannot be stored.",
    ),
    "other_language": Text(
        "{where} heeft een andere taal dan nl en en.",
        "{where} has another language than nl and en.",
    ),
    "unknown_name": Text(
        "{where} heeft een naam die we niet kennen: ‘{name}’.",
        "{where} has a name that we do not know: ‘{name}’.",
    ),
    "number_too_big": Text(
        "Het getal bij {where} is groter dan {limit}.",
        "The number at {where} is beyond {limit}.",
    ),
    "text_too_long": Text(
        "De tekst bij {where} is langer dan {limit} tekens.",
        "The text at {where} is longer than {limit} characters.",
    ),
    "too_deep": Text(
        "{where} zit meer dan {limit} lagen diep.",
        "{where} is more than {limit} layers deep.",
    ),
    "too_much": Text(
        "Het verhaal bestaat uit meer dan {limit} stukjes.",
        "The story has more than {limit} pieces.",
    ),
    "too_many": Text(
        "{where} heeft er meer dan {limit}.",
        "{where} has more than {limit}.",
    ),
    # Where the story goes.
    "no_start": Text(
        "Kies de scène waarmee het verhaal begint.",
        "Choose the scene that the story starts with.",
    ),
    "unknown_start": Text(
        "Het verhaal begint met ‘{key}’, maar die scène is er niet.",
        "The story starts with ‘{key}’, but there is no such scene.",
    ),
    "no_report_scene": Text(
        "Kies de scène waar ‘Stop en meld dit’ heen gaat.",
        "Choose the scene that ‘Stop and report this’ leads to.",
    ),
    "unknown_report_scene": Text(
        "‘Stop en meld dit’ gaat naar ‘{key}’, maar die scène is er niet.",
        "‘Stop and report this’ leads to ‘{key}’, but there is no such scene.",
    ),
    "report_is_start": Text(
        "Het verhaal begint met de meldscène. Kies een andere start.",
        "The story starts with the reporting scene. Choose another start.",
    ),
    "report_is_ending": Text(
        "De meldscène ‘{scene}’ is zelf een einde. Geef haar keuzes en een eigen einde.",
        "The reporting scene ‘{scene}’ is itself an ending. Give it choices and its own ending.",
    ),
    "report_ending_shared": Text(
        "Na ‘Stop en meld dit’ komt geen eigen einde. Schrijf er een.",
        "‘Stop and report this’ has no ending of its own. Write one.",
    ),
    "no_target": Text(
        "Keuze {number} in ‘{scene}’ gaat nergens heen. Kies een vervolg.",
        "Choice {number} in ‘{scene}’ leads nowhere. Choose what follows.",
    ),
    "unknown_target": Text(
        "Keuze {number} in ‘{scene}’ gaat naar ‘{to}’, maar die scène is er niet.",
        "Choice {number} in ‘{scene}’ leads to ‘{to}’, but there is no such scene.",
    ),
    "unreachable": Text(
        "‘{scene}’ is niet te bereiken vanaf de start.",
        "‘{scene}’ cannot be reached from the start.",
    ),
    "never_reached": Text(
        "‘{scene}’ komt nooit aan de beurt: geen speler voldoet aan de voorwaarden op weg erheen.",
        "‘{scene}’ never comes up: no player can meet the conditions on the way there.",
    ),
    "endless": Text(
        "Vanuit ‘{scene}’ is geen einde te bereiken.",
        "From ‘{scene}’ no ending can be reached.",
    ),
    "stuck": Text(
        "In ‘{scene}’ kan een speler niet verder: er is geen keuze over ({state}).",
        "In ‘{scene}’ a player cannot go on: no choice is left ({state}).",
    ),
    "trapped": Text(
        "Vanuit ‘{scene}’ kan een speler geen einde meer bereiken ({state}).",
        "From ‘{scene}’ a player can no longer reach an ending ({state}).",
    ),
    "too_many_situations": Text(
        "Dit verhaal heeft meer dan {limit} mogelijke situaties. Daardoor is niet nagekeken "
        "of iedereen een einde bereikt. Gebruik minder variabelen in voorwaarden.",
        "This story has more than {limit} possible situations, so it was not checked "
        "that everyone reaches an ending. Use fewer variables in conditions.",
    ),
    # Choices and endings.
    "choice_count": Text(
        "‘{scene}’ heeft {count} keuzes. Maak er 2, 3 of 4.",
        "‘{scene}’ has {count} choices. Make it 2, 3 or 4.",
    ),
    "no_choice_key": Text(
        "Keuze {number} in ‘{scene}’ heeft geen sleutel.",
        "Choice {number} in ‘{scene}’ has no key.",
    ),
    "duplicate_choice": Text(
        "Keuze {number} in ‘{scene}’ heeft dezelfde sleutel als een andere keuze: ‘{key}’.",
        "Choice {number} in ‘{scene}’ has the same key as another choice: ‘{key}’.",
    ),
    "reserved_choice": Text(
        "Keuze {number} in ‘{scene}’ mag niet ‘{key}’ heten: zo heet ‘Stop en meld dit’ al.",
        "Choice {number} in ‘{scene}’ may not be called ‘{key}’: that is what ‘Stop and report this’ is called.",
    ),
    "never_offered": Text(
        "Keuze {number} in ‘{scene}’ verschijnt bij geen enkele speler.",
        "Choice {number} in ‘{scene}’ never appears for any player.",
    ),
    "ending_with_choices": Text(
        "‘{scene}’ is een einde en heeft toch keuzes. Haal de keuzes of het einde weg.",
        "‘{scene}’ is an ending and yet has choices. Remove the choices or the ending.",
    ),
    "ending_without_text": Text(
        "Het einde ‘{scene}’ heeft geen titel of geen tekst.",
        "The ending ‘{scene}’ has no title or no text.",
    ),
    "duplicate_ending": Text(
        "Het einde ‘{scene}’ heeft dezelfde sleutel als een ander einde: ‘{key}’.",
        "The ending ‘{scene}’ has the same key as another ending: ‘{key}’.",
    ),
    "no_minimum": Text(
        "Zeg hoeveel keuzes iemand minstens maakt voor het verhaal meetelt (1 of meer).",
        "Say how many decisions somebody makes at least for the story to count (1 or more).",
    ),
    "minimum_impossible": Text(
        "Het verhaal telt pas mee na {minimum} keuzes, maar de langste weg heeft er {longest}.",
        "The story counts after {minimum} decisions, but the longest way has {longest}.",
    ),
    "ending_too_soon": Text(
        "‘{scene}’ is al te bereiken na {decisions} keuzes. Het verhaal telt pas mee na {minimum}.",
        "‘{scene}’ can be reached after {decisions} decisions. The story counts after {minimum}.",
    ),
    # Variables and conditions.
    "no_meter": Text(
        "De meter ‘{variable}’ ontbreekt. Leg hem vast van 0 tot 10.",
        "The meter ‘{variable}’ is missing. Declare it from 0 to 10.",
    ),
    "meter_range": Text(
        "De meter ‘{variable}’ moet van 0 tot 10 lopen.",
        "The meter ‘{variable}’ must run from 0 to 10.",
    ),
    "reserved_variable": Text(
        "Een variabele mag niet ‘{variable}’ heten: dat woord heeft al een betekenis.",
        "A variable may not be called ‘{variable}’: that word already has a meaning.",
    ),
    "no_range": Text(
        "Geef ‘{variable}’ een laagste waarde, een hoogste waarde en een begin.",
        "Give ‘{variable}’ a lowest value, a highest value and a start.",
    ),
    "bad_range": Text(
        "De laagste waarde van ‘{variable}’ is hoger dan de hoogste.",
        "The lowest value of ‘{variable}’ is above the highest.",
    ),
    "start_outside": Text(
        "‘{variable}’ begint buiten zijn eigen grenzen.",
        "‘{variable}’ starts outside its own range.",
    ),
    "undeclared_read": Text(
        "‘{scene}’ kijkt naar de variabele ‘{variable}’, maar die bestaat niet.",
        "‘{scene}’ looks at the variable ‘{variable}’, which does not exist.",
    ),
    "undeclared_set": Text(
        "Keuze {number} in ‘{scene}’ verandert de variabele ‘{variable}’, maar die bestaat niet.",
        "Choice {number} in ‘{scene}’ changes the variable ‘{variable}’, which does not exist.",
    ),
    "empty_condition": Text(
        "‘{scene}’ heeft een voorwaarde die niet af is.",
        "‘{scene}’ has a condition that is not finished.",
    ),
    "choice_never_true": Text(
        "Keuze {number} in ‘{scene}’ kan nooit verschijnen: de voorwaarde is nooit waar.",
        "Choice {number} in ‘{scene}’ can never appear: its condition is never true.",
    ),
    "line_never_true": Text(
        "Regel {number} in ‘{scene}’ kan nooit verschijnen: de voorwaarde is nooit waar.",
        "Line {number} in ‘{scene}’ can never appear: its condition is never true.",
    ),
    # Texts and words.
    "missing_text": Text("Schrijf {field}.", "Write {field}."),
    "missing_text_in_scene": Text("In ‘{scene}’ ontbreekt {field}.", "In ‘{scene}’ {field} is missing."),
    "missing_text_in_choice": Text(
        "Bij keuze {number} in ‘{scene}’ ontbreekt {field}.",
        "At choice {number} in ‘{scene}’ {field} is missing.",
    ),
    "missing_translation": Text(
        "Vertaal {field}. Er is nog geen tekst in het {language}.",
        "Translate {field}. There is no text in {language} yet.",
    ),
    "missing_translation_in_scene": Text(
        "Vertaal {field} in ‘{scene}’. Er is nog geen tekst in het {language}.",
        "Translate {field} in ‘{scene}’. There is no text in {language} yet.",
    ),
    "missing_translation_in_choice": Text(
        "Vertaal {field} bij keuze {number} in ‘{scene}’. Er is nog geen tekst in het {language}.",
        "Translate {field} at choice {number} in ‘{scene}’. There is no text in {language} yet.",
    ),
    "unknown_speaker": Text(
        "Regel {number} in ‘{scene}’ wordt gezegd door ‘{who}’, maar die doet niet mee.",
        "Line {number} in ‘{scene}’ is said by ‘{who}’, who is not in the cast.",
    ),
    "unknown_companion": Text(
        "In ‘{scene}’ ben je met ‘{who}’, maar die doet niet mee.",
        "In ‘{scene}’ you are with ‘{who}’, who is not in the cast.",
    ),
    "unknown_word_in_scene": Text(
        "In ‘{scene}’ klopt {field} niet: ‘{value}’. Kies uit: {allowed}.",
        "In ‘{scene}’ {field} is not right: ‘{value}’. Choose from: {allowed}.",
    ),
    "unknown_word_in_choice": Text(
        "Bij keuze {number} in ‘{scene}’ klopt {field} niet: ‘{value}’. Kies uit: {allowed}.",
        "At choice {number} in ‘{scene}’ {field} is not right: ‘{value}’. Choose from: {allowed}.",
    ),
    "unknown_dimension": Text(
        "Keuze {number} in ‘{scene}’ telt voor ‘{dimension}’. Kies uit: {allowed}.",
        "Choice {number} in ‘{scene}’ counts for ‘{dimension}’. Choose from: {allowed}.",
    ),
    "points_outside": Text(
        "Keuze {number} in ‘{scene}’ telt {points} voor ‘{dimension}’. Kies −2 tot en met 2.",
        "Choice {number} in ‘{scene}’ counts {points} for ‘{dimension}’. Choose from −2 to 2.",
    ),
    "no_name": Text("Geef ‘{key}’ een naam.", "Give ‘{key}’ a name."),
    "no_audience": Text(
        "Kies voor wie dit verhaal is.",
        "Choose whom this story is for.",
    ),
    "no_turning_point": Text(
        "Kies de scène waarvandaan iemand opnieuw kan spelen.",
        "Choose the scene from which somebody can play again.",
    ),
    "unknown_turning_point": Text(
        "Het keerpunt ‘{key}’ is geen scène van dit verhaal.",
        "The turning point ‘{key}’ is not a scene of this story.",
    ),
    "unknown_field": Text(
        "Het verhaal heeft een veld dat we niet kennen: ‘{name}’.",
        "The story has a field that we do not know: ‘{name}’.",
    ),
    "unknown_field_in_scene": Text(
        "‘{scene}’ heeft een veld dat we niet kennen: ‘{name}’.",
        "‘{scene}’ has a field that we do not know: ‘{name}’.",
    ),
    "unknown_field_in_choice": Text(
        "Keuze {number} in ‘{scene}’ heeft een veld dat we niet kennen: ‘{name}’.",
        "Choice {number} in ‘{scene}’ has a field that we do not know: ‘{name}’.",
    ),
}
