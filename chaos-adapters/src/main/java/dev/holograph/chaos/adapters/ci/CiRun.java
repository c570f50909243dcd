package dev.holograph.chaos.adapters.ci;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The run of a CI service that this build is part of.
 *
 * @param service its name
 * @param url where people see the run
 * @param files where people see the files that it keeps
 * @param filesRoot the folder whose files are kept under {@code files}; {@code null} if files have no URL of their own
 */
public record CiRun(
        String service, String url, String files, @Nullable String filesRoot) {

    /**
     * By the variables that the service sets. Empty if there is none, or one that is not known.
     *
     * @param environment gives a variable's value, {@code null} for one that is not set
     */
    public static Optional<CiRun> of(UnaryOperator<@Nullable String> environment) {
        Variables variables = new Variables(environment);
        return variables.github().or(variables::gitlab).or(variables::jenkins);
    }

    /**
     * Where people see a file, as far as the service can say that; else where they see all files.
     *
     * @param file a file of the build
     */
    public String urlOf(Path file) {
        if (filesRoot == null) {
            return files;
        }
        Path root = Path.of(filesRoot).toAbsolutePath().normalize();
        Path wanted = file.toAbsolutePath().normalize();
        return wanted.startsWith(root)
                ? files + "/"
                        + root.relativize(wanted).toString().replace('\\', '/').replace(" ", "%20")
                : files;
    }

    private record Variables(UnaryOperator<@Nullable String> environment) {

        /** A report is in the summary and among the artifacts of the run's page; neither has a URL of its own. */
        Optional<CiRun> github() {
            String server = url("GITHUB_SERVER_URL");
            String repository = set("GITHUB_REPOSITORY");
            String run = set("GITHUB_RUN_ID");
            if (server == null || repository == null || run == null) {
                return Optional.empty();
            }
            String attempt = set("GITHUB_RUN_ATTEMPT");
            String url = server + "/" + repository + "/actions/runs/" + run
                    + (attempt == null ? "" : "/attempts/" + attempt);
            return Optional.of(new CiRun("GitHub Actions", url, url + "#artifacts", null));
        }

        Optional<CiRun> gitlab() {
            String job = url("CI_JOB_URL");
            return job == null
                    ? Optional.empty()
                    : Optional.of(new CiRun("GitLab CI", job, job + "/artifacts/file", set("CI_PROJECT_DIR")))
                            .map(run -> run.filesRoot() == null
                                    ? new CiRun(run.service(), job, job + "/artifacts/browse", null)
                                    : run);
        }

        Optional<CiRun> jenkins() {
            String build = url("BUILD_URL");
            return build == null || set("JENKINS_URL") == null
                    ? Optional.empty()
                    : Optional.of(new CiRun("Jenkins", build, build + "/artifact", set("WORKSPACE")));
        }

        private @Nullable String url(String variable) {
            String value = set(variable);
            return value == null || !value.matches("https?://[^\\s<>\"|]+") ? null : value.replaceFirst("/+$", "");
        }

        private @Nullable String set(String variable) {
            String value = environment.apply(variable);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
