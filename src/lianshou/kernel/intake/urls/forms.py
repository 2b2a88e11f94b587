from django.urls import path

from lianshou.kernel.intake.views import forms

app_name = "forms"
urlpatterns = [
    path("", forms.listing, name="list"),
    path("forms.xlsx", forms.export, name="export"),
    path("counts/", forms.counts, name="counts"),
    path("counts.xlsx", forms.counts_export, name="counts_export"),
    path("new/", forms.new, name="new"),
    path("<int:pk>/", forms.detail, name="detail"),
    path("<int:pk>/retire/", forms.retire, name="retire"),
    path("fields/<int:pk>/", forms.mark, name="mark"),
    path("declared/<int:programme>/<slug:slug>/", forms.declared, name="declared"),
]
