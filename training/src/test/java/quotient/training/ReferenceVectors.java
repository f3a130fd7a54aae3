package quotient.training;

import java.util.List;

/**
 * What the reference implementation of the algorithm, written in another language by others,
 * prints: CRC-32s of all weights as 16-bit little-endian integers, and accuracies on the test set.
 */
final class ReferenceVectors {
  private ReferenceVectors() {}

  /** 784-128-128-10 on MNIST, batch 128, 20 epochs. */
  static final List<String> SIGNUM =
      """
      init crc dba458d3
      after iteration 1 2a5d194c
      after iteration 2 7e8904b7
      after iteration 10 ebde7654
      after iteration 100 bcdfb068
      epoch 1 acc 94.45 crc 0296d0f0
      epoch 5 acc 96.90 crc 96cd4b87
      epoch 10 acc 97.44 crc 9e4fadcf
      epoch 20 acc 97.90 crc 5ca2b98d
      """
          .lines()
          .toList();

  /** The same with amsgrad. */
  static final List<String> AMSGRAD =
      """
      init crc 9b676df3
      after iteration 1 e7260f7d
      after iteration 2 40750607
      after iteration 10 7f11f6c3
      after iteration 100 805bbe02
      epoch 1 acc 94.72 crc 6a6bf1a0
      epoch 5 acc 96.56 crc 998a218b
      epoch 10 acc 97.26 crc d0733da2
      epoch 20 acc 97.60 crc 302c2025
      """
          .lines()
          .toList();

  /** 784-128-128-10 on MNIST with an exponential moving average. */
  static final List<String> EMA =
      """
      init crc dba458d3
      after iteration 1 2a5d194c
      after iteration 2 48ca2b0b
      after iteration 10 1751f2b8
      after iteration 100 17e24256
      """
          .lines()
          .toList();

  /** 784-128-128-10 on MNIST with rotate 4. */
  static final List<String> ROTATE =
      """
      init crc dba458d3
      after iteration 1 4e540d85
      after iteration 2 fb7bc986
      after iteration 10 264fbae4
      after iteration 100 72533397
      """
          .lines()
          .toList();

  /** 784-128-128-10 on MNIST with errors of 4 bits. */
  static final List<String> ERROR_BITS =
      """
      init crc dba458d3
      after iteration 1 d624c499
      after iteration 2 e461f1ea
      after iteration 10 b0c74389
      after iteration 100 c3d754d9
      """
          .lines()
          .toList();

  /** 784-128-128-128-10 on MNIST. */
  static final List<String> SIGNUM_DEEP =
      """
      init crc f0225559
      after iteration 1 9c8b12c2
      after iteration 2 6caec22c
      after iteration 10 493e1ff7
      """
          .lines()
          .toList();

  /** 784-512-512-10 on MNIST. */
  static final List<String> SIGNUM_WIDE =
      """
      init crc d1959ffe
      after iteration 1 3c4648fc
      after iteration 2 20d67f97
      after iteration 10 678d29ae
      """
          .lines()
          .toList();

  /** 784-128-128-128-10 on MNIST with amsgrad. */
  static final List<String> AMSGRAD_DEEP =
      """
      init crc 527f8dc9
      after iteration 1 46d2dcbc
      after iteration 2 6dccab6a
      after iteration 10 a220cd98
      """
          .lines()
          .toList();

  /** 64-128-10 on the digits, batch 32, 10 epochs, first shift 3, step 8. */
  static final List<String> DIGITS_SIGNUM =
      """
      init crc 84921fa8
      after iteration 1 8af960c3
      after iteration 2 26246db0
      after iteration 10 04a76894
      epoch 1 acc 36.21 crc 973071b6
      epoch 2 acc 76.88 crc 72f86550
      after iteration 100 c0f301ab
      epoch 3 acc 86.63 crc 63a56b8a
      epoch 4 acc 88.86 crc 8944376e
      epoch 5 acc 90.81 crc 3e09fee1
      epoch 6 acc 91.64 crc 8d527d9a
      epoch 7 acc 93.31 crc 365dc95b
      epoch 8 acc 94.43 crc f9495d57
      epoch 9 acc 93.31 crc 9c74ed40
      epoch 10 acc 93.59 crc fd944ef9
      """
          .lines()
          .toList();

  /** 64-128-10 on the digits, batch 32, 10 epochs, with amsgrad. */
  static final List<String> DIGITS_AMSGRAD =
      """
      init crc c34eac2c
      after iteration 1 56049bd9
      after iteration 2 20bca574
      after iteration 10 20c28fa8
      epoch 1 acc 74.09 crc d007d41f
      epoch 2 acc 89.14 crc 503fb352
      after iteration 100 ceed4c14
      epoch 3 acc 90.53 crc 044df3a8
      epoch 4 acc 93.04 crc 58e99234
      epoch 5 acc 94.99 crc b3b170c5
      epoch 6 acc 93.59 crc 8e65c23d
      epoch 7 acc 95.26 crc 20835622
      epoch 8 acc 94.99 crc 839ec3ee
      epoch 9 acc 94.99 crc 4ca066b3
      epoch 10 acc 92.48 crc cbe9d2e4
      """
          .lines()
          .toList();
}
