from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.items.blocks import Both, Part, QuestionBlock


class Option(Part):
    text = Both(label=_("Option"))
    good = blocks.BooleanBlock(required=False, label=_("This one is good"))
    feedback = Both(long=True, label=_("What we say about it"))

    class Meta:
        label = _("Option")
        form_layout = blocks.BlockGroup(children=["text", "good", "feedback"], settings=["key"])


class Block(QuestionBlock):
    kind = "multi"
    own = ("options",)

    options = blocks.ListBlock(
        Option(), label=_("Options"), help_text=_("Players see them in another order each time. Several may be good.")
    )

    class Meta:
        label = _("Several answers")
        icon = "tick-inverse"
        group = _("Questions")
