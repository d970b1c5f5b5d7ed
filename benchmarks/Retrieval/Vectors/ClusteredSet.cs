using RagCluster.Vectors.Distances;

namespace RagCluster.Retrieval.Vectors;

/// <summary>
/// Unit vectors in clusters: centres in a 64-dimensional latent space, points around them, projected to the wanted dimensions by a random
/// matrix, a little noise in every dimension, normalised. The same seed gives the same set.
/// </summary>
/// <param name="Rows">The rows, one after the other.</param>
/// <param name="Queries">The queries.</param>
internal sealed record ClusteredSet(float[] Rows, float[] Queries)
{
    private const int LatentDimensions = 64;

    // Against a centre's spread of 1: clusters overlap, and a graph needs about the effort of the published comparisons.
    private const float SpreadWithin = 1f;
    private const float Noise = 0.3f;

    /// <summary>Draws a set.</summary>
    internal static ClusteredSet Generate(ClusteredShape shape, int seed)
    {
        Random random = new(seed);
        float[] centres = Gaussians(random, shape.CentreCount * LatentDimensions);
        float[] projection = Gaussians(random, LatentDimensions * shape.Dimensions);
        for (int i = 0; i < projection.Length; i++)
            projection[i] /= MathF.Sqrt(LatentDimensions);
        float[] spreads =
        [
            .. Enumerable
                .Range(0, shape.CentreCount)
                .Select(_ => shape.IsUneven ? SpreadWithin * (0.5f + random.NextSingle()) : SpreadWithin),
        ];
        Source source = new(shape, centres, projection, spreads);
        return new ClusteredSet(source.Draw(shape.RowCount, seed + 1), source.Draw(shape.QueryCount, seed + 2));
    }

    private static float[] Gaussians(Random random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = Gaussian(random);
        return values;
    }

    // Box and Muller's transform.
    private static float Gaussian(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    private sealed record Source(ClusteredShape Shape, float[] Centres, float[] Projection, float[] Spreads)
    {
        // Drawn in blocks with a seed each, so that any number of threads gives the same set.
        private const int BlockRows = 1024;

        internal float[] Draw(int count, int seed)
        {
            float[] values = new float[(long)count * Shape.Dimensions];
            Parallel.For(
                0,
                (count + BlockRows - 1) / BlockRows,
                block =>
                {
                    Random random = new(seed * 7919 + block);
                    for (int row = block * BlockRows; row < Math.Min(count, (block + 1) * BlockRows); row++)
                        Fill(random, values.AsSpan(row * Shape.Dimensions, Shape.Dimensions));
                }
            );
            return values;
        }

        private void Fill(Random random, Span<float> row)
        {
            // The square makes the share of a cluster of rank r proportional to 1/sqrt(r): the first are some ten times the size of the
            // last.
            int centre = Shape.IsUneven ? (int)(Shape.CentreCount * Math.Pow(random.NextDouble(), 2)) : random.Next(Shape.CentreCount);
            for (int i = 0; i < row.Length; i++)
                row[i] = Noise * Gaussian(random);
            for (int latent = 0; latent < LatentDimensions; latent++)
            {
                float value = Centres[centre * LatentDimensions + latent] + Spreads[centre] * Gaussian(random);
                AddScaled(row, Projection.AsSpan(latent * row.Length, row.Length), value);
            }

            VectorMath.Normalize(row);
        }

        private static void AddScaled(Span<float> row, ReadOnlySpan<float> direction, float scale)
        {
            for (int i = 0; i < row.Length; i++)
                row[i] += direction[i] * scale;
        }
    }
}
