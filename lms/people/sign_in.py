"""django-allauth, as this house wants it: no public sign-up, addresses owned by HR, in one's own language."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from lms import clock
from lms.people import groups

#: In the session of who is not signed in yet: the language that they chose on the way in.
CHOSEN_LANGUAGE = "chosen language"


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def can_delete_email(self, email_address):
        return False

    def pre_login(self, request, user, **kwargs):
        """Nobody comes in before their first day, or after their last."""
        if not user.employed(on=clock.today()):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        groups.follow_posts(user, on=clock.today())
        if chosen := request.session.pop(CHOSEN_LANGUAGE, ""):
            user.language = chosen
            user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=settings.PRODUCTION,
        )
        return response
