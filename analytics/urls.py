from django.urls import path

from analytics import views

app_name = "analytics"
urlpatterns = [
    path("team/", views.team, name="team"),
    path("organisatie/", views.organisation, name="organisation"),
]
