from django.urls import path

from lianshou.kernel.people import views

app_name = "people"
urlpatterns = [
    path("unions/<int:pk>/chair/", views.name_chair, name="name_chair"),
    path("unions/<int:pk>/account/", views.open_account, name="open_account"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("<int:pk>/phone/", views.show_phone, name="show_phone"),
]
