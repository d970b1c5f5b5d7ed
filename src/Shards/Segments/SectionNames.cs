namespace RagCluster.Shards.Segments;

/// <summary>The sections of a segment; docs/segment-format.md says what stands in each.</summary>
internal static class SectionNames
{
    internal const string Counts = "counts";
    internal const string DocumentRows = "documents.rows";
    internal const string DocumentOffsets = "documents.offsets";
    internal const string Documents = "documents";
    internal const string ChunkDocuments = "chunks.documents";
    internal const string ChunkOffsets = "chunks.offsets";
    internal const string Chunks = "chunks";
    internal const string ValueColumns = "values.columns";
    internal const string ValueRows = "values.rows";
    internal const string Terms = "terms";
    internal const string Vectors = "vectors.flat";
    internal const string VectorGraph = "vectors.graph";
    internal const string VectorRows = "vectors.rows";
}
