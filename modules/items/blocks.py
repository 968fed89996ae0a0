"""What the forms of all types of question share. Rules live in each type's `marking.py`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from lms.templatetags.weerbaar import SCENES
from modules.items import marking
from modules.module_data import tidy
from modules.sentences import say

LANGUAGES = {"nl": _("Dutch"), "en": _("English")}


class Both(blocks.StructBlock):
    """One text in Dutch and in English, side by side."""

    def __init__(self, *, long: bool = False, required: bool = True, **kwargs):
        text = blocks.TextBlock if long else blocks.CharBlock
        rows = {"rows": 3} if long else {}
        languages = [(code, text(label=label, required=required, **rows)) for code, label in LANGUAGES.items()]
        super().__init__(languages, form_classname="struct-block both-languages", **kwargs)

    def clean(self, value):
        cleaned = super().clean(value)
        filled = [code for code in LANGUAGES if cleaned[code]]
        if len(filled) == 1 and not self.is_deferred_validation:
            missing = next(code for code in LANGUAGES if not cleaned[code])
            complaint = ValidationError(gettext("This text is in one language only. Write it in the other as well."))
            raise blocks.StructBlockValidationError({missing: complaint})
        return cleaned


class Message(blocks.StructBlock):
    """A message card beside the question. Leave all of it empty for none."""

    about = Both(
        required=False,
        label=_("Line under the name"),
        help_text=_("For example the sender's address or job. Optional."),
    )
    text = Both(long=True, required=False, label=_("Text of the message"))

    def __init__(self, local_blocks=None, **kwargs):
        # `from` is no name that a class can declare.
        sender = Both(required=False, label=_("Sender"))
        super().__init__([("from", sender), *(local_blocks or [])], **kwargs)

    class Meta:
        label = _("Message")
        icon = "mail"
        form_classname = "struct-block collapsed"
        form_layout = blocks.BlockGroup(children=["from", "about", "text"])

    def clean(self, value):
        cleaned = super().clean(value)
        filled = tidy(self.get_prep_value(cleaned))
        if filled and not self.is_deferred_validation:
            missing = [name for name in ("from", "text") if name not in filled]
            if missing:
                complaint = ValidationError(gettext("A message has a sender and a text."))
                raise blocks.StructBlockValidationError(dict.fromkeys(missing, complaint))
        return cleaned


class KeyBlock(blocks.CharBlock):
    """What answers are filed under. Made by itself; authors only see it among the settings."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            max_length=60,
            label=_("Key"),
            help_text=_("Made by itself when left empty. Stored answers hang on it, so leave it as it is."),
            **kwargs,
        )


class Part(blocks.StructBlock):
    """An option, step, card or pair, with its own key."""

    key = KeyBlock()


class QuestionBlock(blocks.StructBlock):
    """The fields of every question. A type adds its own and says its name in `kind`."""

    kind: str
    #: The fields of the type itself, in the order of the form.
    own: tuple[str, ...] = ()

    question = Both(label=_("Question"))
    situation = Both(
        long=True, required=False, label=_("Situation"), help_text=_("A short story beside the question. Optional.")
    )
    message = Message(required=False)
    art = blocks.ChoiceBlock(
        choices=list(SCENES.items()),
        required=False,
        label=_("Drawing"),
        help_text=_("What can be seen is neutral: it gives no answer away."),
    )
    hint = Both(long=True, required=False, label=_("Hint"), help_text=_("Only for who asks for it. Optional."))
    why = Both(
        long=True, label=_("Why"), help_text=_("The explanation for everybody, shown when the answer is stored.")
    )
    first = blocks.BooleanBlock(
        required=False, label=_("Always first"), help_text=_("The small story that opens the module.")
    )
    source = blocks.CharBlock(required=False, label=_("Source"), help_text=_("For example: BIO2 6.03.02"))
    key = KeyBlock()

    def get_form_layout(self):
        return blocks.BlockGroup(
            children=["question", "situation", "message", "art", *self.own, "why", "hint"],
            settings=["first", "source", "key"],
        )

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            problems = [say(problem) for problem in marking(self.kind).problems(self.as_item(cleaned))]
            if problems:
                raise blocks.StructBlockValidationError(non_block_errors=problems)
        return cleaned

    def as_item(self, value) -> dict:
        """The question as plain data."""
        return {"type": self.kind} | plain(self.get_prep_value(value))


def plain(stored):
    """What Wagtail stores, without what only its editor needs: an item of a list is what it holds.

    Its id becomes the key of who has none, so that authors need not think of one.
    """
    return tidy(_without_wrappers(stored))


def wrapped(value):
    """The other way round: plain data as Wagtail stores it."""
    if isinstance(value, list):
        return [{"type": "item", "id": part["key"], "value": wrapped(part)} for part in value]
    if isinstance(value, dict):
        return {name: wrapped(part) for name, part in value.items()}
    return value


def _without_wrappers(stored):
    if isinstance(stored, list):
        return [_unwrapped(part) for part in stored]
    if isinstance(stored, dict):
        return {name: _without_wrappers(part) for name, part in stored.items()}
    return stored


def _unwrapped(part):
    value = _without_wrappers(part["value"])
    return value | {"key": value.get("key") or part["id"]}
