"""Applications, and the workbooks they are imported from."""
