using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;
using RagCluster.Shards.Filtering;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Shards.Segments;

/// <summary>Builds a segment from log records, one per document.</summary>
internal static class SegmentBuilder
{
    internal static Segment Build(IEnumerable<ShardLogRecord> records, int dimensions)
    {
        ShardLogRecord[] ordered = [.. records.OrderBy(record => record.Document.Value, StringComparer.Ordinal)];
        int rowCount = ordered.Sum(record => record.Chunks.Length);
        var documents = new SegmentDocument[ordered.Length];
        var terms = new LexicalSegmentBuilder(TextAnalyzer.Default);
        float[] values = new float[checked(rowCount * dimensions)];
        ulong[] rowsWithVector = RowBitmap.Full(rowCount);
        int row = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            EmbeddedChunk[] chunks = [.. ordered[i].Chunks.OrderBy(chunk => chunk.Chunk.Id.Ordinal)];
            documents[i] = new SegmentDocument(
                ordered[i].Document, ordered[i].Title, ordered[i].Uri, ordered[i].Metadata, [.. chunks.Select(chunk => chunk.Chunk)], row);
            foreach (EmbeddedChunk chunk in chunks)
            {
                AddTerms(terms, chunk.Chunk, ordered[i].Title);
                if (dimensions > 0 && !TryAddVector(chunk.Vector, values.AsSpan(row * dimensions, dimensions)))
                    RowBitmap.Clear(rowsWithVector, row, row + 1);
                row++;
            }
        }

        bool allHaveVectors = RowBitmap.Count(rowsWithVector) == rowCount;
        FlatRows? vectors = dimensions > 0 ? new FlatRows(values, dimensions, Metric.Cosine) : null;
        return new Segment(documents, terms.Build(), vectors, allHaveVectors ? [] : rowsWithVector);
    }

    private static void AddTerms(LexicalSegmentBuilder terms, Chunk chunk, string title)
    {
        terms.BeginRow();
        terms.AddField(chunk.Text, FieldWeights.Body);
        foreach (string heading in chunk.HeadingPath)
            terms.AddField(heading, FieldWeights.Heading);
        terms.AddField(title, FieldWeights.Title);
    }

    private static bool TryAddVector(float[] vector, Span<float> destination)
    {
        if (vector.Length == 0)
            return false;
        vector.CopyTo(destination);
        VectorMath.Normalize(destination);
        return destination.ContainsAnyExcept(0f);
    }
}
