using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Recovery;

/// <summary>One segment of a manifest.</summary>
/// <param name="File">Its file's name.</param>
/// <param name="LengthBytes">The file's length.</param>
/// <param name="Checksum">The checksum in the file's footer.</param>
/// <param name="Counts">What is left of it.</param>
/// <param name="LiveRows">One bit a row; empty while nothing is deleted.</param>
internal sealed record ManifestSegment(string File, long LengthBytes, uint Checksum, LiveCounts Counts, ulong[] LiveRows)
{
    /// <summary>Describes a segment that lies in a file.</summary>
    internal static ManifestSegment Of(LiveSegment live) =>
        new(live.Segment.File!.Name, live.Segment.File.LengthBytes, live.Segment.File.Checksum, live.Counts, live.LiveRows);
}
