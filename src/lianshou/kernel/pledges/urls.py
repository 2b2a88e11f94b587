from django.urls import path

from lianshou.kernel.pledges import views

app_name = "pledges"
urlpatterns = [
    path("", views.agreements, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("papers.docx", views.papers, name="papers"),
    path("issue/<int:programme>/", views.issue, name="issue"),
    path("accounts/<int:programme>/", views.accounts, name="accounts"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/paper.docx", views.paper, name="paper"),
    path("<int:pk>/print/", views.print_view, name="print"),
    path("<int:pk>/agree/", views.agree, name="agree"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/record/", views.record_signatures, name="record"),
    path("<int:pk>/end/", views.end, name="end"),
]
