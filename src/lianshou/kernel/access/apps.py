from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register


class AccessConfig(AppConfig):
    name = "lianshou.kernel.access"
    label = "access"
    verbose_name = "access"

    def ready(self) -> None:
        from lianshou.core.duties import Duty, duties
        from lianshou.core.panels import desk_board
        from lianshou.core.vaults import vaults
        from lianshou.core.wording import Wording
        from lianshou.kernel.access import actions, enums, tables
        from lianshou.kernel.access.actions.factors import FACTOR_PLACE
        from lianshou.kernel.access.queries import duties as known
        from lianshou.kernel.access.views.listening import listen
        from lianshou.kernel.audit.enums import VERBS
        from lianshou.kernel.guard.models import JSONVault

        VERBS.update(enums.VERBS)
        duties.add(
            Duty(
                slug="posts",
                title=Wording("岗位", "Posts"),
                counts=known.post_counts,
                rows=known.post_rows,
                hand_over=actions.hand_over_posts,
                fields=frozenset({"access.Post.user"}),
            )
        )
        duties.add(
            Duty(
                slug="delegations",
                title=Wording("代理他人的岗位", "Posts of others stood in for"),
                counts=known.delegation_counts,
                rows=known.delegation_rows,
                hand_over=actions.hand_over_delegations,
                fields=frozenset({"access.Delegation.to"}),
            )
        )
        for kept in ("secret", "seed"):  # of code apps, of recovery codes
            vaults.add(JSONVault("mfa.Authenticator", "data", kept, place=FACTOR_PLACE))
        desk_board.add_panel(tables.standing_in_panel)
        desk_board.add_panel(tables.tending_panel)
        listen()
        register(known_roles)


def known_roles(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A role that nobody knows would demand a second factor of nobody."""
    from lianshou.kernel.access.enums import Role

    unknown = sorted(set(settings.LIANSHOU_SECOND_FACTOR_ROLES) - set(Role.values))
    said = f"LIANSHOU_SECOND_FACTOR_ROLES names {', '.join(unknown)}; the roles are {', '.join(Role.values)}."
    return [Error(said, id="access.E001")] if unknown else []
