"""What is asked for around accounts: filters, invitations, codes, passwords."""

from lianshou.kernel.access.forms.book import EntryFilter
from lianshou.kernel.access.forms.entering import CodeForm, RequestCodeForm
from lianshou.kernel.access.forms.inviting import AcceptForm, InvitationFilter, InviteForm

__all__ = ["AcceptForm", "CodeForm", "EntryFilter", "InvitationFilter", "InviteForm", "RequestCodeForm"]
