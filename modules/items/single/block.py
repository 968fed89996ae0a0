from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.items.blocks import Both, Part, QuestionBlock


class Option(Part):
    text = Both(label=_("Option"))
    best = blocks.BooleanBlock(required=False, label=_("This is the best choice"))
    feedback = Both(long=True, label=_("What we say to who chooses this"))

    class Meta:
        label = _("Option")
        form_layout = blocks.BlockGroup(children=["text", "best", "feedback"], settings=["key"])


class Block(QuestionBlock):
    kind = "single"
    own = ("options",)

    options = blocks.ListBlock(
        Option(), label=_("Options"), help_text=_("Players see them in another order each time. One is the best.")
    )

    class Meta:
        label = _("One answer")
        icon = "radio-full"
        group = _("Questions")
