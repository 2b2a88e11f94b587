"""Forms of uploads, of applications, and of the register of forms."""

from lianshou.kernel.intake.forms.uploads import RegisterUploadForm, RowForm, ShowForm, UploadForm, texts_of

__all__ = ["RegisterUploadForm", "RowForm", "ShowForm", "UploadForm", "texts_of"]
