"""The addresses of the house. Other floors are named here, never imported."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from lms.shell import views

#: Every way to the admin goes through allauth.
SIGN_IN = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("melden/", views.report, name="report"),
    path("wie-ziet-wat/", views.who_sees_what, name="who_sees_what"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("taal/", views.language, name="language"),
    path("thema/", views.theme, name="theme"),
    path("account/uitnodiging/", include("lms.invitations.urls")),
    re_path(r"^account/(?:signup|email|confirm-email)(?:/.*)?$", views.not_here, name="not_here"),
    path("account/", include("allauth.urls")),
    path("beheer/login/", SIGN_IN, name="admin_sign_in"),
    path("beheer/", include(wagtailadmin_urls)),
    path("", include("analytics.urls")),
    path("", include("badges.urls")),
    path("", include("scenarios.urls")),
    path("", include("modules.urls")),
]
