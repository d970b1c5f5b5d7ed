using System.Runtime.InteropServices;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;
using RagCluster.Vectors.Distances;

namespace RagCluster.Shards.Segments;

/// <summary>Builds a segment in memory from log records, one per document.</summary>
internal static class SegmentBuilder
{
    internal static Segment Build(IEnumerable<ShardLogRecord> records, ShardOptions options)
    {
        ShardLogRecord[] ordered = [.. records.OrderBy(record => record.Document.Value, StringComparer.Ordinal)];
        EmbeddedChunk[][] chunks = [.. ordered.Select(record => record.Chunks.OrderBy(chunk => chunk.Chunk.Id.Ordinal).ToArray())];
        SectionImage image = new();
        LexicalSegment terms = BuildTerms(ordered, chunks, options);
        long totalLength = 0;
        foreach (int length in terms.RowLengths)
            totalLength += length;
        new SegmentCounts(terms.RowCount, ordered.Length, options.Dimensions, totalLength).Write(image);
        WriteDocuments(image, ordered, chunks);
        WriteChunks(image, chunks);
        ValueColumnsWriter.Write(image, [.. ordered.Select(record => record.Metadata)]);
        if (options.Dimensions > 0)
            WriteVectors(image, chunks, options.Dimensions, terms.RowCount);
        terms.WriteTo(image.Begin(SectionNames.Terms));
        image.Trim();
        return new Segment(image);
    }

    private static LexicalSegment BuildTerms(ShardLogRecord[] records, EmbeddedChunk[][] chunks, ShardOptions options)
    {
        LexicalSegmentBuilder terms = new(options.Analyzer, options.Boosts);
        for (int i = 0; i < records.Length; i++)
        {
            // A chunk too short to tell its language is read as its document.
            TextAnalyzer ofDocument = options.Analyzer.ForText([records[i].Title, .. chunks[i].Select(chunk => chunk.Chunk.Text)]);
            foreach (EmbeddedChunk chunk in chunks[i])
            {
                terms.BeginRow(ofDocument.ForText(chunk.Chunk.Text));
                AddTerms(terms, chunk.Chunk, records[i].Title);
            }
        }

        return terms.Build();
    }

    private static void AddTerms(LexicalSegmentBuilder terms, Chunk chunk, string title)
    {
        terms.AddField(chunk.Text, TextField.Body);
        foreach (string heading in chunk.HeadingPath)
            terms.AddField(heading, TextField.HeadingPath);
        terms.AddField(title, TextField.Title);
    }

    private static void WriteDocuments(SectionImage image, ShardLogRecord[] records, EmbeddedChunk[][] chunks)
    {
        BlobTableWriter documents = new(image, SectionNames.Documents, SectionNames.DocumentOffsets);
        CompactWriter blob = new();
        foreach (ShardLogRecord record in records)
        {
            blob.Clear();
            DocumentTable.Write(blob, new SegmentDocument(record.Document, record.Title, record.Uri, record.Metadata));
            documents.Append(blob.Written);
        }

        documents.Finish();
        int[] rows = new int[chunks.Length + 1];
        for (int i = 0; i < chunks.Length; i++)
            rows[i + 1] = rows[i] + chunks[i].Length;
        BlobTableWriter.Write(image.Begin(SectionNames.DocumentRows), rows);
    }

    private static void WriteChunks(SectionImage image, EmbeddedChunk[][] chunks)
    {
        BlobTableWriter table = new(image, SectionNames.Chunks, SectionNames.ChunkOffsets);
        CompactWriter blob = new();
        List<int> documents = new();
        for (int i = 0; i < chunks.Length; i++)
        {
            foreach (EmbeddedChunk chunk in chunks[i])
            {
                blob.Clear();
                ChunkTable.Write(blob, chunk.Chunk);
                table.Append(blob.Written);
                documents.Add(i);
            }
        }

        table.Finish();
        BlobTableWriter.Write(image.Begin(SectionNames.ChunkDocuments), CollectionsMarshal.AsSpan(documents));
    }

    private static void WriteVectors(SectionImage image, EmbeddedChunk[][] chunks, int dimensions, int rowCount)
    {
        Stream rows = image.Begin(SectionNames.Vectors, checked(rowCount * dimensions * sizeof(float)));
        ulong[] present = RowBitmap.Full(rowCount);
        float[] unit = new float[dimensions];
        int row = 0;
        foreach (EmbeddedChunk chunk in chunks.SelectMany(chunk => chunk))
        {
            Array.Clear(unit);
            chunk.Vector.CopyTo(unit, 0);
            VectorMath.Normalize(unit);
            if (!unit.AsSpan().ContainsAnyExcept(0f))
                RowBitmap.Clear(present, row, row + 1);
            rows.Write(MemoryMarshal.AsBytes<float>(unit));
            row++;
        }

        if (RowBitmap.Count(present) < rowCount)
            image.Begin(SectionNames.VectorRows).Write(MemoryMarshal.AsBytes<ulong>(present));
    }
}
