from django.urls import path

from badges import views

app_name = "badges"
urlpatterns = [path("medailles/", views.medals, name="medals")]
