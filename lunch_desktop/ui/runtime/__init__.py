"""What runs beneath the window: background tasks, calls to the GUI thread, caught exceptions, the test
driver.
"""
