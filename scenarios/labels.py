"""What the words of a story's data are called on the screen."""

from django.utils.translation import gettext_lazy as _

#: Never right or wrong: a choice that many would make is understandable.
WEIGHTS = {"strong": _("strong"), "understandable": _("understandable"), "risky": _("risk")}

#: The four stages in which an approach works, and the way out of it.
PHASES = {
    "targeting": _("Feeling you out"),
    "relationship": _("Building a bond"),
    "pressure": _("Putting on pressure"),
    "corrupt": _("Over the line"),
    "help": _("Help"),
}

DIMENSIONS = {
    "recognise": _("Recognise"),
    "refuse": _("Say no"),
    "record": _("Write it down"),
    "report": _("Report"),
    "support": _("Accept help"),
}
