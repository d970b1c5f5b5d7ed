namespace RagCluster.Storage;

/// <summary>What writing a database anew without its unused pages did.</summary>
/// <param name="BytesBefore">The file's length before.</param>
/// <param name="BytesAfter">The file's length after.</param>
public sealed record Compaction(long BytesBefore, long BytesAfter);
