"""The player's addresses, in Dutch like the rest of the site."""

from django.urls import path

from modules import views

app_name = "modules"
urlpatterns = [
    path("", views.home, name="home"),
    path("niveau/<slug:slug>/", views.level, name="level"),
    path("module/<slug:key>/", views.module, name="module"),
    path("module/<slug:key>/start/", views.start, name="start"),
    path("poging/<uuid:pk>/", views.attempt, name="attempt"),
    path("poging/<uuid:pk>/klaar/", views.finished, name="finished"),
    path("poging/<uuid:pk>/<int:position>/", views.item, name="item"),
    path("waarom/<slug:key>/", views.why, name="why"),
]
