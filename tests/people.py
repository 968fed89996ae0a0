"""The people of the tests. Each has a sentence that says who they are and what they may see."""

from datetime import date
from types import SimpleNamespace

import pytest

TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)


def employ(first_name, unit, role="member", *, started_on=LONG_AGO, **fields):
    """Somebody with one post, for as long as they have worked here."""
    from lms.models import Employee, Post

    group = fields.pop("function_group", "")
    employee = Employee.objects.create_user(
        email=f"{first_name.lower()}@example.test",
        password=None,
        first_name=first_name,
        last_name=fields.pop("last_name", "Tester"),
        hr_number=str(700_000 + Employee.objects.count()),
        started_on=started_on,
        **fields,
    )
    Post.objects.create(employee=employee, unit=unit, role=role, function_group=group, starts_on=started_on)
    return employee


@pytest.fixture
def house(db):
    """A small service: two directorates, one with a department of two teams, one with one team."""
    from lms.models import OrgUnit

    kind = OrgUnit.Kind
    top = OrgUnit.add_root(code="RHT", name="Rijksdienst Heffing en Toezicht", kind=kind.ORGANISATION)
    mkb = top.add_child(code="MKB", name="Midden- en kleinbedrijf", kind=kind.DIRECTORATE)
    department = mkb.add_child(code="MKB-01", name="Toezicht Zuid", kind=kind.DEPARTMENT)
    payroll = department.add_child(code="MKB-01-A", name="Toezicht Zuid 1", kind=kind.TEAM)
    audits = department.add_child(code="MKB-01-B", name="Toezicht Zuid 2", kind=kind.TEAM)
    par = top.add_child(code="PAR", name="Particulieren", kind=kind.DIRECTORATE)
    desk = par.add_child(code="PAR-01-A", name="Balie 1", kind=kind.TEAM)
    bureau = top.add_child(code="BVI", name="Bureau Veiligheid en Integriteit", kind=kind.DIRECTORATE)
    return SimpleNamespace(
        top=top, mkb=mkb, department=department, payroll=payroll, audits=audits, par=par, desk=desk, bureau=bureau
    )


@pytest.fixture
def alice(house):
    """Alice works in Bob's team. She sees herself."""
    return employ("Alice", house.payroll)


@pytest.fixture
def bob(house):
    """Bob leads Alice's team: he sees who is done there, and nothing else."""
    return employ("Bob", house.payroll, "manager")


@pytest.fixture
def dora(house):
    """Dora is Bob's deputy and sees what Bob sees."""
    return employ("Dora", house.payroll, "deputy")


@pytest.fixture
def erik(house):
    """Erik works in the other team of the same department."""
    return employ("Erik", house.audits)


@pytest.fixture
def fatima(house):
    """Fatima leads the department: her own people by name, the teams below as counts."""
    return employ("Fatima", house.department, "manager")


@pytest.fixture
def charlie(house):
    """Charlie works in the other directorate and must never show up."""
    return employ("Charlie", house.desk)


@pytest.fixture
def trainer(house):
    """Tess trains in Alice's directorate. She sees no figures and no people."""
    return employ("Tess", house.mkb, "trainer")


@pytest.fixture
def director(house):
    """Dewi directs Alice's directorate: figures of that directorate."""
    return employ("Dewi", house.mkb, "director")


@pytest.fixture
def bureau(house):
    """Bilal works for the bureau: figures of the whole organisation, no names."""
    return employ("Bilal", house.bureau, "bureau")


@pytest.fixture
def council(house):
    """Wout reads for the works council: figures, settings, definitions."""
    return employ("Wout", house.desk, "council")


@pytest.fixture
def admin(house):
    """Ada runs the site."""
    ada = employ("Ada", house.bureau)
    ada.is_superuser = True
    ada.save()
    return ada
