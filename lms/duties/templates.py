"""The requirements that a new installation begins with, as drafts. Sources: BIO2 v1.3 and the letter of 25 April 2024.

They name activities by key. An activity that is not published yet exists only as a name, and is
not asked of anybody before it is.
"""

from dataclasses import dataclass

from django.db import transaction

from lms.activities.models import Activity
from lms.duties.models import ClockChoice, Requirement, RequirementPart

LETTER = "Kamerbrief 25 april 2024 (31066-1379)"
OWN_SCENARIO = "*"
LEVELS = {"brons": "Bronze", "zilver": "Silver", "goud": "Gold", "diamant": "Diamond"}


@dataclass(frozen=True, slots=True)
class Template:
    key: str
    nl: str
    en: str
    parts: tuple[str, ...]
    source: str
    clock: str = ClockChoice.JOINING
    days: int = 90
    valid_months: int | None = 12
    engagement: str = ""
    roles: tuple[str, ...] = ()
    mandatory: bool = True
    times: int = 1


TEMPLATES = (
    Template(
        "start-veilig", "Start veilig", "Start safely", ("b5", "b6", "makkelijk-verdienen"),
        f"BIO2 6.02.01; {LETTER}", ClockChoice.APPOINTMENT, days=0, valid_months=None, engagement="agency",
    ),
    Template(
        "i-bewustzijn", "I-bewustzijn", "Information awareness", ("niveau-brons", "niveau-zilver"), "BIO2 6.03.02"
    ),
    Template(
        "meldprocedure", "Meldprocedure gekend", "Knows how to report", ("b6", "d6"), "BIO2 6.08.01"
    ),
    Template("veilig-mobiel", "Veilig mobiel", "Safe on the move", ("z2", "g2"), "BIO2 6.03.04; 8.01.02"),
    Template("goud", "Goud", "Gold", ("niveau-goud",), LETTER, days=365),
    Template(
        "benaderd", "Wat als je benaderd wordt", "What if you are approached", ("niveau-diamant", OWN_SCENARIO),
        LETTER, days=182,
    ),
    Template(
        "leiderschap", "Leiderschap weerbaarheid", "Resilient leadership", ("ml1", "ml2", "ml3", "ml4", "ml5"),
        f"BIO2 6.03.03; {LETTER}", ClockChoice.APPOINTMENT, days=60, roles=("manager", "deputy"),
    ),
    Template(
        "functiewisseling", "Functiewisseling", "Change of function", ("b5", "ml3"), "BIO2 6.02.01",
        ClockChoice.CHANGE, days=30, valid_months=None,
    ),
    Template(
        "basisopleiding", "Basisopleiding digitale weerbaarheid", "Basic training in digital resilience",
        ("basisopleiding-digitale-weerbaarheid",), "Rijksbreed beleid, sinds 2024",
    ),
    Template(
        "bestuur", "Bestuurstraining", "Training for the board", ("bestuurstraining",), "NIS2 art. 20; BIO2 §21",
        ClockChoice.APPOINTMENT, days=180, roles=("director",),
    ),
    *(
        Template(
            f"doel-{slug}", slug.capitalize(), english, (f"niveau-{slug}",), "", ClockChoice.NONE, days=0,
            valid_months=None, mandatory=False,
        )
        for slug, english in LEVELS.items()
    ),
)  # fmt: skip

#: Activities without a page of ours, and names for what is still to be written.
EXTERNAL = {
    "basisopleiding-digitale-weerbaarheid": (
        "Basisopleiding digitale weerbaarheid",
        "Basic training, digital resilience",
    ),
    "bestuurstraining": ("Bestuurstraining", "Training for the board"),
}


@transaction.atomic
def preload() -> int:
    """Add the templates that are not there yet. What the bureau made of the others stays. Returns how many are new."""
    new = 0
    for template in TEMPLATES:
        requirement, created = Requirement.objects.get_or_create(
            key=template.key,
            defaults={
                "title_nl": template.nl,
                "title_en": template.en,
                "mandatory": template.mandatory,
                "legal_source": template.source,
                "clock": template.clock,
                "days": template.days,
                "valid_months": template.valid_months,
                "audience_engagement": template.engagement,
                "audience_roles": list(template.roles),
            },
        )
        if created:
            _add_parts(requirement, template)
            new += 1
    return new


def _add_parts(requirement: Requirement, template: Template) -> None:
    for order, key in enumerate(template.parts):
        if key == OWN_SCENARIO:
            part = RequirementPart(kind=RequirementPart.Kind.OWN_SCENARIO)
        else:
            part = RequirementPart(activity=_activity(key))
        part.requirement, part.sort_order, part.times = requirement, order, template.times
        part.save()


def _activity(key: str) -> Activity:
    if key in EXTERNAL:
        kind, (nl, en) = Activity.Kind.EXTERNAL, EXTERNAL[key]
    elif key.startswith("niveau-"):
        slug = key.removeprefix("niveau-")
        kind, (nl, en) = Activity.Kind.LEVEL, (slug.capitalize(), LEVELS[slug])
    elif key == "makkelijk-verdienen":
        kind, (nl, en) = Activity.Kind.SCENARIO, ("Makkelijk verdienen", "Easy money")
    else:
        kind, (nl, en) = Activity.Kind.MODULE, (key.upper(), key.upper())
    activity, _ = Activity.objects.get_or_create(key=key, defaults={"kind": kind, "title_nl": nl, "title_en": en})
    return activity
