package dev.holograph.chaos.application;

import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The runs that all executions of one build have begun, by their folders. They are in memory, since the file of their
 * verdicts may be gone before {@code chaos:verify} reads it: another build in the same project writes it anew, and a step
 * of this build may delete it.
 */
final class BegunRuns {

    private final Set<String> folders;
    private final Path output;

    /**
     * @param folders shared by all executions of the build
     * @param output the folder that holds those of the runs
     */
    BegunRuns(Set<String> folders, Path output) {
        this.folders = folders;
        this.output = output.toAbsolutePath().normalize();
    }

    void begin(List<Summary.Due> due) {
        due.forEach(one -> folders.add(folder(one.run())));
    }

    /** Another run takes the place of this one, whose verdict does not count. */
    void forget(String run) {
        folders.remove(folder(run));
    }

    /** @throws ChaosException if nothing is known any more of a run that this build has begun: it may have been red */
    void failIfGone(Date build) throws ChaosException {
        Set<String> known = Summary.ids(output, build);
        String gone = folders.stream()
                .map(Path::of)
                .filter(folder -> output.equals(folder.getParent()))
                .map(folder -> folder.getFileName().toString())
                .filter(run -> !known.contains(run))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!gone.isEmpty()) {
            throw new ChaosException("this build has run " + gone + ", of which " + output.resolve(Summary.FILE)
                    + " says nothing any more: another build in the same project has written it anew, or a step of"
                    + " this build has deleted it. Give each build a copy of the project, and clean up before the"
                    + " first chaos:run");
        }
    }

    private String folder(String run) {
        return output.resolve(run).toString();
    }
}
