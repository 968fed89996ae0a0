"""The tags of the house style."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from lms.templatetags.weerbaar import art, dialled, icon, initials, scene


def test_an_icon_is_decoration_in_the_colour_of_its_text():
    assert icon("phone") == (
        '<svg class="wb-icon" aria-hidden="true" focusable="false">'
        '<use href="/static/lms/art/icons.svg#phone"></use></svg>'
    )
    assert 'class="wb-icon wb-icon--lg"' in icon("phone", "lg")


def test_an_icon_that_is_not_there_is_an_error_and_no_empty_square():
    with pytest.raises(LookupError, match="fone"):
        icon("fone")


def test_a_drawing_is_decoration_until_it_gets_a_label():
    assert art("logo").startswith('<svg aria-hidden="true"')
    assert art("logo", 'The "mark"').startswith('<svg role="img" aria-label="The &quot;mark&quot;"')


@pytest.mark.parametrize("name", ["nothing-like-it", "../../../settings", "icons.svg"])
def test_only_our_own_drawings_can_be_asked_for(name):
    with pytest.raises(LookupError):
        art(name)


def test_a_scene_says_what_can_be_seen():
    with translation.override("en"):
        assert 'aria-label="A car park at dusk.' in scene("scene-parkeerplaats")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Samira el Idrissi", "SI"), ("Robin", "R"), ("Danny (voetbal)", "DV"), ("Jan Jan", "JJ"), ("", "")],
)
def test_initials_are_of_the_first_name_and_the_last(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("shown", "number"), [("088 – 000 00 00", "0880000000"), ("+31 (0)88 000", "+3188000"), ("112", "112")]
)
def test_a_telephone_gets_the_digits_only(shown, number):
    assert dialled(shown) == number


def test_a_day_is_written_in_the_language_of_the_reader():
    written = Template("{{ day|day }}")
    with translation.override("nl"):
        assert written.render(Context({"day": date(2026, 11, 3)})) == "3 november 2026"
    with translation.override("en"):
        assert written.render(Context({"day": date(2026, 11, 3)})) == "3 November 2026"


def test_what_is_too_much_to_read_gets_a_page_of_ours(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    client.raise_request_exception = False
    response = client.post("/taal/", {"language": "x" * 2_000}, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "Er is niets veranderd" in response.content.decode()
