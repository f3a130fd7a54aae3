/** Commands, keys, progress, reports. */
module quotient.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires quotient.bench;
  requires quotient.bits;
  requires quotient.run;

  opens quotient.cli to
      info.picocli;
  opens quotient.cli.bench to
      info.picocli;
  opens quotient.cli.demo to
      info.picocli;
  opens quotient.cli.keys to
      info.picocli;
  opens quotient.cli.report to
      info.picocli;
}
