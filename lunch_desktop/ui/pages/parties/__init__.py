"""The page of all parties: the list, one party with everything to do with it, and the form that opens or edits one."""
