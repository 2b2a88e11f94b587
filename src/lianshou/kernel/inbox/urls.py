from django.urls import path

from lianshou.kernel.inbox.views import channels, desk, escalations, work

app_name = "inbox"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("work/", work.work, name="work"),
    path("work/export/", work.export, name="export"),
    path("work/digest/", channels.digest, name="digest"),
    path("work/channels/", channels.channels, name="channels"),
    path("work/channels/<int:pk>/drop/", channels.drop, name="drop_channel"),
    path("work/channels/failed/", channels.failed, name="failed"),
    path("work/channels/failed/export/", channels.failed_export, name="failed_export"),
    path("work/escalated/", escalations.escalated, name="escalated"),
    path("work/escalated/export/", escalations.export, name="escalated_export"),
    path("work/escalated/<int:pk>/", escalations.escalation, name="escalation"),
    path("work/escalated/<int:pk>/answer/", escalations.answer, name="answer"),
    path("work/escalated/rules/", escalations.rules, name="rules"),
    path("work/escalated/rules/<int:pk>/end/", escalations.end_rule, name="end_rule"),
]
