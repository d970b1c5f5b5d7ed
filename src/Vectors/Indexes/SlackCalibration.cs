using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Measures which slack finds which share of the true neighbours, for queries at every distance from their neighbours. Rows held back from the
/// graph ask as rows do; questions are not drawn as rows are and lie farther from all of them. For those the held-back rows ask again, moved by
/// a share of the difference of two other rows: noise that varies as the data does, and leads from the middle of the rows to far outside.
/// </summary>
/// <param name="index">The index, without the rows held back.</param>
/// <param name="rows">Its rows.</param>
/// <param name="parallel">With how many threads.</param>
internal sealed class SlackCalibration(VectorIndex index, IVectorRows rows, ParallelOptions parallel)
{
    private const int QueriesMin = 16;
    private const int MovedPerRow = 2;

    // What the difference of two rows is multiplied by.
    private const float MoveMin = 0.2f;
    private const float MoveMax = 1.2f;

    /// <summary>Makes the queries.</summary>
    /// <param name="heldBack">The rows that the graph lacks.</param>
    /// <param name="others">Rows whose differences move them.</param>
    /// <param name="seed">What chance is drawn from.</param>
    /// <returns>A held-back row, then what it was moved to, then the next.</returns>
    internal float[][] Draw(ReadOnlySpan<int> heldBack, ReadOnlySpan<int> others, int seed)
    {
        var random = new Random(seed);
        var queries = new List<float[]>(heldBack.Length * (MovedPerRow + 1));
        foreach (int row in heldBack)
        {
            queries.Add(rows[row].ToArray());
            for (int i = 0; i < MovedPerRow; i++)
            {
                float[] moved = rows[row].ToArray();
                float share = MoveMin + ((MoveMax - MoveMin) * random.NextSingle());
                VectorMath.AddScaled(moved, rows[others[random.Next(others.Length)]], share);
                VectorMath.AddScaled(moved, rows[others[random.Next(others.Length)]], -share);
                if (index.Metric == Metric.Cosine)
                    VectorMath.Normalize(moved);
                queries.Add(moved);
            }
        }

        return [.. queries];
    }

    /// <summary>Measures.</summary>
    /// <param name="queries">Vectors that the graph lacks.</param>
    /// <param name="linked">The rows that it holds: a bit each.</param>
    /// <param name="linkedCount">How many.</param>
    /// <param name="reach">The length of the longest row.</param>
    internal SlackTable Measure(float[][] queries, ulong[] linked, int linkedCount, float reach)
    {
        var curves = new SlackPoint[EffortTable.Depths.Length][];
        for (int i = 0; i < curves.Length; i++)
        {
            int depth = EffortTable.Depths[i];
            float[][] asked = i == 0 ? queries : queries[..(queries.Length / EffortCalibration.DeepShare)];
            curves[i] = asked.Length < QueriesMin || linkedCount < 2 * depth ? [] : Curve(Ask(asked, depth, linked, linkedCount));
        }

        return new SlackTable(reach, curves);
    }

    private SlackSample[] Ask(float[][] queries, int depth, ulong[] linked, int linkedCount)
    {
        var samples = new SlackSample[queries.Length];
        Parallel.For(0, queries.Length, parallel, i =>
        {
            var nearest = new RowSimilarity[depth];
            int count = index.SearchByScan(queries[i], new RowFilter(linked, linkedCount), nearest);
            samples[i] = index.Trace(queries[i], nearest.AsSpan(0, count));
        });
        return samples;
    }

    // Neighbouring points share half of their queries: fewer would make the curve jump.
    private static SlackPoint[] Curve(SlackSample[] samples)
    {
        SlackSample[] ordered = [.. samples.OrderBy(sample => sample.Distance)];
        var points = new List<SlackPoint>();
        for (int i = 0; i < SlackTable.DistancesMax; i++)
        {
            int first = ordered.Length * i / (SlackTable.DistancesMax + 1);
            int end = ordered.Length * (i + 2) / (SlackTable.DistancesMax + 1);
            points.Add(Point(ordered.AsSpan(first, end - first)));
        }

        return [.. points];
    }

    private static SlackPoint Point(ReadOnlySpan<SlackSample> samples)
    {
        float[] slacks = [.. samples.ToArray().SelectMany(sample => sample.Slacks).Order()];
        return new SlackPoint(
            samples[samples.Length / 2].Distance,
            [.. SlackTable.Recalls.Select(recall => slacks[Math.Clamp((int)Math.Ceiling(recall * slacks.Length) - 1, 0, slacks.Length - 1)])]);
    }
}
