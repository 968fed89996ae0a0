"""The least that such a request can cost in Django on this machine: what the figures are compared with."""

from django.contrib.auth.decorators import login_required
from django.db import connection, models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path


class Row(models.Model):
    """What the floor writes: an answer without a question."""

    employee_id = models.BigIntegerField()
    position = models.IntegerField()
    response = models.JSONField(default=dict)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"
        db_table = "bench_floor_row"
        managed = False
        indexes = [models.Index(fields=["employee_id", "position"], name="bench_floor_row_of")]


def make_table() -> None:
    Row._meta.managed = True
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    Row._meta.managed = False


#: The body of a real page, put here before measuring.
BODY = {"html": b""}


@login_required
def write_one_row(request):
    """Session, user and one row, as every write must."""
    with transaction.atomic():
        Row.objects.create(employee_id=request.user.pk, position=1, response={"choice": request.POST.get("choice")})
    return HttpResponseRedirect("/")


@login_required
def stored_body(request):
    """Session, user and a page that was made before."""
    assert request.user.pk
    return HttpResponse(BODY["html"])


urlpatterns = [
    path("bench/row/", write_one_row),
    path("bench/page/", stored_body),
    path("", include("lms.urls")),
]
