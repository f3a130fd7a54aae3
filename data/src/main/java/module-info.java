/** Files in and out: tables, images, share files, models, checkpoints. */
module quotient.data {
  requires static org.jspecify;
  requires de.siegmar.fastcsv;

  exports quotient.data;
}
