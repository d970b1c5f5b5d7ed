using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests;

/// <summary>Seeded rows in clusters, and their true neighbours.</summary>
internal static class TestRows
{
    internal const int Dimensions = 48;

    internal static FlatRows Clustered(int count, Metric metric, int seed, int dimensions = Dimensions)
    {
        Random random = new(seed);
        const int Clusters = 40;
        float[] centres = [.. Enumerable.Range(0, Clusters * dimensions).Select(_ => Gaussian(random))];
        float[] values = new float[count * dimensions];
        for (int row = 0; row < count; row++)
        {
            int centre = random.Next(Clusters);
            float length = metric == Metric.Cosine ? 1 : 0.5f + random.NextSingle();
            for (int d = 0; d < dimensions; d++)
                values[row * dimensions + d] = length * (centres[centre * dimensions + d] + 0.7f * Gaussian(random));
            if (metric == Metric.Cosine)
                VectorMath.Normalize(values.AsSpan(row * dimensions, dimensions));
        }

        return new FlatRows(values, dimensions, metric);
    }

    /// <summary>The first rows to search, the others as queries: drawn as the rows are.</summary>
    internal static (FlatRows Rows, float[][] Queries) WithQueries(int count, int queryCount, Metric metric, int seed)
    {
        FlatRows all = Clustered(count + queryCount, metric, seed);
        float[] values = [.. Enumerable.Range(0, count).SelectMany(row => all[row].ToArray())];
        return (new FlatRows(values, Dimensions, metric), [.. Enumerable.Range(count, queryCount).Select(row => all[row].ToArray())]);
    }

    internal static double Recall(ReadOnlySpan<RowSimilarity> found, RowSimilarity[] truth) =>
        truth.Length == 0
            ? 1
            : (double)found.ToArray().Select(hit => hit.Row).Intersect(truth.Select(hit => hit.Row)).Count() / truth.Length;

    internal static float Gaussian(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
