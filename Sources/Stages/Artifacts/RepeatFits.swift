import Analyses
import Digests

/// All repeats of a training, in order; none where there was one fit.
package struct RepeatFits: Artifact {
  package static let format = "fits"

  package let fits: [RepeatFit]

  package init(_ fits: [RepeatFit]) {
    self.fits = fits
  }

  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.integer(fits.count)
    for fit in fits { writer.block(fit.encoded()) }
    return writer.bytes
  }

  package static func decode(_ bytes: [UInt8]) throws -> RepeatFits {
    var reader = ByteReader(bytes)
    var fits: [RepeatFit] = []
    for _ in 0..<(try reader.count(bytesEach: 9)) {
      fits.append(try RepeatFit.decode(try reader.block()))
    }
    return RepeatFits(fits)
  }
}
