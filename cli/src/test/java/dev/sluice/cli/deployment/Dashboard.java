package dev.sluice.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Grafana dashboard, and what is wrong with it. */
final class Dashboard {
    private static final int COLUMNS = 24;

    private final JsonNode json;

    Dashboard(JsonNode json) {
        this.json = json;
    }

    private record Place(String title, int x, int y, int width, int height) {
        static Place of(JsonNode panel) {
            JsonNode place = panel.path("gridPos");
            return new Place(
                    panel.path("title").asText(),
                    place.path("x").asInt(-1),
                    place.path("y").asInt(-1),
                    place.path("w").asInt(),
                    place.path("h").asInt());
        }

        boolean inside() {
            return x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= COLUMNS;
        }

        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    /**
     * Empty if nothing is wrong.
     *
     * @param known metrics that a query may name
     * @param dataSource uid of the provisioned data source
     */
    List<String> faults(Set<String> known, String dataSource) {
        List<String> faults = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (JsonNode panel : json.path("panels")) {
            String title = panel.path("title").asText();
            if (title.isBlank()) {
                faults.add("a panel without a title");
            }
            if (!ids.add(panel.path("id").asInt())) {
                faults.add(title + ": its id is taken");
            }
            Place place = Place.of(panel);
            if (!place.inside()) {
                faults.add(title + ": outside of the grid");
            }
            places.stream()
                    .filter(place::overlaps)
                    .forEach(other -> faults.add(title + ": lies over " + other.title()));
            places.add(place);
            if (!panel.path("type").asText().equals("row")) {
                if (!titles.add(title)) {
                    faults.add(title + ": its title is taken");
                }
                panelFaults(panel, known, dataSource).forEach(fault -> faults.add(title + ": " + fault));
            }
        }
        if (places.isEmpty()) {
            faults.add("no panels");
        }
        for (JsonNode annotation : json.path("annotations").path("list")) {
            faults.addAll(PromQl.faults(annotation.path("expr").asText(), known));
        }
        return faults;
    }

    private static List<String> panelFaults(JsonNode panel, Set<String> known, String dataSource) {
        List<String> faults = new ArrayList<>();
        if (panel.path("description").asText().isBlank()) {
            faults.add("no description");
        }
        if (panel.path("targets").isEmpty()) {
            faults.add("no query");
        }
        Set<String> refs = new HashSet<>();
        for (JsonNode target : panel.path("targets")) {
            if (!refs.add(target.path("refId").asText())) {
                faults.add("refId is taken: " + target.path("refId").asText());
            }
            if (!target.path("datasource").path("uid").asText().equals(dataSource)) {
                faults.add("another data source than " + dataSource);
            }
            faults.addAll(PromQl.faults(target.path("expr").asText(), known));
        }
        return faults;
    }
}
