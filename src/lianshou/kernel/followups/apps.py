from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "lianshou.kernel.followups"
    label = "followups"
    verbose_name = "followups"
