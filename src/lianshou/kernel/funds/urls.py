from django.urls import path

from lianshou.kernel.funds import views

app_name = "funds"
urlpatterns = [
    path("", views.sources, name="sources"),
    path("sources.xlsx", views.export_sources, name="export_sources"),
    path("sources/new/", views.new_source, name="new_source"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("sources/<int:pk>/edit/", views.edit_source, name="edit_source"),
    path("sources/<int:pk>/budget/", views.new_budget, name="new_budget"),
    path("budgets/", views.budgets, name="budgets"),
    path("budgets.xlsx", views.export_budgets, name="export_budgets"),
    path("budgets/<int:pk>/", views.budget, name="budget"),
    path("budgets/<int:pk>/ceiling/", views.ceiling, name="ceiling"),
    path("budgets/<int:pk>/pay/", views.plan, name="plan"),
    path("budgets/<int:pk>/pay/several/", views.several, name="several"),
    path("payments/", views.payments, name="payments"),
    path("payments.xlsx", views.export_payments, name="export_payments"),
    path("payments/approve/", views.approve_many, name="approve_many"),
    path("payments/<int:pk>/", views.payment, name="payment"),
    path("payments/<int:pk>/approve/", views.approve, name="approve"),
    path("payments/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("payments/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("payments/<int:pk>/account/", views.correct, name="correct"),
    path("payments/<int:pk>/paid/", views.record_paid, name="record_paid"),
    path("payments/<int:pk>/receipt/", views.record_receipt, name="record_receipt"),
    path("payments/<int:pk>/receipt/file/", views.show_receipt, name="show_receipt"),
    path("banking/", views.batches, name="batches"),
    path("banking.xlsx", views.export_batches, name="export_batches"),
    path("banking/make/<int:union>/", views.make, name="make"),
    path("banking/<int:pk>/", views.batch, name="batch"),
    path("banking/<int:pk>/list.xlsx", views.batch_list, name="batch_list"),
    path("banking/<int:pk>/answer/", views.answer, name="answer"),
    path("banking/<int:pk>/drop/", views.drop, name="drop"),
]
