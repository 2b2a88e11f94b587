from django.urls import path

from lianshou.kernel.access.views import book, kept, security, sessions

app_name = "access"
urlpatterns = [
    path("audit/", book.book, name="book"),
    path("audit/export.xlsx", book.export, name="export"),
    path("audit/check/", book.check, name="check"),
    path("account/timed-out/", sessions.timed_out, name="timed_out"),
    path("account/presence/", sessions.presence, name="presence"),
    path("account/kept/", kept.kept, name="kept"),
    path("account/kept/send/", kept.send_kept, name="send_kept"),
    path("account/kept/drop/", kept.drop_kept, name="drop_kept"),
    path("account/devices/<int:pk>/end/", sessions.end_device, name="end_device"),
    path("account/devices/end-others/", sessions.end_other_devices, name="end_other_devices"),
    path("accounts/<int:pk>/second-factor/reset/", security.reset_factors, name="reset_factors"),
]
