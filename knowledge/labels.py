"""The labels of the heads that answer yes or no; written into the index, so that training and service must agree."""

NOW, CALM = "now", "calm"  # somebody is in danger
MINE, GENERAL = "mine", "general"  # asks about the writer's own case
TOLD, UNTOLD = "told", "untold"  # some article answers it
