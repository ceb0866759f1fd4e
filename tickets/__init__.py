"""The rules of a ticket: vocabulary, life cycle, working time, legs and clocks. Pure: no clock, no storage, no web."""
