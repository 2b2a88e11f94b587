from django.urls import path

from lianshou.kernel.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.list, name="list"),
    path("overview/", views.overview, name="overview"),
    path("overview/export.xlsx", views.export_overview, name="export_overview"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/export.xlsx", views.export, name="export"),
    path("<slug:slug>/by/<slug:cut>/export.xlsx", views.export_lines, name="export_lines"),
]
