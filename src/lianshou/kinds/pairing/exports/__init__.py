"""What pairing hands out: the workbook, the agreements, the map, the JSON; no Django."""
