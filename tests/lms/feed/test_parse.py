"""Reading a delivery: a file that is not what it says changes nothing; a broken line rejects only itself."""

import pytest

from lms.feed import parse as parsing
from lms.feed.parse import ABSENCES, PEOPLE, UNITS
from tests.lms.feed.deliveries import FIRST, SECOND, delivery, files, line, reasons, refused, small, written


def test_a_delivery_is_read_as_plain_data():
    read = small(FIRST)
    assert (len(read.units), len(read.people), len(read.absences), read.rejected) == (11, 11, 2, ())
    chaima = next(each for each in read.people if each.person.number == "200003")
    assert chaima.person.name == "Chaima el Idrissi"
    assert (chaima.person.engagement, chaima.person.agency, chaima.person.language) == ("agency", "Flex; Kracht", "en")
    assert (chaima.post.unit, chaima.post.role, chaima.post.ends_on) == ("PAR-01-A", "member", None)


def test_broken_lines_say_where_and_why():
    assert reasons(small(SECOND).rejected) == [
        (PEOPLE, 3, "not_digits"),
        (PEOPLE, 7, "too_many_fields"),
        (PEOPLE, 16, "not_a_date"),
        (PEOPLE, 17, "not_an_address"),
        (PEOPLE, 19, "unknown_word"),
    ]


@pytest.mark.parametrize(
    "fields, reason",
    [
        ({"personeelsnummer": ""}, "nothing_there"),
        ({"personeelsnummer": "١٢٣"}, "not_digits"),
        ({"personeelsnummer": "1" * 21}, "too_long"),
        ({"voornaam": "  "}, "nothing_there"),
        ({"achternaam": "x" * 121}, "too_long"),
        ({"achternaam": "Vos\x00"}, "odd_characters"),
        ({"achternaam": "\u202esoV"}, "odd_characters"),
        ({"email": "alice@localhost"}, "not_an_address"),
        ({"email": "alice vos@hr.example"}, "not_an_address"),
        ({"taal": "de"}, "unknown_word"),
        ({"dienstverband": ""}, "nothing_there"),
        ({"in_dienst": "2026-02-31"}, "not_a_date"),
        ({"in_dienst": "20180301"}, "not_a_date"),
        ({"in_dienst": "2018-W09-4"}, "not_a_date"),
        ({"in_dienst": "1018-03-01"}, "unlikely_date"),
        ({"uit_dienst": "9999-12-31"}, "unlikely_date"),
        ({"uit_dienst": "1899-01-01"}, "ends_before_it_starts"),
        ({"functie_tot": "2018-02-28"}, "ends_before_it_starts"),
        ({"uit_dienst": "2019-01-01", "functie_van": "2019-01-02"}, "post_after_leaving"),
        ({"rol": "keizer"}, "unknown_word"),
        ({"eenheid": ""}, "nothing_there"),
        ({"bureau": '"Flex'}, "quotes"),
    ],
)
def test_one_wrong_field_rejects_one_line(fields, reason):
    read = delivery(line(1), line(2, **fields), line(3))
    assert [each.person.number for each in read.people] == ["1", "3"]
    assert reasons(read.rejected) == [(PEOPLE, 3, reason)]


def test_a_stray_quotation_mark_costs_one_line():
    read = delivery(line(1, bureau='"Flex'), line(2), line(3, bureau='"Flex"'))
    assert [each.line for each in read.people] == [3, 4]


def test_names_are_compared_in_one_way_of_writing():
    composed, decomposed = "Zo\u00eb", "Zoe\u0308"
    one, other = delivery(line(1, voornaam=composed)), delivery(line(1, voornaam=decomposed))
    assert one.people == other.people


def test_spaces_around_a_value_mean_nothing_and_addresses_are_small():
    read = delivery(line(1, voornaam=" Alice ", email=" Alice.Vos@HR.example "))
    assert (read.people[0].person.first_name, read.people[0].person.email) == ("Alice", "alice.vos@hr.example")


def test_a_unit_without_a_place_is_rejected_unless_it_is_the_organisation():
    read = delivery(line(), units=["RHT;Rijksdienst;organisatie;", "MKB;Bedrijven;directie;", "X;;team;RHT"])
    assert reasons(read.rejected) == [(UNITS, 3, "nothing_above"), (UNITS, 4, "nothing_there")]


def test_an_absence_that_ends_before_it_starts_is_rejected():
    read = delivery(line(), absences=["200001;2026-02-01;2026-01-31", "200001;2026-03-01;"])
    assert reasons(read.rejected) == [(ABSENCES, 2, "ends_before_it_starts")]


# --- What is no delivery at all ---------------------------------------------------------------------


def test_a_whole_delivery_is_taken():
    assert refused(files([line()])) is None


def test_line_ends_of_another_kind_and_no_byte_order_mark_are_fine():
    plain = {name: data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") for name, data in files([line()]).items()}
    assert refused(plain) is None


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_refused(encoding):
    text = written(PEOPLE, [line(voornaam="Zoë")]).decode("utf-8-sig")
    assert refused(files([line()]) | {PEOPLE: text.encode(encoding)}) == "not_utf8"


@pytest.mark.parametrize("name", [UNITS, PEOPLE, ABSENCES])
def test_other_columns_are_refused(name):
    whole = files([line()])
    header, rest = whole[name].split(b"\r\n", 1)
    turned = b"\xef\xbb\xbf" + b";".join(reversed(header.removeprefix(b"\xef\xbb\xbf").split(b";")))
    assert refused(whole | {name: turned + b"\r\n" + rest}) == "columns"
    assert refused(whole | {name: header.replace(b";", b",") + b"\r\n" + rest}) == "columns"
    assert refused(whole | {name: rest}) in {"columns", "empty"}


def test_columns_in_quotes_are_the_same_columns():
    whole = files([line()])
    assert refused(whole | {PEOPLE: whole[PEOPLE].replace(b"email", b'"email"', 1)}) is None


def test_a_file_that_was_cut_off_anywhere_is_refused_or_cut_between_two_lines():
    whole = files([line(1), line(2)])
    for length in range(len(whole[PEOPLE])):
        cut = whole[PEOPLE][:length]
        between_lines = cut.endswith(b"\n") and cut.count(b"\n") > 1
        assert (refused(whole | {PEOPLE: cut}) is None) == between_lines, cut[-20:]


def test_a_last_line_with_too_few_fields_is_a_file_that_was_cut_off():
    whole = files([line(1)])
    assert refused(whole | {PEOPLE: whole[PEOPLE] + b"200002;Bob\r\n"}) == "cut_off"


def test_a_file_without_lines_is_refused_but_nobody_need_be_absent():
    whole = files([line()])
    assert refused(whole | {PEOPLE: written(PEOPLE, [])}) == "no_lines"
    assert refused(whole | {UNITS: written(UNITS, [])}) == "no_lines"
    assert refused(whole | {ABSENCES: written(ABSENCES, [])}) is None
    assert refused(whole | {ABSENCES: b""}) == "empty"


def test_the_same_bytes_have_the_same_digest():
    whole = files([line()])
    assert parsing.digest_of(whole) == parsing.digest_of(dict(reversed(whole.items())))
    assert parsing.digest_of(whole) != parsing.digest_of(files([line(2)]))
