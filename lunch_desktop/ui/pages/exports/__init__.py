"""The page on which admins make files of the company's data."""
