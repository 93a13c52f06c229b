"""One outside thing each: parsing, typesetting, PDF, images, charts, locks, atomic writes."""
