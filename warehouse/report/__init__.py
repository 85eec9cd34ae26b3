"""The report page of one country: a self-contained HTML file, made from the published warehouse."""
