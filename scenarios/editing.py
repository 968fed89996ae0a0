"""The form in which a story's data is edited: a draft may be unfinished, what is published may not."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from scenarios.story import NotAStory, Story


class StoryField(forms.JSONField):
    """JSON that an author can read: indented, and with its accents."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, forms.fields.InvalidJSONInput):
            return str(value)
        return json.dumps(value, indent=2, ensure_ascii=False)

    def clean(self, value: Any) -> Any:
        data = super().clean(value)
        try:
            Story.from_data(data)
        except NotAStory as refusal:  # not even a draft: it could not be kept
            raise ValidationError(refusal.sentence(get_language() or settings.LANGUAGE_CODE)) from None
        return data


class ScenarioForm(WagtailAdminPageForm):
    story = StoryField(
        label=_("story"),
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false"}),
        help_text=_("Scenes, choices and texts. An unfinished story can be saved, but not published."),
    )

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        if self.instance.first_published_at and key != self.initial["key"]:
            raise ValidationError(gettext("The key stays as it is: results hang on it."))
        return key

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.instance.section = self.parent_page.specific
        if self.is_deferred_validation or self.errors:
            return
        if faults := list(self.instance.faults()):
            self.add_error("story", faults)
