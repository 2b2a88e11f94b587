from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lianshou.kernel.audit"
    label = "audit"
    verbose_name = "audit"
