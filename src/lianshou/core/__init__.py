"""What every storey may use: the Kind plug, refusals, wording, quantities, periods; no models."""
