"""`lianshou draw`: workbooks in, announcements, transcripts and printable workbooks out."""
