from django.urls import path

from scenarios import views

app_name = "scenarios"
urlpatterns = [
    path("scenarios/", views.overview, name="list"),
    path("scenario/<slug:key>/", views.intro, name="intro"),
    path("scenario/<slug:key>/begin/", views.start, name="start"),
    path("verhaal/<uuid:pk>/", views.playing, name="play"),
    path("verhaal/<uuid:pk>/keuze/", views.choose, name="choose"),
    path("verhaal/<uuid:pk>/nabespreking/", views.debrief, name="debrief"),
    path("verhaal/<uuid:pk>/opnieuw/", views.replay, name="replay"),
]
