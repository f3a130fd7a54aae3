package quotient.training;

/**
 * When an update happens.
 *
 * @param iteration from 0
 * @param marksPassed how many of the marks at 30, 60 and 80 % of the epochs have passed: each
 *     halves the step
 */
record Clock(int iteration, int marksPassed) {}
