"""An oracle for the simulation: the product's rules told a second time, in dictionaries and ifs.

It imports nothing of the product. `Company` is fed what the server is asked, in order, and says what must come of it;
`sight` says which rows each person must then hold; `Desk` says what a desktop must show of its waiting changes.
"""
