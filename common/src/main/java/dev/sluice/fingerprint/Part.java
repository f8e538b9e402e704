package dev.sluice.fingerprint;

/** What of a picture is looked at. A half survives whatever is laid over the other one. */
public enum Part {
    WHOLE,
    TOP,
    BOTTOM,
    LEFT,
    RIGHT;

    Region of(Region region) {
        int halfWidth = region.width() / 2;
        int halfHeight = region.height() / 2;
        return switch (this) {
            case WHOLE -> region;
            case TOP -> new Region(region.left(), region.top(), region.width(), halfHeight);
            case BOTTOM ->
                new Region(region.left(), region.top() + region.height() - halfHeight, region.width(), halfHeight);
            case LEFT -> new Region(region.left(), region.top(), halfWidth, region.height());
            case RIGHT ->
                new Region(region.left() + region.width() - halfWidth, region.top(), halfWidth, region.height());
        };
    }
}
