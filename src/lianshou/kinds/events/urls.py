from django.urls import path

from lianshou.kinds.events import views

app_name = "events"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("programmes/<int:pk>/", views.events, name="list"),
    path("programmes/<int:pk>/events.xlsx", views.events_export, name="export"),
    path("programmes/<int:pk>/new/", views.new, name="new"),
    path("programmes/<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/open/", views.open_sign_up, name="open"),
    path("<int:pk>/finish/", views.finish, name="finish"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/promote/", views.promote, name="promote"),
    path("<int:pk>/photos/", views.photos, name="photos"),
    path("<int:pk>/places/", views.seats, name="seats"),
    path("<int:pk>/places.xlsx", views.seats_export, name="seats_export"),
    path("<int:pk>/attendance.xlsx", views.attendance_export, name="attendance"),
    path("<int:pk>/sheet/", views.sheet, name="sheet"),
    path("<int:pk>/poster/", views.poster, name="poster"),
    path("<int:pk>/attend/", views.attend, name="attend"),
    path("scan/<str:code>/", views.scan, name="scan"),
    path("<int:pk>/join/", views.join, name="join"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("<int:pk>/code/", views.own_code, name="own_code"),
    path("<int:pk>/here/<str:code>/", views.here, name="here"),
    path("<int:pk>/say/", views.say_how, name="say"),
]
