"""The scripted tour: the real program on a screen of its own, used from outside by mouse and keyboard."""
