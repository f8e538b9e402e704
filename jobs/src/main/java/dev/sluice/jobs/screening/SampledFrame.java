package dev.sluice.jobs.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;

/** A frame that is to be looked at, and what was seen, sampled and shed of its stream so far. */
public record SampledFrame(FrameEvent frame, Flag.Coverage coverage) {}
