from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"
