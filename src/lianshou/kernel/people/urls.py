from django.urls import path

from lianshou.kernel.people import views

app_name = "people"
urlpatterns = [
    path("", views.register, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("add/", views.add, name="add"),
    path("import/", views.bring, name="bring"),
    path("import/template.xlsx", views.template, name="template"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("<int:pk>/return/", views.take_back, name="take_back"),
    path("<int:pk>/offices/add/", views.give_office, name="give_office"),
    path("offices/<int:pk>/end/", views.end_office, name="end_office"),
    path("<int:pk>/family/add/", views.add_relative, name="add_relative"),
    path("family/<int:pk>/edit/", views.edit_relative, name="edit_relative"),
    path("family/<int:pk>/remove/", views.remove_relative, name="remove_relative"),
    path("unions/<int:pk>/chair/", views.name_chair, name="name_chair"),
    path("unions/<int:pk>/account/", views.open_account, name="open_account"),
    path("<int:pk>/account/", views.open_worker_account, name="open_worker_account"),
    path("<int:pk>/changes/", views.changes, name="changes"),
]
