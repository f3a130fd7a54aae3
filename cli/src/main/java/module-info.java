/** Commands, job files, progress, reports. */
module quotient.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires quotient.bench;
  requires quotient.bits;
  requires quotient.data;
  requires quotient.training;
  requires quotient.twoparty;

  opens quotient.cli to
      com.fasterxml.jackson.databind,
      info.picocli;
}
