"""What everybody reads without logging in: issued bulletins that were made public."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.core.periods import said
from lianshou.kernel.bulletins import queries
from lianshou.kernel.bulletins.forms import PublicBulletinFilter
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.tables import PublicBulletinTable
from lianshou.kernel.bulletins.views.frame import paragraphs_of
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.files import private_file


@opens(PUBLIC)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = PublicBulletinFilter(request.GET, queryset=queries.public_bulletins())
    found.form.is_valid()
    context = {
        "filter": found,
        "table": RequestConfig(request, paginate={"per_page": 20}).configure(PublicBulletinTable(found.qs)),
        "any": queries.public_bulletins().exists(),
    }
    return render(request, "bulletins/public/list.html", context)


@opens(PUBLIC)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin: Bulletin = get_object_or_404(queries.bulletins_published(), pk=pk)
    context: dict[str, Any] = {"bulletin": bulletin, "corrections": queries.corrected_by(bulletin=bulletin)}
    if bulletin.is_public:
        asked: dict[str, Any] = {
            "bulletin": bulletin,
            "actor": request.user,
            "today": timezone.localdate(),
        }
        photos = queries.photos_to_show(bulletin=bulletin)
        context |= {
            "period": said(bulletin.period),
            "paragraphs": paragraphs_of(bulletin, queries.values_of(**asked)),
            "changes": queries.changes_of(**asked),
            "opens_rows": True,
            "photos": photos,
            "photo_by": queries.photographers_at_the_end(bulletin=bulletin, photos=photos),
            "everybody": True,
        }
    return render(request, "bulletins/public/detail.html", context, status=200 if bulletin.is_public else 410)


@opens(PUBLIC)
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.photo_for_everybody(pk=pk)
    if found is None:
        raise Http404
    return private_file(found.image, name=f"photo-{found.pk}.jpg", content_type="image/jpeg")
