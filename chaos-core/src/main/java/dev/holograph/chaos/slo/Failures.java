package dev.holograph.chaos.slo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one load that failed for one reason.
 *
 * @param request the name of the request, of a load that makes several kinds; {@code null}: it makes one
 * @param counts by the cell in which each request counts
 * @param first when the first of these failures came
 * @param last when the last of them came
 * @param sample the beginning of one answer, as it came; {@code null} if there was none
 */
public record Failures(
        @Nullable String request,
        FailureReason reason,
        CellCounts counts,
        Instant first,
        Instant last,
        @Nullable String sample) {}
