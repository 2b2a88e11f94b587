from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register


class AccessConfig(AppConfig):
    name = "lianshou.kernel.access"
    label = "access"
    verbose_name = "access"

    def ready(self) -> None:
        from lianshou.kernel.access.views.listening import listen

        listen()
        register(known_roles)


def known_roles(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A role that nobody knows would demand a second factor of nobody."""
    from lianshou.kernel.access.enums import Role

    unknown = sorted(set(settings.LIANSHOU_SECOND_FACTOR_ROLES) - set(Role.values))
    said = f"LIANSHOU_SECOND_FACTOR_ROLES names {', '.join(unknown)}; the roles are {', '.join(Role.values)}."
    return [Error(said, id="access.E001")] if unknown else []
