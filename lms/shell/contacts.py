"""The reporting card that a new installation begins with. Only 112 is real; the bureau fills in the rest."""

from lms.shell.models import ContactPoint

Kind = ContactPoint.Kind

CONTACT_POINTS = (
    {
        "kind": Kind.REPORTING_POINT,
        "name_nl": "Meldpunt Integriteit en Veiligheid",
        "name_en": "Integrity and Security reporting point",
        "phone": "088 – 000 00 00",
        "hours_nl": "Dag en nacht open, 7 dagen per week.",
        "hours_en": "Open day and night, 7 days a week.",
        "note_nl": "Twijfel is genoeg om te bellen. Ook als je al iets hebt gezegd of gedaan.",
        "note_en": "Doubt is reason enough to call. Even if you already said or did something.",
    },
    {
        "kind": Kind.EMERGENCY,
        "name_nl": "Direct gevaar? Bel 112",
        "name_en": "Acute danger? Call 112",
        "phone": "112",
        "note_nl": "Word je bedreigd of gevolgd? Bel eerst de politie. Meld het daarna bij ons.",
        "note_en": "Are you threatened or followed? Call the police first. Report it to us afterwards.",
    },
    {
        "kind": Kind.MANAGER,
        "name_nl": "Je leidinggevende",
        "name_en": "Your manager",
        "note_nl": "Vertel wat er gebeurde. Samen melden jullie het.",
        "note_en": "Say what happened. You report it together.",
    },
    {
        "kind": Kind.CONFIDENTIAL_ADVISER,
        "name_nl": "Vertrouwenspersoon",
        "name_en": "Confidential adviser",
        "phone": "088 – 000 00 01",
        "hours_nl": "Op werkdagen van 9.00 tot 17.00 uur.",
        "hours_en": "On working days from 9:00 to 17:00.",
        "note_nl": "Eerst rustig praten? Dat kan. Alleen een strafbaar feit kan niet altijd geheim blijven.",
        "note_en": "Talk it over first? You can. Only a crime cannot always stay secret.",
    },
    {
        "kind": Kind.BUREAU,
        "name_nl": "Bureau Veiligheid en Integriteit",
        "name_en": "Security & Integrity Bureau",
        "phone": "088 – 000 00 02",
        "hours_nl": "Op werkdagen van 8.00 tot 18.00 uur.",
        "hours_en": "On working days from 8:00 to 18:00.",
        "note_nl": "Gaat het over je leidinggevende? Bel dan het bureau.",
        "note_en": "Is it about your manager? Then call the bureau.",
    },
    {
        "kind": Kind.INCIDENT_DESK,
        "name_nl": "Meldpunt beveiligingsincidenten",
        "name_en": "Security incident desk",
        "phone": "088 – 000 00 03",
        "hours_nl": "Dag en nacht open.",
        "hours_en": "Open day and night.",
        "note_nl": "Voor je account, je pas, je laptop of een datalek.",
        "note_en": "For your account, your pass, your laptop or a data leak.",
    },
)


def preload() -> int:
    """Fill an empty card. A card that somebody made stays as it is. Returns how many points are new."""
    if ContactPoint.objects.exists():
        return 0
    points = [ContactPoint(position=place, **fields) for place, fields in enumerate(CONTACT_POINTS)]
    return len(ContactPoint.objects.bulk_create(points))
