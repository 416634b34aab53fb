"""What exports read: queries that are declared once, and run on the company's database and on a desktop's alike.

`query` is what a dataset declares, `compiling` makes SQL of it, `reading` runs that in one snapshot (`snapshots`).
"""
