from django.urls import path

from lianshou.kernel.inbox.views import channels, desk, escalations, work

app_name = "inbox"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("my-work/", work.work, name="work"),
    path("my-work/export/", work.export, name="export"),
    path("my-work/digest/", channels.digest, name="digest"),
    path("my-work/channels/", channels.channels, name="channels"),
    path("my-work/channels/<int:pk>/drop/", channels.drop, name="drop_channel"),
    path("my-work/channels/failed/", channels.failed, name="failed"),
    path("my-work/channels/failed/export/", channels.failed_export, name="failed_export"),
    path("my-work/escalated/", escalations.escalated, name="escalated"),
    path("my-work/escalated/export/", escalations.export, name="escalated_export"),
    path("my-work/escalated/<int:pk>/", escalations.escalation, name="escalation"),
    path("my-work/escalated/<int:pk>/answer/", escalations.answer, name="answer"),
    path("my-work/escalated/rules/", escalations.rules, name="rules"),
    path("my-work/escalated/rules/<int:pk>/end/", escalations.end_rule, name="end_rule"),
]
