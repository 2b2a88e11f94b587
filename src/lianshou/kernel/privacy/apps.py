from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "lianshou.kernel.privacy"
    label = "privacy"
    verbose_name = "privacy"
