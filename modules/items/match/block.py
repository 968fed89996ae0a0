from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.items.blocks import Both, Part, QuestionBlock


class Pair(Part):
    left = Both(label=_("Left"))
    right = Both(label=_("Right"))
    feedback = Both(long=True, label=_("Why they belong together"))

    class Meta:
        label = _("Pair")
        form_layout = blocks.BlockGroup(children=["left", "right", "feedback"], settings=["key"])


class Extra(Part):
    right = Both(label=_("Right"))

    class Meta:
        label = _("Extra on the right")
        form_layout = blocks.BlockGroup(children=["right"], settings=["key"])


class Block(QuestionBlock):
    kind = "match"
    own = ("pairs", "extras")

    pairs = blocks.ListBlock(
        Pair(), label=_("Pairs"), help_text=_("Players see the left sides and choose a right side for each.")
    )
    extras = blocks.ListBlock(
        Extra(), default=[], label=_("Extras"), help_text=_("Right sides that belong to no left side. Optional.")
    )

    class Meta:
        label = _("Match")
        icon = "link"
        group = _("Questions")
