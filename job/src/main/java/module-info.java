/** Job files: what two parties mean to compute. */
module quotient.job {
  requires static org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires transitive quotient.data;
  requires transitive quotient.training;
  requires transitive quotient.twoparty;

  exports quotient.job;

  opens quotient.job to
      com.fasterxml.jackson.databind;
}
