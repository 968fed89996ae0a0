from django.urls import path

from lms.invitations import views

urlpatterns = [
    path("nieuw/", views.again, name="invitation_again"),
    path("<str:token>/", views.invitation, name="invitation"),
]
