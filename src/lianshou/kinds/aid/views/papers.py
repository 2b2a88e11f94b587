"""The papers of a file, of many, and the empty form of a visit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.exports.papers import BATCH, BY_SLUG, MOST_AT_ONCE, blank_visit_form, document
from lianshou.kinds.aid.views.frame import household_for
from lianshou.kinds.aid.views.verifying import VERIFICATIONS
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say
from lianshou.web.workbooks import DOCX, attachment


@opens("person.view")
@require_safe
@never_cache
def paper(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = household_for(request, pk)
    made = BY_SLUG.get(slug)
    if made is None or not made.fits(found, None):
        raise Http404
    return attachment(document(made, [found]), f"{made.title.zh}-{found.number}.docx", content_type=DOCX)


@opens("person.view")
@require_safe
@never_cache
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper of all that are narrowed, in the order of the list."""
    require(request.user, "person.view")
    if slug not in dict(BATCH):
        raise Http404
    made = BY_SLUG[slug]
    narrow = (
        VERIFICATIONS.narrowed(request).qs.select_related("household__head__union").order_by("since", "pk")
    )
    rows = list(narrow[: MOST_AT_ONCE + 1])
    found = [one.household for one in rows if made.fits(one.household, None)]
    if not found or len(rows) > MOST_AT_ONCE:
        words = _("No paper was made: narrow the list to between 1 and %(most)d households.")
        messages.error(request, words % {"most": MOST_AT_ONCE})
        return redirect("aid:verifications")
    return attachment(document(made, found), f"{say(made.title)}.docx", content_type=DOCX)


@opens("person.view")
@require_safe
def blank_visit(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    content = blank_visit_form(year=timezone.localdate().year)
    return attachment(content, _("Empty form of the visit") + ".docx", content_type=DOCX)
