/**
 * Files in and out: a party's examples, its shares, and the predictions it may see.
 *
 * <p>Entry points: {@link quotient.data.CsvDatasetReader} and {@link
 * quotient.data.IdxDatasetReader} read a {@link quotient.data.Dataset} in the integers of the
 * training algorithm; {@link quotient.data.ShareFile} keeps one party's shares of a model or a
 * checkpoint; {@link quotient.data.PredictionFile} writes what was predicted; {@link
 * quotient.data.Digits} hands out the demonstration data.
 *
 * <p>Every failure that a file or its description causes is a {@link quotient.data.DataException}:
 * one line that says where, what and what to do.
 *
 * <p>The room knows no engine and no network protocol: it neither makes shares nor sends them, and
 * a share is to it a number like any other. How a cell becomes an integer is always declared by the
 * job and never computed from the rows, since a range or a mean taken from private rows would tell
 * something about them and would differ between the parties.
 */
@NullMarked
package quotient.data;

import org.jspecify.annotations.NullMarked;
