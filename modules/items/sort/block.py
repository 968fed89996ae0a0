from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.items.blocks import Both, Part, QuestionBlock


class Bin(blocks.StructBlock):
    text = Both(label=_("Name of the group"))
    key = blocks.CharBlock(max_length=60, label=_("Short name"), help_text=_("The cards refer to it."))

    class Meta:
        label = _("Group")


class Card(Part):
    text = Both(label=_("Card"))
    bin = blocks.CharBlock(label=_("Belongs to"), help_text=_("The short name of the group."))
    feedback = Both(long=True, label=_("Why it belongs there"))

    class Meta:
        label = _("Card")
        form_layout = blocks.BlockGroup(children=["text", "bin", "feedback"], settings=["key"])


class Block(QuestionBlock):
    kind = "sort"
    own = ("bins", "cards")

    bins = blocks.ListBlock(Bin(), label=_("Groups"), help_text=_("Two to four, in the order in which they are shown."))
    cards = blocks.ListBlock(Card(), label=_("Cards"), help_text=_("Players see them in another order each time."))

    class Meta:
        label = _("Sort into groups")
        icon = "table"
        group = _("Questions")
