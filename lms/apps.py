from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import Reach


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = _("People and duties")

    def ready(self):
        registry.classify(
            Reach.PUBLIC,
            "healthz",
            "report",
            "who_sees_what",
            "accessibility",
            "language",
            "theme",
            "not_here",
            "admin_sign_in",
            "invitation",
            "invitation_again",
            # allauth
            "account_login",
            "account_logout",
            "account_inactive",
            "account_signup",
            "account_email",
            "account_email_verification_sent",
            "account_confirm_email",
            "account_confirm_login_code",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "mfa_authenticate",
            "mfa_login_webauthn",
        )
        registry.classify(
            Reach.SIGNED_IN,
            "account_reauthenticate",
            "account_change_password",
            "account_set_password",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        )
        from wagtail.signals import page_published

        from lms.duties import tasks

        page_published.connect(tasks.soon, dispatch_uid="work_off_soon")
        registry.daily("Obligations of whom time or facts changed", _work_off)
        registry.daily("Groups follow the posts", _follow_posts)
        registry.daily("Invitations that wait", _queue_invitations)


def _work_off(on):
    from lms.duties import projection

    return f"{projection.project_due(on=on).total} rows written"


def _follow_posts(on):
    from lms.people import groups

    groups.follow_all_posts(on=on)
    return "done"


def _queue_invitations(on):
    from lms.invitations import inviting

    return f"{inviting.queue_unsent(on=on)} queued"
