namespace RagCluster.Shards.Segments;

/// <summary>How often a term of each field counts in a chunk's BM25 score. The title stands in every chunk of its document, and so does a heading: both are indexed with the chunk.</summary>
internal static class FieldWeights
{
    internal const int Body = 1;
    internal const int Heading = 1;
    internal const int Title = 1;
}
