/// A file for another program, before it is written.
package struct ExportedFile: Equatable, Sendable {
  /// Below the folder of the export.
  package let path: String
  package let bytes: [UInt8]
  /// Whether it is a program.
  package let isExecutable: Bool

  package init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }

  package init(_ path: String, _ text: String, isExecutable: Bool = false) {
    self.init(path, Array(text.utf8), isExecutable: isExecutable)
  }
}
