from __future__ import annotations

from django.urls import path

from lianshou.kernel.gateway.views import hooks, tokens

app_name = "gateway"
urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new_token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("webhooks/", hooks.webhooks, name="webhooks"),
    path("webhooks/export.xlsx", hooks.webhooks_export, name="webhooks_export"),
    path("webhooks/new/", hooks.new_webhook, name="new_webhook"),
    path("webhooks/<int:pk>/end/", hooks.end_webhook, name="end_webhook"),
    path("webhooks/deliveries/", hooks.deliveries, name="deliveries"),
    path("webhooks/deliveries.xlsx", hooks.deliveries_export, name="deliveries_export"),
    path("webhooks/deliveries/<int:pk>/redeliver/", hooks.redeliver, name="redeliver"),
]
