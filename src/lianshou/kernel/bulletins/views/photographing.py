"""Photographs of a brief."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.forms import BriefPhotosForm
from lianshou.kernel.bulletins.views.bulletins import shown
from lianshou.kernel.bulletins.views.frame import bulletin_of
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.files import private_file


@opens(post="bulletin.write")
@require_POST
def add_photos(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    form = BriefPhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("No photograph was taken over; what is wrong stands at the form."))
        context = shown(request, bulletin) | {"photos_form": form}
        return render(request, "bulletins/detail.html", context, status=422)
    act = partial(
        actions.add_photos,
        actor=request.user,
        bulletin=bulletin,
        photos=form.new_photos,
        now=timezone.now(),
    )
    return acted(request, act, _("The photographs have been added."), "bulletins:detail", pk)


@opens(post="bulletin.write")
@require_POST
def remove_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    found = get_object_or_404(queries.photos_of(bulletin=bulletin), pk=photo)
    act = partial(actions.remove_photo, actor=request.user, photo=found, now=timezone.now())
    return acted(request, act, _("The photograph has been taken out."), "bulletins:detail", pk)


@opens("bulletin.receive")
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.photo_seen(actor=request.user, pk=pk)
    if found is None:
        raise Http404
    return private_file(found.image, name=f"photo-{found.pk}.jpg", content_type="image/jpeg")
