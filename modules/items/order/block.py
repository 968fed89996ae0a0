from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.items.blocks import Both, Part, QuestionBlock


class Step(Part):
    text = Both(label=_("Step"))
    feedback = Both(long=True, label=_("Why it comes here"))

    class Meta:
        label = _("Step")
        form_layout = blocks.BlockGroup(children=["text", "feedback"], settings=["key"])


class Block(QuestionBlock):
    kind = "order"
    own = ("steps",)

    steps = blocks.ListBlock(
        Step(), label=_("Steps"), help_text=_("Write them in the right order. Players see them mixed.")
    )

    class Meta:
        label = _("Put in order")
        icon = "list-ol"
        group = _("Questions")
