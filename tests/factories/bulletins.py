from __future__ import annotations

from tests.factories.followups import picture

from lianshou.kernel.bulletins.models import Bulletin, Photo
from lianshou.web.pictures import put_picture


def put_photo(bulletin: Bulletin, *, consent: str = "nobody") -> Photo:
    """A photograph of a bulletin that may leave the desk."""
    photo = Photo(bulletin=bulletin, credit="林晓舟", caption="签约现场", consent=consent)
    put_picture(photo, picture())
    photo.save()
    return photo
