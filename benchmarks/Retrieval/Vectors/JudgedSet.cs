using System.Runtime.InteropServices;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Rows;

namespace RagCluster.Retrieval.Vectors;

/// <summary>
/// A generated set with the true neighbours of its queries, in a file that the peers read too: rows, queries, neighbours.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Queries">The queries, one after the other.</param>
/// <param name="Truth">The true neighbours of each query, nearest first.</param>
internal sealed record JudgedSet(string Path, FlatRows Rows, float[] Queries, int[] Truth)
{
    /// <summary>Neighbours of a query.</summary>
    internal const int Neighbours = 10;

    private const int Seed = 1;
    private const int ChunkValues = 1 << 24;

    internal int QueryCount => Truth.Length / Neighbours;

    internal ReadOnlySpan<float> Query(int i) => Queries.AsSpan(i * Rows.Dimensions, Rows.Dimensions);

    internal ReadOnlySpan<int> TruthOf(int i) => Truth.AsSpan(i * Neighbours, Neighbours);

    /// <summary>Reads a generated set from a directory, or makes it there.</summary>
    internal static JudgedSet Load(ClusteredShape shape, string directory)
    {
        SetShape sizes = new(shape.RowCount, shape.QueryCount, shape.Dimensions);
        string kind = shape.IsUneven ? "-uneven" : "";
        string path = System.IO.Path.Combine(
            directory,
            $"{shape.RowCount}-{shape.QueryCount}-{shape.Dimensions}-{shape.CentreCount}{kind}.vectors"
        );
        if (File.Exists(path))
            return Read(sizes, path);
        ClusteredSet set = ClusteredSet.Generate(shape, Seed);
        return Write(sizes, path, set.Rows, set.Queries);
    }

    /// <summary>Finds the true neighbours and writes everything to a file.</summary>
    internal static JudgedSet Write(SetShape shape, string path, float[] values, float[] queries)
    {
        FlatRows rows = new(values, shape.Dimensions, Metric.Cosine);
        int[] truth = new int[shape.QueryCount * Neighbours];
        Parallel.For(
            0,
            shape.QueryCount,
            i =>
            {
                RowSimilarity[] near = rows.Nearest(
                    queries.AsSpan(i * shape.Dimensions, shape.Dimensions),
                    Neighbours,
                    [],
                    CancellationToken.None
                );
                for (int j = 0; j < near.Length; j++)
                    truth[i * Neighbours + j] = near[j].Row;
            }
        );
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string unfinished = path + ".new";
        using (FileStream file = File.Create(unfinished))
        {
            Transfer(values, bytes => file.Write(bytes));
            Transfer(queries, bytes => file.Write(bytes));
            file.Write(MemoryMarshal.AsBytes(truth.AsSpan()));
        }

        File.Move(unfinished, path, overwrite: true);
        return new JudgedSet(path, rows, queries, truth);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static JudgedSet Read(SetShape shape, string path)
    {
        float[] rows = new float[(long)shape.RowCount * shape.Dimensions];
        float[] queries = new float[shape.QueryCount * shape.Dimensions];
        int[] truth = new int[shape.QueryCount * Neighbours];
        using FileStream file = File.OpenRead(path);
        Transfer(rows, bytes => file.ReadExactly(bytes));
        Transfer(queries, bytes => file.ReadExactly(bytes));
        file.ReadExactly(MemoryMarshal.AsBytes(truth.AsSpan()));
        return new JudgedSet(path, new FlatRows(rows, shape.Dimensions, Metric.Cosine), queries, truth);
    }

    // In chunks: the bytes of a million rows are more than a span holds.
    private static void Transfer(float[] values, ChunkAction action)
    {
        for (int start = 0; start < values.Length; start += ChunkValues)
            action(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ChunkValues, values.Length - start))));
    }

    private delegate void ChunkAction(Span<byte> bytes);
}
