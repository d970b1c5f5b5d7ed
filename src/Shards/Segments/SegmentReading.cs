using RagCluster.Corpus.Errors;

namespace RagCluster.Shards.Segments;

/// <summary>
/// Reads segments where they lie. The libraries that walk terms and vectors know no files: what fails in them over bytes that changed on
/// the disk is told from other failures here, by reading the files anew.
/// </summary>
internal static class SegmentReading
{
    /// <summary>Reads segments.</summary>
    /// <param name="segments">What is read, and kept alive until it was.</param>
    /// <param name="read">Reads.</param>
    /// <exception cref="ShardDamagedException">A file is not what was written, or became shorter.</exception>
    internal static T Run<T>(LiveSegment[] segments, Func<T> read)
    {
        foreach (LiveSegment live in segments)
            live.Segment.File?.RequireLength();
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not (IOException or OperationCanceledException))
        {
            foreach (LiveSegment live in segments)
                live.Segment.File?.CheckAll();
            throw;
        }
        finally
        {
            GC.KeepAlive(segments);
        }
    }

    /// <summary>Reads what a hit shows, which its search found right: nobody who repairs a damage hears of one that came since.</summary>
    /// <param name="segment">The hit's segment.</param>
    /// <param name="read">Reads.</param>
    /// <exception cref="RagException">Unavailable: the file was damaged since. The next search finds it too.</exception>
    internal static T Quote<T>(Segment segment, Func<T> read)
    {
        try
        {
            segment.File?.RequireLength();
            T quoted = read();
            GC.KeepAlive(segment);
            return quoted;
        }
        catch (ShardDamagedException damage)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                RagException.CorruptCode,
                "A file of the index was damaged while a passage was read from it. It is rebuilt from the log; try again.",
                null,
                damage
            );
        }
    }
}
