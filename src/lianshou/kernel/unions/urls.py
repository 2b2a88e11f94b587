from django.urls import path

from lianshou.kernel.unions import views

app_name = "unions"
urlpatterns = [
    path("", views.register, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("tree/", views.tree, name="tree"),
    path("map/", views.map, name="map"),
    path("industries/", views.industries, name="industries"),
    path("places/", views.places, name="places"),
    path("places/<slug:slug>/upload/", views.upload, name="upload"),
    path("places/<slug:slug>/template.xlsx", views.template, name="template"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/children/", views.children, name="children"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/merge/", views.merge, name="merge"),
    path("<int:pk>/honours/add/", views.add_honour, name="add_honour"),
    path("<int:pk>/upgrades/add/", views.add_upgrade, name="add_upgrade"),
]
