"""A company as one file: everything that its database holds, as JSON Lines that anybody can read, and back again.

`form` says what is in the file, `describing` what each table and column means, `writing` makes it, `reading` opens it
without trust, `checking` says whether it is whole, `loading` and `restoring` put it into an empty database.
"""
