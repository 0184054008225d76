/// What was removed from a cache, or would be.
package struct CacheCollection: Hashable, Sendable {
  package let resultCount: Int
  package let byteCount: Int
}
