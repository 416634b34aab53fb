"""The audit log: what was done to accounts, devices and the company's administration, sealed in batches.

`entries` has what an entry holds, `sealing` numbers and seals what was committed, `verifying` finds what was changed,
removed or added, `pruning` lets the oldest go.
"""
