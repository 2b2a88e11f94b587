from django.urls import path

from lianshou.kernel.intake.views import applications, filling

app_name = "applications"
_FORM = "programmes/<int:programme>/<slug:slug>/"
urlpatterns = [
    path("", filling.mine, name="mine"),
    path("applications.xlsx", filling.mine_export, name="mine_export"),
    path("programmes/<int:pk>/", applications.listing, name="list"),
    path("programmes/<int:pk>/applications.xlsx", applications.export, name="export"),
    path(_FORM, filling.choose, name="choose"),
    path(f"{_FORM}unions/<int:union>/", filling.fill_union, name="fill_union"),
    path(f"{_FORM}unions/<int:union>/keep/", filling.keep_union, name="keep_union"),
    path(f"{_FORM}persons/<int:person>/", filling.fill_person, name="fill_person"),
    path(f"{_FORM}persons/<int:person>/keep/", filling.keep_person, name="keep_person"),
    path("drafts/<int:pk>/discard/", filling.discard, name="discard"),
    path("filings/<int:pk>/correct/", filling.correct, name="correct"),
    path("filings/<int:pk>/correct/keep/", filling.keep_correction, name="keep_correction"),
    path("<int:pk>/", applications.detail, name="detail"),
    path("<int:pk>/accept/", applications.accept, name="accept"),
    path("<int:pk>/return/", applications.return_, name="return"),
    path("<int:pk>/refuse/", applications.refuse, name="refuse"),
    path("<int:pk>/withdraw/", applications.withdraw, name="withdraw"),
]
