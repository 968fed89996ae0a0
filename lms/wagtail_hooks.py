"""What the bureau manages in the Wagtail admin: requirements, activities and the reporting card."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from lms.duties import tasks
from lms.models import Activity, ContactPoint, Requirement


class ChangesTheRules:
    """After saving, everybody is worked out again."""

    def save_instance(self):
        instance = super().save_instance()
        tasks.rules_changed()
        return instance


class CreateRule(ChangesTheRules, generic.CreateView):
    pass


class EditRule(ChangesTheRules, generic.EditView):
    pass


class RuleViewSet(ModelViewSet):
    add_view_class = CreateRule
    edit_view_class = EditRule
    copy_view_enabled = False
    inspect_view_enabled = True


class RequirementViewSet(RuleViewSet):
    model = Requirement
    icon = "calendar-check"
    menu_label = _("Requirements")
    list_display = ["title", "mandatory", "legal_source", "clock", "days", "in_force_from"]
    list_filter = ["mandatory", "clock"]
    search_fields = ["title_nl", "title_en", "key"]


class ActivityViewSet(RuleViewSet):
    model = Activity
    icon = "list-ul"
    menu_label = _("Activities")
    list_display = ["title", "kind", "key", "available_from"]
    list_filter = ["kind"]
    form_fields = ["key", "kind", "title_nl", "title_en", "minutes", "available_from"]


class ContactPointViewSet(ModelViewSet):
    model = ContactPoint
    icon = "phone"
    menu_label = _("Reporting card")
    list_display = ["name", "kind", "phone", "position"]
    copy_view_enabled = False


class DutiesViewSetGroup(ModelViewSetGroup):
    menu_label = _("Duties")
    menu_icon = "calendar-check"
    menu_order = 150
    items = (RequirementViewSet, ActivityViewSet, ContactPointViewSet)


@hooks.register("register_admin_viewset")
def register_duties():
    return DutiesViewSetGroup()
