"""What is asked for around accounts: filters, posts, invitations, codes, passwords."""

from lianshou.kernel.access.forms.accounts import (
    AccountFilter,
    AccountForm,
    DeclineForm,
    DelegationForm,
    EndPostForm,
    HandOverForm,
    PostForm,
    RefusableForm,
)
from lianshou.kernel.access.forms.addresses import AddressForm
from lianshou.kernel.access.forms.book import EntryFilter
from lianshou.kernel.access.forms.entering import CodeForm, RequestCodeForm
from lianshou.kernel.access.forms.inviting import AcceptForm, InvitationFilter, InviteForm

__all__ = [
    "AcceptForm",
    "AccountFilter",
    "AccountForm",
    "AddressForm",
    "CodeForm",
    "DeclineForm",
    "DelegationForm",
    "EndPostForm",
    "EntryFilter",
    "HandOverForm",
    "InvitationFilter",
    "InviteForm",
    "PostForm",
    "RefusableForm",
    "RequestCodeForm",
]
