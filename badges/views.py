from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from badges.shelf import shelf
from lms import clock


@login_required
@require_safe
def medals(request: HttpRequest) -> HttpResponse:
    places = shelf(request.user, on=clock.today())
    return render(
        request,
        "badges/medals.html",
        {"levels": [p for p in places if p.is_level], "others": [p for p in places if not p.is_level]},
    )
