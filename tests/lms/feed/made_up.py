"""Made-up deliveries, full of mistakes, for tests that hold whatever arrives."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.lms.feed.deliveries import FIRST, files, line

TEAMS = ["MKB-A", "MKB-B", "PAR-A", "PAR", "X"]
DAYS = [FIRST + timedelta(days=days) for days in (-400, -30, -1, 0, 1, 7, 14, 60)]

codes = st.sampled_from(["RHT", "MKB", "PAR", "MKB-A", "MKB-B", "PAR-A"])
units = st.lists(
    st.builds(
        lambda code, name, kind, above: f"{code};{name};{kind};{above}",
        codes,
        st.sampled_from(["Een", "Twee"]),
        st.sampled_from(["organisatie", "afdeling", "team"]),
        st.one_of(codes, st.just("")),
    ),
    min_size=1,
    max_size=7,
)
days = st.sampled_from(DAYS)
ends = st.one_of(st.just(""), days)
people = st.lists(
    st.builds(
        line,
        st.integers(1, 5),
        achternaam=st.sampled_from(["Vos", "Bos"]),
        email=st.sampled_from([f"{n}@hr.example" for n in range(1, 7)]),
        taal=st.sampled_from(["nl", "en"]),
        in_dienst=st.sampled_from(DAYS[:3]),
        uit_dienst=ends,
        eenheid=st.sampled_from(TEAMS),
        rol=st.sampled_from(["medewerker", "leidinggevende", "keizer"]),
        functie_van=days,
        functie_tot=ends,
    ),
    min_size=1,
    max_size=8,
)
absences = st.lists(st.builds(lambda n, a, b: f"{n};{a};{b}", st.integers(1, 6), days, ends), max_size=4)
deliveries = st.builds(files, people, absences, units)
