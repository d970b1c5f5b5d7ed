using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Measures which slack finds which share of the true neighbours, for queries at every distance from their neighbours. Rows held back from
/// the graph ask as rows do; questions are not drawn as rows are and lie farther from all of them. For those the held-back rows ask again,
/// moved by a share of the difference of two other rows: noise that varies as the data does, and leads from the middle of the rows to far
/// outside. And since the neighbours of a question that is about two things may lie in two clusters that no path of near rows joins, every
/// other row asks together with another one.
/// </summary>
/// <param name="index">The index, without the rows held back.</param>
/// <param name="rows">Its rows.</param>
/// <param name="parallel">With how many threads.</param>
internal sealed class SlackCalibration(VectorIndex index, IVectorRows rows, ParallelOptions parallel)
{
    private const int QueriesMin = 16;
    private const int MovedPerRow = 2;

    // Rows for each mixture, and of how many mixtures a point's slacks are taken by themselves: they are few among all queries, and harder.
    private const int RowsPerMixture = 2;
    private const int MixturesPerPoint = 32;
    private const float MixtureMin = 0.5f;
    private const float MixtureMax = 1;

    // What the difference of two rows is multiplied by.
    private const float MoveMin = 0.2f;
    private const float MoveMax = 1.2f;

    /// <summary>Makes the queries.</summary>
    /// <param name="heldBack">The rows that the graph lacks.</param>
    /// <param name="others">Rows whose differences move them.</param>
    /// <param name="seed">What chance is drawn from.</param>
    /// <returns>A held-back row, what it was moved to and mixed with, then the next.</returns>
    internal SlackQuery[] Draw(ReadOnlySpan<int> heldBack, ReadOnlySpan<int> others, int seed)
    {
        Random random = new(seed);
        List<SlackQuery> queries = new(heldBack.Length * (MovedPerRow + 2));
        for (int place = 0; place < heldBack.Length; place++)
        {
            ReadOnlySpan<float> row = rows[heldBack[place]];
            queries.Add(new SlackQuery(row.ToArray(), IsMixture: false));
            for (int i = 0; i < MovedPerRow; i++)
            {
                float share = Between(random, MoveMin, MoveMax);
                float[] moved = Sum(row, share, rows[others[random.Next(others.Length)]]);
                queries.Add(new SlackQuery(Finish(Sum(moved, -share, rows[others[random.Next(others.Length)]])), IsMixture: false));
            }

            if (place % RowsPerMixture == 0)
                queries.Add(
                    new SlackQuery(
                        Finish(Mix(row, Between(random, MixtureMin, MixtureMax), rows[heldBack[random.Next(heldBack.Length)]])),
                        IsMixture: true
                    )
                );
        }

        return [.. queries];
    }

    // A sum for directions, a mean for distances: the sum of two points lies elsewhere.
    private float[] Mix(ReadOnlySpan<float> row, float share, ReadOnlySpan<float> other)
    {
        float[] mixed = Sum(row, share, other);
        if (index.Metric == Metric.Euclidean)
        {
            for (int i = 0; i < mixed.Length; i++)
                mixed[i] /= 1 + share;
        }

        return mixed;
    }

    private static float Between(Random random, float least, float most) => least + ((most - least) * random.NextSingle());

    private static float[] Sum(ReadOnlySpan<float> row, float share, ReadOnlySpan<float> other)
    {
        float[] sum = row.ToArray();
        VectorMath.AddScaled(sum, other, share);
        return sum;
    }

    private float[] Finish(float[] query)
    {
        if (index.Metric == Metric.Cosine)
            VectorMath.Normalize(query);
        return query;
    }

    /// <summary>Measures.</summary>
    /// <param name="queries">Vectors that the graph lacks.</param>
    /// <param name="linked">The rows that it holds: a bit each.</param>
    /// <param name="linkedCount">How many.</param>
    /// <param name="reach">The length of the longest row.</param>
    internal SlackTable Measure(SlackQuery[] queries, ulong[] linked, int linkedCount, float reach)
    {
        SlackPoint[][] curves = new SlackPoint[EffortTable.Depths.Length][];
        for (int i = 0; i < curves.Length; i++)
        {
            int depth = EffortTable.Depths[i];
            SlackQuery[] asked = i == 0 ? queries : queries[..(queries.Length / EffortCalibration.DeepShare)];
            curves[i] = asked.Length < QueriesMin || linkedCount < 2 * depth ? [] : Curve(Ask(asked, depth, linked, linkedCount));
        }

        return new SlackTable(reach, curves);
    }

    private SlackSample[] Ask(SlackQuery[] queries, int depth, ulong[] linked, int linkedCount)
    {
        SlackSample[] samples = new SlackSample[queries.Length];
        Parallel.For(
            0,
            queries.Length,
            parallel,
            i =>
            {
                RowSimilarity[] nearest = new RowSimilarity[depth];
                int count = index.SearchByScan(queries[i].Values, new RowFilter(linked, linkedCount), nearest);
                samples[i] = index.Trace(queries[i].Values, nearest.AsSpan(0, count)) with { IsMixture = queries[i].IsMixture };
            }
        );
        return samples;
    }

    // Neighbouring points share half of their queries: fewer would make the curve jump.
    private static SlackPoint[] Curve(SlackSample[] samples)
    {
        SlackSample[] ordered = [.. samples.OrderBy(sample => sample.Distance)];
        SlackSample[] mixtures = [.. ordered.Where(sample => sample.IsMixture)];
        List<SlackPoint> points = new();
        for (int i = 0; i < SlackTable.DistancesMax; i++)
        {
            int first = ordered.Length * i / (SlackTable.DistancesMax + 1);
            int end = ordered.Length * (i + 2) / (SlackTable.DistancesMax + 1);
            points.Add(Point(ordered[first..end], mixtures));
        }

        return [.. points];
    }

    private static SlackPoint Point(SlackSample[] samples, SlackSample[] mixtures)
    {
        float distance = samples[samples.Length / 2].Distance;
        float[] slacks = Quantiles(samples);
        if (mixtures.Length < QueriesMin || distance < mixtures[0].Distance || distance > mixtures[^1].Distance)
            return new SlackPoint(distance, slacks);
        SlackSample[] near = [.. mixtures.OrderBy(sample => MathF.Abs(sample.Distance - distance)).Take(MixturesPerPoint)];
        return new SlackPoint(distance, [.. slacks.Zip(Quantiles(near), Math.Max)]);
    }

    private static float[] Quantiles(SlackSample[] samples)
    {
        float[] slacks = [.. samples.SelectMany(sample => sample.Slacks).Order()];
        return
        [
            .. SlackTable.Recalls.Select(recall => slacks[Math.Clamp((int)Math.Ceiling(recall * slacks.Length) - 1, 0, slacks.Length - 1)]),
        ];
    }
}
