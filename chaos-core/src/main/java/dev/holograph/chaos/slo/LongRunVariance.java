package dev.holograph.chaos.slo;

/**
 * How far the sum over a row of windows scatters where neighbours are alike: the variance of one window times
 * 1 + 2 Σ ρ(k), the autocorrelations added up in pairs while these fall and are positive (C. J. Geyer, Practical Markov
 * Chain Monte Carlo, Statistical Science 7, 1992: initial monotone sequence), set right for the mean being estimated.
 *
 * @param ofSum variance of the sum over all windows
 * @param effectiveWindows as many independent windows would tell as much
 * @param degrees of freedom of the estimate: windows by the width of the lags that were added up
 */
record LongRunVariance(double ofSum, double effectiveWindows, double degrees) {

    /** A row of which so large a share is needed for the lags tells nothing of them. */
    private static final double WIDEST = 0.5;

    /** @param residuals one for each window, with a mean of 0 */
    static LongRunVariance of(double[] residuals) {
        int count = residuals.length;
        double ofOne = covariance(residuals, 0);
        if (ofOne <= 0) {
            return new LongRunVariance(0, count, Math.max(1, count - 1.0));
        }
        double sum = -ofOne;
        double last = Double.POSITIVE_INFINITY;
        int lag = 0;
        while (lag + 1 < count) {
            double pair = Math.min(last, covariance(residuals, lag) + covariance(residuals, lag + 1));
            if (pair <= 0) {
                break;
            }
            sum += 2 * pair;
            last = pair;
            lag += 2;
        }
        double width = Math.max(1, 2.0 * lag - 1); // lags on both sides, and none
        double share = Math.min(WIDEST, width / count);
        double longRun = Math.max(ofOne, sum) / (1 - share);
        double times = Math.max(1, longRun / ofOne * (1 - 1.0 / count));
        return new LongRunVariance(count * longRun, count / times, Math.max(1, count / width - 1));
    }

    private static double covariance(double[] residuals, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < residuals.length; i++) {
            sum += residuals[i] * residuals[i + lag];
        }
        return sum / residuals.length;
    }
}
