from django.urls import path

from lianshou.kernel.works import views

app_name = "works"
urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("export.xlsx", views.export, name="export"),
    path("template.xlsx", views.template, name="template"),
    path("new/", views.new, name="new"),
    path("wall/", views.wall, name="wall"),
    path("month/", views.month, name="month"),
    path("gantt/", views.gantt, name="gantt"),
    path("owed/", views.owed, name="owed"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/upload/", views.upload, name="upload"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/export.xlsx", views.export_tasks, name="export_tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/report/", views.report, name="report"),
    path("tasks/<int:pk>/name/", views.name, name="name"),
    path("tasks/<int:pk>/split/", views.split, name="split"),
    path("tasks/<int:pk>/change/", views.change, name="change"),
    path("tasks/<int:pk>/changes/", views.changes, name="changes"),
    path("tasks/<int:pk>/feed/", views.feed, name="feed"),
    path("tasks/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("highlights/", views.highlights, name="highlights"),
    path("highlights/export.xlsx", views.export_highlights, name="export_highlights"),
    path("highlights/new/", views.new_highlight, name="new_highlight"),
    path("highlights/<int:pk>/", views.highlight, name="highlight"),
    path("highlights/<int:pk>/offer/", views.offer, name="offer"),
    path("highlights/<int:pk>/choose/", views.choose, name="choose"),
]
