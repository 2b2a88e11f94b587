"""Where a record is read by a program: label of the model to the name of its address. The rooms ``api`` fill it in."""

RECORDS: dict[str, str] = {}
